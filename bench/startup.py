"""How long `brolly run` takes until both programs answer."""

from __future__ import annotations

import subprocess
from statistics import median
from time import perf_counter

from figures import finish, show
from programs import BROLLY, free_port, installation, wait_until_answering

MOST_SECONDS = 1.5
ROUNDS = 5


def main() -> None:
    """Print the figures."""
    with installation() as directory:
        taken = []
        for _ in range(ROUNDS):
            ports = free_port(), free_port()
            options = ["--intake-port", str(ports[0]), "--review-port", str(ports[1])]
            started = perf_counter()
            process = subprocess.Popen(
                [*BROLLY, "run", "--dir", str(directory), *options],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                for port in ports:
                    wait_until_answering(port, process)
                taken.append(perf_counter() - started)
            finally:
                process.terminate()
                process.wait()
    show("brolly run until both programs answer, median", median(taken), "s", MOST_SECONDS)
    show("the slowest of them", max(taken), "s")
    finish()


if __name__ == "__main__":
    main()
