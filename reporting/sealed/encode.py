"""Accounts, additions and contacts as the bytes that are sealed, and back.

Reading treats the bytes as hostile: a code's holder, or a changed page, chose them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crypto.strictjson import Fields
from reporting.domain.errors import Invalid
from reporting.domain.report import Account, Contact
from reporting.domain.report_json import (
    account_from_json,
    account_to_json,
    contact_from_json,
    contact_to_json,
)
from reporting.sealed.documents import dump, load, reading
from reporting.sealed.errors import NotDecodable

MAX_LANGUAGE = 12  # a short BCP 47 tag such as "zh-Hant"
TOLD_KEYS = frozenset({"language", "day", "account"})
CONTACT_KEYS = frozenset({"contact"})

Telling = Literal["account", "addition"]
"""The two compartments that hold an account: the first telling, and what was added later."""


@dataclass(frozen=True, slots=True)
class Told:
    """An account as it was sealed: what was told, in which language, on which day."""

    account: Account
    language: str
    day: date


def account_bytes(kind: Telling, account: Account, *, language: str, day: date) -> bytes:
    """Return the content of an account or an addition."""
    return dump(kind, language=language, day=day.isoformat(), account=account_to_json(account))


def read_account(kind: Telling, content: bytes) -> Told:
    """Return what was told; raise NotDecodable where it breaks the form's own limits."""
    document = load(kind, TOLD_KEYS, content)
    try:
        account = account_from_json(document.value("account"))
    except Invalid as error:
        raise NotDecodable("the account breaks the limits of the form") from error
    with reading():
        return Told(account, read_language(document), document.day("day"))


def contact_bytes(contact: Contact) -> bytes:
    """Return the content of a contact; it is sealed even when it is empty."""
    return dump("contact", contact=contact_to_json(contact))


def read_contact(content: bytes) -> Contact:
    """Return the contact; raise NotDecodable where it breaks the form's own limits."""
    document = load("contact", CONTACT_KEYS, content)
    try:
        return contact_from_json(document.value("contact"))
    except Invalid as error:
        raise NotDecodable("the contact breaks the limits of the form") from error


def read_language(document: Fields) -> str:
    """Return the short language tag of a document; raise Malformed for anything longer."""
    return document.text("language", longest=MAX_LANGUAGE)
