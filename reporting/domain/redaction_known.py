"""What a bulletin's reports say, sorted by what it means for a draft that is checked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporting.domain.catalogue import FIELDS, Disclosure
from reporting.domain.coarsening import Areas
from reporting.domain.identifiers import Normal, normalise, normalise_all
from reporting.domain.redaction_finding import Finding
from reporting.domain.redaction_text import folded_words
from reporting.domain.redaction_where import Places, places_of
from reporting.domain.redaction_words import Sources, sources_of
from reporting.domain.redaction_worker import Secrets, secrets_of
from reporting.domain.report import Account, Answers, Contact, text_of, values_of


@dataclass(frozen=True, slots=True)
class Source:
    """A report that the bulletin is about, or an addition to it; `contact` None when unchanged.

    Of what she has not said yes to (`agreed` False) nothing may be published, also not the fields
    that otherwise may.
    """

    account: Account
    contact: Contact | None = None
    agreed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What else the check has to know.

    `also` are the other reports and additions behind the bulletin, with what staff structured.
    `venues` are names the organisation knows (streets, hotels, parlours). `vocabulary` are words
    that earlier bulletins used. `further` are findings of the rules that need all reports (10,
    11, 13). `approved` is the digest of the body whose wording the worker approved. `races` are
    those of the organisation's list: any other is words that somebody typed.
    """

    areas: Areas
    races: frozenset[str] = frozenset()
    area_names: tuple[str, ...] = ()
    also: tuple[Source, ...] = ()
    venues: tuple[str, ...] = ()
    vocabulary: frozenset[str] = frozenset()
    further: tuple[Finding, ...] = ()
    approved: bytes | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The worker's values, the person's words and identifiers, the report's texts and places.

    `names` are folded words that have a capital of their own: areas, aliases, makes, sites;
    `aliases` are those of the names that persons used.
    """

    secrets: Secrets
    person_words: frozenset[str]
    identifiers: tuple[Normal, ...]
    sources: Sources
    places: Places
    names: frozenset[str]
    aliases: frozenset[str]


def known(sources: Sequence[Source], context: Context) -> Known:
    """Sort what the reports say by what it means for a draft."""
    accounts = [source.account for source in sources if source.agreed]
    held_back = [source.account for source in sources if not source.agreed]
    contacts = [source.contact for source in sources if source.contact]
    open_ = [text for account in accounts for text in _publishable(account)]
    private = [text for account in (*accounts, *held_back) for text in _private(account)]
    private += [text for account in held_back for text in _publishable(account)]
    private += [text for contact in contacts for text in _own_words(contact)]
    person_words = frozenset(word for text in open_ for word in folded_words(text))
    details = [account.text("place_detail") for account in (*accounts, *held_back)]
    names = (*context.area_names, *context.areas.listed, *context.areas.listed.values())
    own_names = [text for account in accounts for text in _names(account)]
    return Known(
        secrets_of(contacts, person_words | _person_slugs(accounts)),
        person_words,
        tuple(n for account in accounts for n in _identifiers(account)),
        sources_of(private, open_, [text for account in accounts for text in _looks(account)]),
        places_of(details, context.venues, (*names, context.areas.home, *own_names)),
        frozenset(word for text in (*names, *own_names) for word in folded_words(text)),
        frozenset(word for account in accounts for word in _alias_words(account)),
    )


def _publishable(account: Account) -> Iterator[str]:
    """Give the texts of a report that may be published as they are."""
    for name, question in FIELDS.items():
        if question.disclosure is Disclosure.PUBLISH and question.kind in {"text", "line"}:
            yield account.text(name)
    for answers in (*account.persons, *account.vehicles):
        yield from _texts_of(answers)
    yield from (item.value for item in account.identifiers)


def _texts_of(answers: Answers) -> Iterator[str]:
    yield from (value for value in answers.values() if isinstance(value, str))


def _looks(account: Account) -> Iterator[str]:
    """Give traits of persons and vehicles; habits are sentences and stay out."""
    for answers in (*account.persons, *account.vehicles):
        for name, value in answers.items():
            if name != "person_behaviour" and isinstance(value, str):
                yield value


def _names(account: Account) -> Iterator[str]:
    """Give what has a capital of its own and is no place: names, makes, sites."""
    yield account.text("ad_site")
    yield from (text_of(person, "person_name") for person in account.persons)
    for vehicle in account.vehicles:
        for name in ("vehicle_make", "vehicle_model", "vehicle_region"):
            yield text_of(vehicle, name)


def _alias_words(account: Account) -> Iterator[str]:
    for person in account.persons:
        yield from folded_words(text_of(person, "person_name"))


def _private(account: Account) -> Iterator[str]:
    """Give the free texts of a report that are not published."""
    for name, question in FIELDS.items():
        if question.kind in {"text", "line"} and question.disclosure is not Disclosure.PUBLISH:
            yield account.text(name)


def _own_words(contact: Contact) -> Iterator[str]:
    for name, question in FIELDS.items():
        if question.compartment == "contact" and question.kind in {"text", "line"}:
            yield contact.text(name)


def _person_slugs(accounts: Iterable[Account]) -> frozenset[str]:
    return frozenset(
        slug
        for account in accounts
        for person in account.persons
        for name in ("person_gender", "person_accent")
        for slug in values_of(person, name)
    )


def _identifiers(account: Account) -> Iterator[Normal]:
    plates = (text_of(vehicle, "vehicle_plate") for vehicle in account.vehicles)
    yield from normalise_all(account.identifiers, [value for value in plates if value])
    handle = normalise("ad", account.text("ad_handle")) if account.text("ad_handle") else None
    if handle:
        yield handle
    site = normalise("url", account.text("ad_site")) if account.text("ad_site") else None
    if site and site.kind == "url":  # the name of a site that is no address is reached by nobody
        yield site
