"""`brolly demo`: makes an invented installation once, and serves it as `brolly run` does."""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reporting.cli.running import HOST, run_both

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

CREDENTIALS = "demo.json"
UNFINISHED = "unfinished.db"
"""A demonstration that was broken off while it was made; the next start begins anew."""

Ports = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """What demo.json keeps: how everybody signs in, and a code to come back with."""

    people: list[dict[str, str]]
    community_phrase: str
    recovery_shares: list[str]
    receipts: list[dict[str, str]]

    def line(self, ports: Ports) -> str:
        """Return the one line for programs."""
        shown = {
            "intake_url": _url(ports[0]),
            "review_url": _url(ports[1]),
            "people": self.people,
            "community_phrase": self.community_phrase,
            "recovery_shares": self.recovery_shares,
        }
        return json.dumps(shown, ensure_ascii=False)


def run_demo(directory: Path, ports: Ports, *, empty: bool, as_json: bool) -> None:
    """Make the demonstration unless it is there, and serve it until stopped."""
    kept = _load(directory) or _make(directory, empty=empty, quiet=as_json)
    run_both(directory, *ports, ready=_tell(kept, ports, as_json=as_json))


def _load(directory: Path) -> Kept | None:
    path = directory / CREDENTIALS
    if path.is_file():
        return Kept(**json.loads(path.read_text(encoding="utf-8")))
    if (directory / "intake.toml").exists():
        message = f"{directory} holds an installation that is no demonstration; choose another"
        raise click.ClickException(message)
    return None


def _make(directory: Path, *, empty: bool, quiet: bool) -> Kept:
    from reporting.cli.configure import (
        PRIVATE_FOLDER,
        Addresses,
        new_configurations,
        refuse_unless_writable,
        sqlite_url,
        write_private,
    )
    from reporting.demonstration.organisation import HELP_NUMBER
    from reporting.demonstration.story import play

    refuse_unless_writable(directory)
    if not quiet:
        click.echo("Inventing people and reports; this takes some seconds, once.", err=True)
    directory.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    for left_over in directory.glob(f"{UNFINISHED}*"):
        left_over.unlink()
    unfinished = directory / UNFINISHED
    made = play(f"sqlite:///{unfinished}", datetime.now(UTC), empty=empty)
    kept = Kept(
        people=[asdict(person) for person in made.founded.people],
        community_phrase=made.founded.phrase,
        recovery_shares=list(made.founded.shares),
        receipts=[asdict(receipt) for receipt in made.receipts],
    )
    url = sqlite_url(directory)
    with new_configurations(directory, made.founded.pins, Addresses(url, url), HELP_NUMBER):
        unfinished.replace(directory / "brolly.db")
        write_private(directory / CREDENTIALS, json.dumps(asdict(kept), ensure_ascii=False))
    return kept


def _tell(kept: Kept, ports: Ports, *, as_json: bool) -> Callable[[], None]:
    def tell() -> None:
        if as_json:
            click.echo(kept.line(ports))
            sys.stdout.flush()
            return
        click.echo(_words(kept, ports))
        if sys.stdin.isatty():
            click.echo("Enter shows new codes.")
            threading.Thread(target=_codes_on_enter, args=(kept,), daemon=True).start()

    return tell


def _words(kept: Kept, ports: Ports) -> str:
    code = kept.receipts[0]["digits"] if kept.receipts else ""
    receipt = [f"A code to come back with: {code}", ""] if code else []
    return "\n".join(
        [
            "",
            f"Workers report here:      {_url(ports[0])}",
            f"Advocates sign in here:   {_url(ports[1])}",
            "",
            "Use two private windows, one for each, so that neither learns of the other.",
            "Everybody here, every report and every number is invented. Send nothing real.",
            "",
            _sign_ins(kept),
            "",
            f"Community phrase for bulletins: {kept.community_phrase}",
            *receipt,
            "ctrl-C stops both programs.",
        ]
    )


def _sign_ins(kept: Kept) -> str:
    rows = [("handle", "role", "code now", "passphrase")]
    rows += [
        (person["handle"], person["role"], code_now(person), person["passphrase"])
        for person in kept.people
    ]
    return "\n".join(f"{handle:8}{role:14}{code:10}{words}" for handle, role, code, words in rows)


def code_now(person: dict[str, Any]) -> str:
    """Return somebody's one-time code of this half minute; each is taken once."""
    import pyotp

    return pyotp.TOTP(person["totp_secret"]).now()


def _codes_on_enter(kept: Kept) -> None:
    for _ in sys.stdin:
        click.echo("  ".join(f"{person['handle']} {code_now(person)}" for person in kept.people))


def _url(port: int) -> str:
    return f"http://{HOST}:{port}/"
