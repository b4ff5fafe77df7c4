"""The forms of review that are typed by hand; those made of the catalogue read themselves."""

from __future__ import annotations

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from reporting.web.forms import BaseForm, SessionForm
from reporting.web.i18n import lazy_gettext

LONGEST_HANDLE = 64
COUNT_DIGITS = 4
LONGEST_CODE = 24
"""Ten digits, with a space after each if somebody likes."""

LONGEST_PASSPHRASE = 400
"""Characters: nobody types more, and Argon2 hashes them all."""


class SignInForm(BaseForm):
    """Handle, passphrase, code; before the sign-in there is no session to tie it to."""

    handle = StringField(
        lazy_gettext("Your name here"), [InputRequired(), Length(max=LONGEST_HANDLE)]
    )
    passphrase = PasswordField(
        lazy_gettext("Passphrase"), [InputRequired(), Length(max=LONGEST_PASSPHRASE)]
    )
    code = StringField(
        lazy_gettext("Code from your phone or your paper"), [Length(max=LONGEST_CODE)]
    )


def _new_passphrase(label: str) -> PasswordField:
    return PasswordField(label, [InputRequired(), Length(max=LONGEST_PASSPHRASE)])


class SettleForm(SessionForm):
    """The first passphrase of one's own, and a code of the phone just set up."""

    first = _new_passphrase(lazy_gettext("New passphrase"))
    second = _new_passphrase(lazy_gettext("The same again"))
    code = StringField(
        lazy_gettext("Code from your phone or your paper"),
        [InputRequired(), Length(max=LONGEST_CODE)],
    )


class PrintCodesForm(SessionForm):
    """The passphrase, which new printed codes need, and which set they replace."""

    current = _new_passphrase(lazy_gettext("Your present passphrase"))
    set_id = HiddenField()

    def replaced(self) -> bytes:
        """Return the id of the set that the page spoke of, empty when it is none."""
        try:
            return bytes.fromhex(self.set_id.data or "")
        except ValueError:
            return b""


class PassphraseForm(SessionForm):
    """A new passphrase in place of the present one."""

    current = _new_passphrase(lazy_gettext("Your present passphrase"))
    first = _new_passphrase(lazy_gettext("New passphrase"))
    second = _new_passphrase(lazy_gettext("The same again"))


def count_of(typed: str) -> int:
    """Read a small count, such as of copies; 0 for what is none, which whoever asks refuses.

    `int` raises for more than 4300 digits, and takes digits of every script.
    """
    small = typed.isascii() and typed.isdigit() and len(typed) <= COUNT_DIGITS
    return int(typed) if small else 0
