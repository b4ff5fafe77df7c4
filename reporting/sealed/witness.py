"""A consent that was spoken or written on paper: the statement, and who of staff heard it.

Staff who take a report down hold its first code for a moment, so the code's signature alone says
less than usual. The content of such a consent part is a document around the statement's exact
text, in the same part and of the same size, so that a database neither tells these reports apart
nor takes the witness away:

    {"v":1,"kind":"witnessed consent","statement":text,"how":"spoken"|"paper","asked":text,
     "heard_by":[{"handle":text,"signature":base64url of 64 bytes}, …]}

Each signature is by a roster key, label "brolly/witness/v1", over
prefixed(installation, handle, statement, how, asked); the statement names report, account, choices,
wording, language and day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crypto.errors import BadSignature, Malformed, NotListed
from crypto.members import lines_of, signed_by
from crypto.strictjson import b64u
from crypto.suite import prefixed, sha256
from crypto.verifying import SIGNATURE_BYTES
from reporting.domain.consent import Witness
from reporting.sealed.documents import dump, load, reading
from reporting.sealed.errors import NotDecodable, StatementRefused
from reporting.sealed.statements import Statement, read_statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crypto.manifest import Roster
    from crypto.signing import Signer
    from reporting.domain.consent import How

KIND = "witnessed consent"
KEYS = frozenset({"statement", "how", "asked", "heard_by"})
HEARD_BY = frozenset({"handle", "signature"})
LABEL = "brolly/witness/v1"
HOWS: tuple[How, ...] = ("spoken", "paper")

MAX_ASKED = 120  # characters; with a full list of forces it stays inside a consent's one size
MAX_WITNESSES = 2
ROLES = frozenset({"advocate", "outreach"})
"""Who takes reports down."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """How a consent was given, and how it was asked, in the witness's words."""

    how: How
    asked: str


@dataclass(frozen=True, slots=True, repr=False)
class Attested:
    """What staff signed: the statement's exact bytes, how it was given, and the signatures."""

    statement: bytes
    hearing: Hearing
    heard_by: tuple[tuple[str, bytes], ...]


def attest(
    statement: bytes, hearing: Hearing, installation: bytes, witnesses: Sequence[tuple[str, Signer]]
) -> bytes:
    """Return the content of a witnessed consent: `witnesses` are handles with their signers."""
    heard_by = [
        {
            "handle": handle,
            "signature": b64u(
                signer.sign(LABEL, _signed(installation, handle, statement, hearing))
            ),
        }
        for handle, signer in witnesses
    ]
    return dump(
        KIND,
        statement=statement.decode(),
        how=hearing.how,
        asked=hearing.asked,
        heard_by=heard_by,
    )


def read_consent(content: bytes) -> tuple[Statement, Attested | None]:
    """Return the statement in the content of a consent part, and who heard it, if anybody did.

    The statement's digest is that of the whole content, which the next statement names. Raises
    NotDecodable for anything else. Nothing is verified here.
    """
    try:
        return read_statement(content), None
    except NotDecodable:
        document = load(KIND, KEYS, content)
    with reading():
        inner = document.text("statement").encode()
        said = document.text("how")
        how = next((known for known in HOWS if known == said), None)
        if how is None:
            raise Malformed("an unknown way to give a consent")
        heard_by = tuple(
            (one.name("handle"), one.base64url("signature", SIGNATURE_BYTES))
            for one in document.objects("heard_by", HEARD_BY)
        )
        if not 1 <= len(heard_by) <= MAX_WITNESSES:
            raise Malformed("heard by nobody, or by too many")
        hearing = Hearing(how, document.text("asked", longest=MAX_ASKED))
    statement = replace(read_statement(inner), digest=sha256(content))
    return statement, Attested(inner, hearing, heard_by)


def witness_of(attested: Attested, roster: Roster) -> Witness:
    """Return who heard a consent, each signature verified against the roster of its day.

    Raises StatementRefused when one does not fit, or two are of one person: then nobody can say
    how the consent came about.
    """
    statement = read_statement(attested.statement)
    hearing = attested.hearing
    seen: set[bytes] = set()
    for handle, signature in attested.heard_by:
        claim = _signed(roster.installation, handle, attested.statement, hearing)
        try:
            lines = lines_of(roster, handle, statement.day, ROLES)
            seen.add(signed_by(lines, LABEL, claim, signature).sign)
        except (NotListed, BadSignature) as error:
            raise StatementRefused("the witness is not who she is said to be") from error
    if len(seen) != len(attested.heard_by):
        raise StatementRefused("heard twice by one person")
    return Witness(
        staff=tuple(handle for handle, _ in attested.heard_by),
        how=hearing.how,
        asked=hearing.asked,
        language=statement.language,
        day=statement.day,
        heard=statement.choices,
    )


def _signed(installation: bytes, handle: str, statement: bytes, hearing: Hearing) -> bytes:
    texts = (handle.encode(), statement, hearing.how.encode(), hearing.asked.encode())
    return prefixed(installation, *texts)
