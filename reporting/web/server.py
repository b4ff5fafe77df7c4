"""Gunicorn as both programs run it: no access log, a log without request data, no extra sockets."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

import gunicorn.http.wsgi
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from reporting.web.logs import DAY_FORMAT, describe_error, init_logs
from reporting.web.worker import PatientWorker

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from gunicorn.config import Config

# What gunicorn says about itself, and so about no request. Anything else at warning or above is
# left out but for its type: "Invalid request from ip=…" and "Error handling request GET /…".
_SAFE = (
    "Connection in use",
    "Retrying in",
    "Can't connect to",
    "WORKER TIMEOUT",
    "Worker (pid",
    "Unhandled signal",
    "Reason:",
)
# Says neither which server nor which version.
SERVER_NAME = "web"


class WithoutRequests(logging.Filter):
    """Lets through what gunicorn says about itself; the rest is cut down to type and place."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; details about single connections (debug) are dropped."""
        if record.levelno < logging.INFO:
            return False
        error = record.exc_info[1] if record.exc_info else None
        known = record.levelno == logging.INFO or str(record.msg).startswith(_SAFE)
        if error is not None or not known:
            # gunicorn formats some errors into the text itself while it handles them
            error = error or sys.exception()
            what = describe_error(error) if error is not None else "no error"
            record.msg, record.args = "message left out (%s)", (what,)
        record.exc_info = record.exc_text = record.stack_info = None
        return True


class QuietLogger(Logger):
    """Gunicorn's logger with a day instead of a time, and nothing of a request."""

    datefmt = DAY_FORMAT
    error_fmt = "%(asctime)s %(levelname)s server[%(process)d] %(message)s"

    def setup(self, cfg: Config) -> None:
        """Set the handlers as gunicorn does, and the filter once."""
        super().setup(cfg)
        if not any(isinstance(known, WithoutRequests) for known in self.error_log.filters):
            self.error_log.addFilter(WithoutRequests())


class TiedArbiter(Arbiter):
    """Ends when the process that started it is gone: one that was killed could not say so."""

    def murder_workers(self) -> None:
        """Look for that process as well; the main loop comes by every second."""
        super().murder_workers()
        parent = cast("WebServer", self.app).parent
        if parent is not None and os.getppid() != parent:
            raise StopIteration  # what gunicorn's loop takes for a wish to stop


class WebServer(BaseApplication):
    """Serves what `make_app` returns until it is stopped (`run()`); made once per worker."""

    def __init__(
        self,
        make_app: Callable[[], WSGIApplication],
        bind: str,
        options: Mapping[str, Any] | None = None,
        parent: int | None = None,
    ) -> None:
        """Take an address ("127.0.0.1:8001" or "unix:/run/…") and gunicorn settings to change.

        With `parent`, the id of the process that starts this one, it ends when that is gone.
        """
        self._make_app = make_app
        self.parent = parent
        self._options = {**server_options(bind), **(options or {})}
        super().__init__()

    def load_config(self) -> None:
        """Set the options; environment variables and files are not read."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Serve; SystemExit when it is over."""
        TiedArbiter(self).run()

    def load(self) -> Any:  # noqa: ANN401 - the stub mixes WSGI and ASGI
        """Make the app in the worker."""
        init_logs()
        return self._make_app()


def server_options(bind: str) -> dict[str, Any]:
    """Return gunicorn's settings for an address, as both programs use them."""
    # read by name for each response; gunicorn has no setting for it
    vars(gunicorn.http.wsgi)["SERVER"] = SERVER_NAME
    return {
        "bind": bind,
        "worker_class": PatientWorker,
        "workers": 2,
        "threads": 4,
        # fewer than the files that a process may open, whatever a system says
        "worker_connections": 400,
        "keepalive": 5,
        "timeout": 60,
        "graceful_timeout": 10,
        "accesslog": None,
        "errorlog": "-",
        "logger_class": QuietLogger,
        # the longest address of ours has about 200 characters
        "limit_request_line": 2048,
        "limit_request_fields": 64,
        "control_socket_disable": True,
        # nobody in front is believed about addresses or schemes: neither is used
        "forwarded_allow_ips": "",
        "proc_name": SERVER_NAME,
    }
