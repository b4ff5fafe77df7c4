"""Both programs on one machine, each a process of its own: neither outlives the other, or us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import SimpleQueue
from shlex import quote
from time import monotonic, sleep
from typing import TYPE_CHECKING

import click

from reporting.cli.language import OPTION, current, gettext
from reporting.cli.places import there
from reporting.cli.ports import HOST, refuse_taken
from reporting.cli.speech import Trouble, say
from reporting.domain.labels import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START_SECONDS = 60
"""A slow disk may take its time; a program that fails says so at once and is not waited for."""

STOP_SECONDS = 15
"""Gunicorn lets requests end for ten seconds; after this a program is killed."""

LOOK_EVERY = 0.02

ENDED = N_(
    "%(program)s ended by itself, so both were stopped. What was acknowledged is kept. What stands"
    " above, or in the log, says why it ended."
)


class Child:
    """One program, in a process group of its own: ctrl-C reaches it through us, once, in order."""

    def __init__(self, program: str, directory: Path, port: int) -> None:
        """Start `brolly intake` or `brolly review`."""
        self.program = program
        self.port = port
        spoken = [sys.executable, "-m", "reporting.cli", OPTION, current()]
        command = [*spoken, program, "--dir", str(directory)]
        # Killed, we could not stop it: it looks for us by itself.
        bind = ["--bind", f"{HOST}:{port}", "--parent", str(os.getpid())]
        # All of it is ours: the interpreter that runs this, fixed words, a checked path, a number.
        self.process = subprocess.Popen([*command, *bind], process_group=0)  # noqa: S603 - see above

    @property
    def url(self) -> str:
        """The address it answers at."""
        return f"http://{HOST}:{self.port}/"

    def answers(self) -> bool:
        """Say whether it answers; any status will do."""
        connection = HTTPConnection(HOST, self.port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            return False
        finally:
            connection.close()
        return True


def run_both(
    directory: Path,
    intake_port: int,
    review_port: int,
    ready: Callable[[], None] | None = None,
) -> None:
    """Serve both programs until told to stop; SystemExit(1) when one of them ends by itself.

    `ready` is called when both answer; by default the two addresses are printed.
    """
    _refuse_without_installation(directory)
    refuse_taken(intake_port, review_port)
    happened: SimpleQueue[str] = SimpleQueue()
    with _signals(happened):
        children = [
            Child("intake", directory, intake_port),
            Child("review", directory, review_port),
        ]
        try:
            for child in children:
                threading.Thread(target=_watch, args=(child, happened), daemon=True).start()
            if _until_answering(children, happened):
                (ready or _say_addresses(children))()
            elif happened.empty():
                _say_slow()
            ended = happened.get()
        finally:
            stop(children)
    if ended:
        say(gettext(ENDED, program=ended), err=True)
        sys.exit(1)


def _refuse_without_installation(directory: Path) -> None:
    for name in ("intake.toml", "review.toml"):
        if not there(directory / name):
            raise Trouble(
                gettext(
                    "%(path)s is not there, so nothing was started. Set up an installation with:"
                    " brolly init --dir %(directory)s",
                    path=directory / name,
                    directory=quote(str(directory)),
                )
            )


def stop(children: list[Child]) -> None:
    """Ask every program to end, wait, and kill what does not."""
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    deadline = monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.process.wait(max(0.1, deadline - monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()


def _watch(child: Child, happened: SimpleQueue[str]) -> None:
    child.process.wait()
    happened.put(child.program)


def _until_answering(children: list[Child], happened: SimpleQueue[str]) -> bool:
    """Wait until every program answers; False when something happened first."""
    deadline = monotonic() + START_SECONDS
    waiting = list(children)
    while waiting and monotonic() < deadline and happened.empty():
        waiting = [child for child in waiting if not child.answers()]
        if waiting:
            sleep(LOOK_EVERY)
    return not waiting and happened.empty()


def _say_addresses(children: list[Child]) -> Callable[[], None]:
    def tell() -> None:
        for child in children:
            # For people and programs alike: tests and monitors read these two lines.
            click.echo(f"{child.program}: {child.url}")
        say(
            gettext(
                "Workers report at the first, advocates sign in at the second. Ctrl-C stops both."
            )
        )

    return tell


def _say_slow() -> None:
    say(
        gettext(
            "The programs do not answer after %(count)s seconds. They go on trying, nothing is"
            " lost. Ctrl-C stops both.",
            count=START_SECONDS,
        ),
        err=True,
    )


@contextmanager
def _signals(happened: SimpleQueue[str]) -> Iterator[None]:
    """Turn a wish to stop into an empty word in the queue (`put` is safe in a handler).

    SIGHUP is a terminal that was closed: the programs, in groups of their own, would live on.
    """
    wanted = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = {number: signal.signal(number, lambda *_: happened.put("")) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
