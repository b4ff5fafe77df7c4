#!/bin/sh
# Make a virtual environment and install a locked list into it.
# Usage: install.sh VENV LOCK [PYTHON]
# Works in one place or says what is missing; a half-made environment is finished by the next run.
set -eu
venv=$1
lock=$2

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Brolly needs Python 3.11 or newer; set PYTHON=/path/to/python3 if it is not on the path." >&2
    exit 1
}

say() { printf '[%s/3] %s\n' "$1" "$2"; }

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    say 1 "virtual environment in $venv ($("$python" --version))"
    rm -rf "$venv"
    "$python" -m venv "$venv" || {
        echo "This Python cannot make virtual environments; on Debian: apt install python3-venv" >&2
        exit 1
    }
else
    say 1 "virtual environment in $venv is there"
fi

total=$(grep -c '^[A-Za-z0-9].*==' "$lock")
say 2 "$total packages of $lock, each checked against its hash (a minute or two the first time)"
fifo=$venv/pip.lines
rm -f "$fifo"
mkfifo "$fifo"
# One line that counts up on a terminal; in a log only problems are worth a line.
awk -v total="$total" -v tty="$([ -t 1 ] && echo 1 || echo 0)" '
    /^(Collecting|Requirement already satisfied)/ { if (tty) printf "\r      %d of %d", ++n, total }
    /^Installing collected/ { if (tty) printf "\r      writing them down" }
    /^ERROR|^error/ { print }
    END { if (tty) printf "\r                         \r" }
' <"$fifo" &
counter=$!
status=0
"$venv/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
    --require-hashes --requirement "$lock" >"$fifo" || status=$?
wait "$counter"
rm -f "$fifo"
[ "$status" -eq 0 ] || exit "$status"

say 3 "Brolly itself"
"$venv/bin/python" -m pip install --disable-pip-version-check --no-input --quiet \
    --no-deps --no-build-isolation --editable .
# Where Python writes no bytecode of its own accord, every start would compile all of Brolly anew.
"$venv/bin/python" -m compileall -q crypto reporting
