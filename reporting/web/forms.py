"""The form that pages behind a sign-in build on: small, typed, tied to the session.

The worker's form is read by `reporting.domain.form` instead: it has no session, and everything
typed must come back whatever it is.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from flask import g
from wtforms import ValidationError
from wtforms.csrf.core import CSRF

from reporting.web.i18n import lazy_gettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wtforms import Form
    from wtforms.csrf.core import CSRFTokenField

    class FlaskForm(Form):
        """Flask-WTF has no types; this is the part of it that is used."""

        class Meta:
            """See wtforms."""

            csrf: bool

        def is_submitted(self) -> bool:
            """Tell whether this request posts a form."""

        def validate_on_submit(
            self, extra_validators: Mapping[str, Sequence[Any]] | None = None
        ) -> bool:
            """Tell whether this request posts a form without a problem."""
else:
    from flask_wtf import FlaskForm

_STALE = lazy_gettext("This page was open too long. Please check it and press the button again.")
_LABEL = b"brolly/form token/v1"


class NoFormSecret(Exception):
    """A form with a token was made where nobody is signed in."""


def form_token(secret: bytes) -> str:
    """Return the token that forms of one session carry; `secret` is the session's own bytes."""
    return hmac.new(secret, _LABEL, hashlib.sha256).hexdigest()


class SessionToken(CSRF):
    """Checks `form_token` of the session at hand, which the sign-in check puts into `g`."""

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        """Return the token; raises NoFormSecret without a session."""
        del csrf_token_field
        secret = g.get("form_secret")
        if secret is None:
            raise NoFormSecret
        return form_token(secret)

    def validate_csrf_token(self, form: Any, field: CSRFTokenField) -> None:  # noqa: ANN401 - stubs
        """Raise ValidationError when the token is of another session or missing."""
        del form
        sent = (field.data or "").encode()
        if not hmac.compare_digest(sent, str(field.current_token).encode()):
            raise ValidationError(str(_STALE))


class BaseForm(FlaskForm):
    """A form without a token, for pages before the sign-in; `refuse_cross_site` guards it."""

    class Meta(FlaskForm.Meta):
        """No token."""

        csrf = False


class SessionForm(FlaskForm):
    """A form of somebody signed in; templates write `{{ form.form_token }}` into it.

    Whatever checks the session sets `g.form_secret` before the form is made.
    """

    class Meta(FlaskForm.Meta):
        """The session's token."""

        csrf = True
        csrf_class = SessionToken
        csrf_field_name = "form_token"
