"""Says before anything starts that a port is taken: gunicorn would try for five seconds."""

from __future__ import annotations

import socket

from reporting.cli.language import gettext
from reporting.cli.places import why
from reporting.cli.speech import Trouble

HOST = "127.0.0.1"


def refuse_taken(intake_port: int, review_port: int) -> None:
    """Raise Trouble unless both ports can be had on this machine."""
    if intake_port == review_port:
        raise Trouble(
            gettext(
                "Both programs cannot listen at port %(port)s. Nothing was started. Choose another"
                " port with --intake-port or --review-port.",
                port=intake_port,
            )
        )
    for option, port in (("--intake-port", intake_port), ("--review-port", review_port)):
        try:
            _try(HOST, port)
        except OSError as error:
            raise Trouble(
                gettext(
                    "Port %(port)s on %(host)s cannot be had: %(why)s. Nothing was started. Does"
                    " Brolly run already? Otherwise choose another port with %(option)s.",
                    port=port,
                    host=HOST,
                    why=why(error),
                    option=option,
                )
            ) from error


def refuse_taken_address(bind: str) -> None:
    """Raise Trouble unless a program can listen at "127.0.0.1:8001" or "[::1]:8001".

    Anything else, such as "unix:/run/…", is left to the server.
    """
    host, _, port = bind.rpartition(":")
    if not host or not port.isdigit():
        return
    try:
        _try(host.strip("[]"), int(port))
    except (OSError, OverflowError) as error:
        reason = why(error) if isinstance(error, OSError) else str(error)
        raise Trouble(
            gettext(
                "%(address)s cannot be had: %(why)s. Nothing was started. Does Brolly run already?"
                " Otherwise choose another address with --bind.",
                address=bind,
                why=reason,
            )
        ) from error


def _try(host: str, port: int) -> None:
    """Bind as gunicorn binds, so that a port which a stopped program has just left is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
