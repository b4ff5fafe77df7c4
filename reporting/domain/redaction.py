"""The gate before everything that is published: a draft, its reports, and what it gives away.

`check` gives `Redacted`, which nothing else can make, or the findings that stand in the way. Rules
and their numbers: docs/field.md, section 7.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import date
from typing import Final

from reporting.domain.bulletin import BulletinBody, BulletinDraft, Edition, Reason
from reporting.domain.bulletin_facts import RACE, Passage
from reporting.domain.coarsening import THIS_WEEK, Areas
from reporting.domain.errors import Blocked
from reporting.domain.identifiers import Normal, normalise, plate
from reporting.domain.redaction_beside import check_beside
from reporting.domain.redaction_finding import (
    CLEARED_BY_APPROVAL,
    DATE,
    PLACE,
    REACH,
    Finding,
    Span,
    finding,
)
from reporting.domain.redaction_known import Context, Known, Source, known
from reporting.domain.redaction_reach import allowed_spans, check_reach, tells_no_more
from reporting.domain.redaction_text import Text, fold
from reporting.domain.redaction_warn import check_care, check_legal_name, check_looks
from reporting.domain.redaction_when import check_clock, check_date
from reporting.domain.redaction_where import check_place
from reporting.domain.redaction_words import (
    check_copied,
    check_first_person,
    check_rare,
)
from reporting.domain.redaction_worker import check_worker
from reporting.domain.report import Account, Contact, text_of

__all__ = ["Context", "Findings", "Redacted", "Source", "check", "redacted"]

_MAKER: Final = object()
_MAKES: Final = ("vehicle_make", "vehicle_model", "vehicle_region")  # Mercedes is a make and a name


@dataclass(frozen=True, slots=True)
class Findings:
    """Why a draft may not be published: what blocks it, and warnings still without a reason."""

    blocks: tuple[Finding, ...]
    warnings: tuple[Finding, ...]

    @property
    def all(self) -> tuple[Finding, ...]:
        """All of them, blocks first."""
        return self.blocks + self.warnings


@dataclass(frozen=True, slots=True)
class Redacted:
    """A body that passed the check; only `check` makes one. Publishing and printing take this.

    `answered` are the warnings that stand, each with a reason in the draft or cleared by the
    worker's approval.
    """

    body: BulletinBody
    answered: tuple[Finding, ...] = field(repr=False)
    maker: InitVar[object]

    def __post_init__(self, maker: object) -> None:
        """Refuse to be made by anything but the check."""
        if maker is not _MAKER:
            raise TypeError("only reporting.domain.redaction.check makes a Redacted")

    def as_edition(self, number: int, edition: int, issued: date) -> Edition:
        """Give the edition that is to be signed."""
        return Edition(number, edition, issued, self.body)


def check(
    draft: BulletinDraft, account: Account, contact: Contact, context: Context
) -> Redacted | Findings:
    """Read a draft against its report and give `Redacted`, or what stands in the way.

    Rules 1 to 7 block. The others warn: a reason in the draft for that very finding answers it,
    and the worker's approval of the exact wording answers 10 and 11.
    """
    found = tuple(dict.fromkeys((*_found(draft, account, contact, context), *context.further)))
    blocks = tuple(f for f in found if f.severity == "block")
    warnings = tuple(f for f in found if f.severity == "warn")
    approved = context.approved is not None and context.approved == draft.body.digest
    open_ = tuple(w for w in warnings if not _answered(w, draft.reasons, approved=approved))
    if blocks or open_:
        return Findings(blocks, open_)
    return Redacted(draft.body, warnings, _MAKER)


def redacted(
    draft: BulletinDraft, account: Account, contact: Contact, context: Context
) -> Redacted:
    """Do as `check`, and raise `Blocked` with the findings when there are any."""
    result = check(draft, account, contact, context)
    if isinstance(result, Findings):
        raise Blocked(result.all)
    return result


def _answered(warning: Finding, reasons: Iterable[Reason], *, approved: bool) -> bool:
    if approved and warning.rule in CLEARED_BY_APPROVAL:
        return True
    key = (warning.rule, warning.where, warning.excerpt)
    return any((r.rule, r.where, r.excerpt) == key and r.text.strip() for r in reasons)


def _found(
    draft: BulletinDraft, account: Account, contact: Contact, context: Context
) -> Iterator[Finding]:
    about = known([Source(account, contact), *context.also], context)
    yield from _facts(draft.body, about, context.areas)
    for passage in (*draft.body.passages(), *_unlisted(draft.body, context.races)):
        yield from _passage(Text.of(passage), about, draft, context)


def _unlisted(body: BulletinBody, races: Container[str]) -> Iterator[Passage]:
    """Give what stands in a field of the organisation's list and is not on it, as free text."""
    for number, person in enumerate(body.facts.persons, 1):
        race = text_of(person, RACE)
        if race and race not in races:
            yield Passage(f"persons.{number}.{RACE}", "", race)


