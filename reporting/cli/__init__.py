"""The `brolly` command."""

from reporting.cli.commands import main

__all__ = ["main"]
