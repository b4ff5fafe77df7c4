import pytest
from flask import g
from wtforms import StringField

from reporting.web.forms import BaseForm, NoFormSecret, SessionForm, form_token

SECRET = b"s" * 32


class Note(SessionForm):
    words = StringField()


class SignIn(BaseForm):
    handle = StringField()


def posted(app, form_class, data, secret=SECRET):
    with app.test_request_context("/", method="POST", data=data):
        if secret is not None:
            g.form_secret = secret
        form = form_class()
        return form.validate_on_submit(), form.errors


def test_a_form_with_the_sessions_token_is_taken(app):
    assert posted(app, Note, {"words": "x", "form_token": form_token(SECRET)}) == (True, {})


@pytest.mark.parametrize("token", [form_token(b"other session secret"), "", "é", None])
def test_another_token_is_refused_with_what_to_do(app, token):
    data = {"words": "x"} | ({"form_token": token} if token is not None else {})
    ok, errors = posted(app, Note, data)
    assert not ok
    assert "open too long" in errors["form_token"][0]


def test_a_form_without_a_session_is_a_mistake_in_the_code(app):
    with pytest.raises(NoFormSecret):
        posted(app, Note, {}, secret=None)


def test_the_token_stands_in_the_page(app):
    with app.test_request_context("/"):
        g.form_secret = SECRET
        assert form_token(SECRET) in str(Note().form_token)


def test_before_the_sign_in_a_form_needs_none(app):
    assert posted(app, SignIn, {"handle": "rook"}, secret=None) == (True, {})
