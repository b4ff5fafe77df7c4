#!/bin/sh
# Resolve pyproject.toml for every platform and write versions with hashes.
# run.txt is what a host needs; test.txt adds what the tests, the checks and the build need.
# Run from the top of the repository: make lock
set -eu
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check uv

lock() {
    output=$1
    shift
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
        --output-file "requirements/$output" pyproject.toml "$@"
}

lock run.txt requirements/build.in
lock test.txt --extra test requirements/build.in