def _passage(text: Text, about: Known, draft: BulletinDraft, context: Context) -> Iterator[Finding]:
    where = text.passage.where
    secrets = about.secrets.without_words() if where.endswith(_MAKES) else about.secrets
    yield from check_worker(text, secrets, about.person_words)
    if where.endswith(("vehicle_plate", "ad_handle")):
        return  # compared as a whole among the facts
    yield from check_reach(text, about.identifiers)
    fine = allowed_spans(text, about.identifiers)
    yield from _when_and_where(text, about, fine)
    yield from check_copied(text, about.sources, draft.quotes, fine)
    yield from check_first_person(text, draft.quotes)
    yield from check_looks(text)
    yield from check_care(text)
    yield from check_rare(text, about.sources, context.vocabulary, draft.quotes)
    yield from check_legal_name(text, about.names, about.aliases)


def _when_and_where(text: Text, about: Known, fine: Sequence[Span]) -> Iterator[Finding]:
    for part in (check_clock(text), check_date(text), check_place(text, about.places)):
        yield from (f for f in part if not _inside(text, f, fine))


def _inside(text: Text, found: Finding, spans: Iterable[tuple[int, int]]) -> bool:
    original = (text.span(start, end) for start, end in spans)
    return any(start <= found.start and found.end <= end for start, end in original)


def _facts(body: BulletinBody, about: Known, areas: Areas) -> Iterator[Finding]:
    """Check the fields that are no sentences: identifiers, plates, area, the urgent week."""
    for number, item in enumerate(body.facts.identifiers, 1):
        text = Text.of(Passage(f"identifiers.{number}", "", item.value))
        yield from check_worker(text, about.secrets, about.person_words)
        yield from _when_and_where(text, about, allowed_spans(text, about.identifiers))
        yield from check_beside(text, item.kind)
        normal = normalise(item.kind, item.value, partial=item.partial)
        if normal is None or not any(_is_theirs(normal, n) for n in about.identifiers):
            yield finding(REACH, text, 0, len(text.folded))
    for number, vehicle in enumerate(body.facts.vehicles, 1):
        value = text_of(vehicle, "vehicle_plate")
        shown = plate(value) if value and fold(value).isascii() else None
        if value and not (shown and any(tells_no_more(shown, n) for n in about.identifiers)):
            yield _whole_field(REACH, f"vehicles.{number}.vehicle_plate", value)
    yield from _happening(body, about, areas)


def _happening(body: BulletinBody, about: Known, areas: Areas) -> Iterator[Finding]:
    happening = body.facts.happening
    handle = text_of(happening, "ad_handle")
    normal = normalise("ad", handle) if handle else None
    if handle and not (normal and any(_is_theirs(normal, n) for n in about.identifiers)):
        yield _whole_field(REACH, "happening.ad_handle", handle)
    area, region = text_of(happening, "area"), text_of(happening, "region")
    if area and area not in areas.listed:
        yield _whole_field(PLACE, "happening.area", area)
    if region and region not in {*areas.listed.values(), areas.home}:
        yield _whole_field(PLACE, "happening.region", region)
    if text_of(happening, "when") == THIS_WEEK and not body.urgent:
        yield _whole_field(DATE, "happening.when", THIS_WEEK)


def _whole_field(rule: int, where: str, value: str) -> Finding:
    return Finding(rule, where, value, 0, len(value))


def _is_theirs(shown: Normal, known: Normal) -> bool:
    return shown == known or tells_no_more(shown, known)
