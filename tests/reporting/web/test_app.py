import jinja2
import pytest
from flask import render_template_string, session

from reporting.web.app import base_app


def test_a_name_that_a_template_does_not_get_is_an_error(app):
    with app.test_request_context("/"), pytest.raises(jinja2.UndefinedError):
        render_template_string("{{ nobody_gave_this }}")


def test_everything_is_escaped_whatever_the_template_is_called(app):
    with app.test_request_context("/"):
        assert render_template_string("{{ x }}", x="<b>'\"") == "&lt;b&gt;&#39;&#34;"


def test_a_template_of_the_other_program_cannot_be_found(app):
    with pytest.raises(jinja2.TemplateNotFound):
        app.jinja_env.get_template("review/layout.html")
    assert app.jinja_env.get_template("shared/page.html")


def test_there_is_no_session_to_write_to(app):
    with app.test_request_context("/"), pytest.raises(RuntimeError):
        session["who"] = "somebody"


def test_debug_stays_off_whatever_the_environment_says(shape, monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert base_app(shape).debug is False
