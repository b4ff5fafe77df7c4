"""Run every measurement and say which limits are kept: `make bench`.

Each program beside this file runs by itself, so that one's memory and caches are not another's, and
prints its figures, best with `figures.show`. Names on the command line choose among them:
`python bench/run.py flows sheets`.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
NOT_PROGRAMS = {"run", "figures", "programs"}


def machine() -> str:
    """Say what was measured on, without a name of the machine or its owner."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        models = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        cpu = models[0].split(":", 1)[1].strip() if models else cpu
    return f"{cpu}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main(wanted: list[str]) -> int:
    """Run the measurements; 1 when one failed or a limit was not kept, 2 for a name of none."""
    programs = {path.stem: path for path in sorted(FOLDER.glob("*.py"))}
    programs = {name: path for name, path in programs.items() if name not in NOT_PROGRAMS}
    unknown = [name for name in wanted if name not in programs]
    if unknown:
        print(f"no measurement is called {', '.join(unknown)}; there are {', '.join(programs)}")
        return 2
    print(machine(), flush=True)
    failed = []
    for name in wanted or programs:
        print(f"\n{name}", flush=True)
        environment = {**os.environ, "PYTHONPATH": str(FOLDER)}
        script = str(programs[name])
        if subprocess.run([sys.executable, script], env=environment, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nnot kept: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
