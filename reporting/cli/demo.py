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

from reporting.cli.language import gettext
from reporting.cli.places import there, why
from reporting.cli.ports import HOST, refuse_taken
from reporting.cli.roles import ROLES
from reporting.cli.running import run_both
from reporting.cli.speech import Trouble, in_columns, leaving, say
from reporting.domain.labels import N_

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

CREDENTIALS = "demo.json"
UNFINISHED = "unfinished.db"
"""A demonstration that was broken off while it was made; the next start begins anew."""

LEFT = N_("Broken off. Nothing is kept of what was begun: the next start begins anew.")

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
    refuse_taken(*ports)
    kept = _load(directory)
    if kept is None:
        with leaving(gettext(LEFT)):
            kept = _make(directory, empty=empty, quiet=as_json)
    else:
        _bring_up_to_date(directory)  # another version may have invented it
    run_both(directory, *ports, ready=_tell(kept, ports, as_json=as_json))


def _load(directory: Path) -> Kept | None:
    path = directory / CREDENTIALS
    if there(path):
        try:
            return Kept(**json.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise Trouble(
                gettext(
                    "%(path)s cannot be read: %(why)s. Nothing was started.",
                    path=path,
                    why=why(error),
                )
            ) from error
        except (ValueError, TypeError) as error:
            raise Trouble(
                gettext(
                    "%(path)s is not what a demonstration keeps. Nothing was started. Delete"
                    " %(directory)s to begin a new demonstration, or choose another --dir.",
                    path=path,
                    directory=directory,
                )
            ) from error
    if there(directory / "intake.toml"):
        raise Trouble(
            gettext(
                "%(directory)s holds an installation that is no demonstration. Nothing was changed."
                " Choose another --dir.",
                directory=directory,
            )
        )
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
        say(gettext("Inventing people and reports. This takes some seconds, once."), err=True)
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


def _bring_up_to_date(directory: Path) -> None:
    from reporting.cli.upgrading import upgrade_installation

    upgrade_installation(directory)


def _tell(kept: Kept, ports: Ports, *, as_json: bool) -> Callable[[], None]:
    def tell() -> None:
        if as_json:
            click.echo(kept.line(ports))
            sys.stdout.flush()
            return
        say(_words(kept, ports))
        if sys.stdin.isatty():
            say(gettext("Enter shows new codes."))
            threading.Thread(target=_codes_on_enter, args=(kept,), daemon=True).start()

    return tell


def _words(kept: Kept, ports: Ports) -> str:
    code = kept.receipts[0]["digits"] if kept.receipts else ""
    phrase = (gettext("Community phrase for bulletins:"), kept.community_phrase)
    receipt = [(gettext("A code to come back with:"), code)] if code else []
    return "\n".join(
        [
            "",
            *in_columns(
                [
                    (gettext("Workers report here:"), _url(ports[0])),
                    (gettext("Advocates sign in here:"), _url(ports[1])),
                ]
            ),
            "",
            gettext("Use two private windows, one for each, so that neither learns of the other."),
            gettext("Every person, report and number here is invented: send nothing real."),
            "",
            *_sign_ins(kept),
            "",
            *in_columns([phrase, *receipt]),
            "",
            gettext("Ctrl-C stops both programs; what was done in them is kept."),
        ]
    )


def _sign_ins(kept: Kept) -> list[str]:
    rows = [(gettext("handle"), gettext("role"), gettext("code now"), gettext("passphrase"))]
    rows += [
        (person["handle"], _role(person["role"]), code_now(person), person["passphrase"])
        for person in kept.people
    ]
    return in_columns(rows)


def _role(role: str) -> str:
    """Return the name of a role, as it stands in demo.json where we know no other."""
    return gettext(ROLES.get(role, role))


def code_now(person: dict[str, Any]) -> str:
    """Return somebody's one-time code of this half minute; each is taken once."""
    import pyotp

    return pyotp.TOTP(person["totp_secret"]).now()


def _codes_on_enter(kept: Kept) -> None:
    for _ in sys.stdin:
        click.echo("  ".join(f"{person['handle']} {code_now(person)}" for person in kept.people))


def _url(port: int) -> str:
    return f"http://{HOST}:{port}/"
