"""`python -m reporting.cli`, as `brolly run` starts the two programs."""

from reporting.cli.commands import main

main(prog_name="brolly")
