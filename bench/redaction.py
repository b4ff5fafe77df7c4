"""What survives the redaction check: planted identifiers by class, and false alarms on clean texts.

    python bench/redaction.py

Plants phones, names, addresses, times and copied phrases of twelve invented reports into clean
summaries, in English and French, and counts those that the check does not block.

"Held out" texts were written after the rules. When they were first measured, 0 of 28 direct and 1
of 32 other sentences survived (a floor with the number of a door; the rule was then mended), and of
37 clean summaries 1 was blocked and 2 were warned about. "Written in a hurry" was first measured at
3 of 65 and 11 of 73, and the rules were then mended by it. All reports are invented.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reporting.domain.bulletin import BulletinBody, BulletinDraft
from reporting.domain.bulletin_facts import Facts
from reporting.domain.coarsening import Areas
from reporting.domain.errors import Invalid
from reporting.domain.redaction import Context, Findings, check
from reporting.domain.report import Account, Contact, Identifier

DATA = Path(__file__).parent / "data" / "redaction_reports.json"
WILD = DATA.with_name("redaction_wild.json")
TABLES = json.loads(DATA.with_name("redaction_plants.json").read_text(encoding="utf-8"))
EXPIRES = date(2027, 1, 31)
AREAS = (
    "Vanier",
    "Hintonburg",
    "Downtown",
    "Airport",
    "East",
    "Market",
    "West",
    "South",
    "Orleans",
)
DIRECT = frozenset(
    {"her phone", "her name", "her address", "her handle", "other phone", "other reach", "plate"}
)


@dataclass(frozen=True)
class Report:
    """An invented report with clean summaries per language."""

    name: str
    held_out: bool
    account: Account
    contact: Contact
    clean: dict[str, list[str]]


@dataclass(frozen=True)
class Plant:
    """A sentence to put into a clean summary, and the class of what it gives away."""

    kind: str
    language: str
    sentence: str


@dataclass(frozen=True)
class Outcome:
    """One planted draft and whether the check let it through."""

    report: str
    plant: Plant
    survived: bool


def context() -> Context:
    """Give the areas of the invented organisation."""
    listed = {name.casefold(): "city" for name in AREAS}
    return Context(areas=Areas(listed, "city"), area_names=AREAS)


def reports() -> list[Report]:
    """Read the invented reports."""
    return [
        Report(
            item["name"],
            item["held_out"],
            _account(item["account"]),
            Contact(_answers(item["contact"])),
            item["clean"],
        )
        for item in json.loads(DATA.read_text(encoding="utf-8"))
    ]


def draft(language: str, summary: str) -> BulletinDraft:
    """Make a draft of a summary alone."""
    return BulletinDraft(BulletinBody(facts=Facts(), expires=EXPIRES, summary={language: summary}))


def planted(report: Report, seed: int) -> Iterator[Plant]:
    """Give sentences that each hold one thing of the report that must not be published."""
    chance = random.Random(seed)  # noqa: S311 - the same plants at every run
    for kind, language, texts in _plants(report, chance):
        frame = chance.choice(TABLES["frames"][kind][language])
        for text in texts:
            yield Plant(kind, language, frame.format(text))


def measure_plants() -> list[Outcome]:
    """Plant everything once into a clean summary and check it."""
    outcomes = []
    for seed, report in enumerate(reports()):
        for number, plant in enumerate(planted(report, seed)):
            clean = report.clean[plant.language]
            base = clean[number % len(clean)]
            text = f"{base} {plant.sentence}" if number % 2 else f"{plant.sentence} {base}"
            survived = _survives(report, plant.language, text, plant.sentence)
            outcomes.append(Outcome(report.name, plant, survived=survived))
    return outcomes


def _survives(report: Report, language: str, text: str, sentence: str) -> bool:
    """Tell whether nothing in `sentence`, a part of `text`, is blocked."""
    try:
        written = draft(language, text)
    except Invalid:  # invisible signs are refused before anything is checked
        return False
    result = check(written, report.account, report.contact, context())
    start = text.index(sentence)
    found = result.blocks if isinstance(result, Findings) else ()
    return not any(f.start < start + len(sentence) and start < f.end for f in found)


def measure_wild(*, held_out: bool) -> list[tuple[str, str, str, bool]]:
    """Check sentences that give something away; gives class, language, sentence, survived."""
    data, report = _wild(held_out=held_out)
    return [
        (kind, language, sentence, _survives(report, language, sentence, sentence))
        for kind in ("direct", "other")
        for language, sentences in data[kind].items()
        for sentence in sentences
    ]


def _wild(*, held_out: bool) -> tuple[dict[str, dict[str, list[str]]], Report]:
    data = json.loads(WILD.read_text(encoding="utf-8"))
    report = next(r for r in reports() if r.name == data["report"])
    return data["held_out"] if held_out else data, report


def measure_clean(*, held_out: bool) -> list[tuple[str, str, Findings | None]]:
    """Check every clean summary; gives report, text, and the findings if there were any."""
    outcomes = []
    for report in reports():
        if report.held_out != held_out:
            continue
        for language, texts in report.clean.items():
            for text in texts:
                result = check(draft(language, text), report.account, report.contact, context())
                found = result if isinstance(result, Findings) else None
                outcomes.append((report.name, text, found))
    if held_out:
        data, report = _wild(held_out=True)
        for language, texts in data["clean"].items():
            for text in texts:
                result = check(draft(language, text), report.account, report.contact, context())
                found = result if isinstance(result, Findings) else None
                outcomes.append((report.name, text, found))
    return outcomes


def _answers(data: dict[str, object]) -> dict[str, str | tuple[str, ...]]:
    return {k: v if isinstance(v, str) else tuple(map(str, v)) for k, v in data.items()}  # type: ignore[call-overload]


def _account(data: dict[str, list[dict[str, object]]]) -> Account:
    return Account(
        _answers(data["answers"]),  # type: ignore[arg-type]
        tuple(map(_answers, data["persons"])),
        tuple(map(_answers, data["vehicles"])),
        tuple(Identifier(**item) for item in data["identifiers"]),  # type: ignore[arg-type]
    )


def _plants(report: Report, chance: random.Random) -> Iterator[tuple[str, str, list[str]]]:
    for language in ("en", "fr"):
        yield "her phone", language, _phones(chance, "613555" + f"01{chance.randrange(80, 99)}")
        yield from _hers(report, language, chance)
        other = f"343555017{chance.randrange(10)}"
        yield "other phone", language, _phones(chance, other)
        yield "other reach", language, TABLES["reach"]
        yield "plate", language, TABLES["plates"]
        yield "clock", language, TABLES["clock"][language]
        yield "date", language, TABLES["date"][language]
        yield "place", language, TABLES["place"][language] + _place_words(report)
        yield "copied", language, list(_copied(report, chance))
        yield "first person", language, TABLES["first person"][language]


def _hers(
    report: Report, language: str, chance: random.Random
) -> Iterator[tuple[str, str, list[str]]]:
    yield "her name", language, _names(report.contact.text("contact_name"), chance)
    how = report.contact.text("contact_how")
    for word in how.replace(",", " ").split():
        if "@" in word:
            local, _, domain = word.partition("@")
            spoken = f"{local} at {domain.replace('.', ' dot ')}"
            yield "her address", language, [word, word.upper(), spoken, f"{local} (at) {domain}"]
        elif "_" in word:
            yield "her handle", language, [word, f"@{word}", word.replace("_", " _ "), word.upper()]
    digits = "".join(c for c in how if c.isdigit())
    if len(digits) == 10:  # noqa: PLR2004 - a whole number
        yield "her phone", language, _phones(chance, digits)


_EN = "zero one two three four five six seven eight nine".split()  # noqa: SIM905 - read as a row
_FR = "zéro un deux trois quatre cinq six sept huit neuf".split()  # noqa: SIM905 - the same


def _phones(chance: random.Random, digits: str) -> list[str]:
    a, b, c = digits[:3], digits[3:6], digits[6:]
    at = chance.randrange(10)
    return [
        f"{a}-{b}-{c}",
        f"({a}) {b}-{c}",
        f"+1 {a}.{b}.{c}",
        digits,
        f"{b}-{c}",
        f"{a} - {b} - {c}",
        " ".join(digits),
        ".".join(digits),
        " ".join(_EN[int(d)] for d in digits),
        ", ".join(_FR[int(d)] for d in digits),
        " ".join(_EN[int(d)] for d in digits[:6]) + f" {c}",
        f"{a}-{b}-{c.replace('1', 'I').replace('0', 'O')}",
        f"{a} {b.replace('5', 'S')} {c}",
        f"{a}\u200b{b}\u200b{c}",
        "".join(chr(0xFF10 + int(d)) for d in digits),
        f"{a}-{b}-{c}".replace("-", "\u2011"),
        digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1 :],
        f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}",
        f"{a}/{b}/{c}",
        "".join(f"{d}\ufe0f\u20e3" for d in digits),
    ]


def _names(name: str, chance: random.Random) -> list[str]:
    forms = [name, name.upper(), name + "'s place", f'"{name}"', f"{name}22"]
    forms += ["-".join(name), " ".join(name), ".".join(name), name[0] + "\u200d" + name[1:]]
    forms.append(name.replace("e", "е").replace("a", "а").replace("o", "о"))
    if len(name) >= 5:  # noqa: PLR2004 - a slip in a short name is another name
        at = chance.randrange(1, len(name) - 1)
        forms += [
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name.lower(),
            name[::-1],
            name[:3] + " " + name[3:],
            name.replace("e", "3").replace("a", "4").replace("i", "1"),
        ]
    return forms


def _place_words(report: Report) -> list[str]:
    """Give the exact place of the report as it was written, and its longest word alone."""
    detail = report.account.text("place_detail")
    capitals = [w.strip(",") for w in detail.split() if w[:1].isupper() and len(w) > 5]  # noqa: PLR2004 - a short word may stand elsewhere
    capitals = [w for w in capitals if w not in {"Street", "Crescent", "Suites", "Private"}]
    return [f"({detail})", *(f"near {word}" for word in capitals)] if detail else []


def _copied(report: Report, chance: random.Random) -> Iterator[str]:
    """Give runs of five to nine words of the narrative, some of them dressed up."""
    words = report.account.text("what_happened").split()
    dress: list[Callable[[str], str]] = [
        str,
        str.upper,
        lambda text: text.replace(" ", ", "),
        lambda text: text.replace("'", "’"),
        lambda text: text.replace("e", "é"),
        lambda text: text.replace(".", " -"),
    ]
    for number in range(6):
        length = chance.randrange(5, 10)
        first = chance.randrange(max(1, len(words) - length))
        yield dress[number](" ".join(words[first : first + length]))


def main() -> int:
    """Print the figures; 1 when a direct identifier survived."""
    outcomes = measure_plants()
    planted_count, survivors = Counter(), Counter()
    for outcome in outcomes:
        planted_count[outcome.plant.kind] += 1
        survivors[outcome.plant.kind] += outcome.survived
    print(f"{len(outcomes)} planted drafts; share that the check does not block")
    for kind, count in sorted(planted_count.items(), key=lambda item: item[0] not in DIRECT):
        mark = "direct" if kind in DIRECT else ""
        print(
            f"  {kind:14} {survivors[kind]:4} of {count:4}  {survivors[kind] / count:6.1%}  {mark}"
        )
    for held_out in (False, True):
        wild = measure_wild(held_out=held_out)
        name = "held out" if held_out else "written in a hurry"
        for kind in ("direct", "other"):
            chosen = [survived for found, _, _, survived in wild if found == kind]
            print(f"{name}, {kind}: {sum(chosen)} of {len(chosen)} survive")
    for held_out in (False, True):
        clean = measure_clean(held_out=held_out)
        blocked = sum(bool(found and found.blocks) for _, _, found in clean)
        warned = sum(bool(found and found.warnings) for _, _, found in clean)
        name = "held out" if held_out else "written with the rules"
        print(
            f"clean summaries, {name}: {len(clean)}; "
            f"blocked {blocked} ({blocked / len(clean):.1%}), "
            f"warned {warned} ({warned / len(clean):.1%})"
        )
    return 1 if any(survivors[kind] for kind in DIRECT) else 0


if __name__ == "__main__":
    sys.exit(main())
