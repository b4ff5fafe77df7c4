"""`python -m reporting.cli`, as `brolly run` starts the two programs."""

from reporting.cli.commands import main

if __name__ == "__main__":
    main(prog_name="brolly")
