#!/bin/sh
# Writes requirements/run.txt, dev.txt and spark.txt from pyproject.toml: exact versions, hashes of every published
# wheel and source archive, and nothing that depends on the machine that wrote them.
set -eu
cd "$(dirname "$0")/.."
tool=build/lock
if ! [ -x "$tool/bin/uv" ]; then
    .venv/bin/python -m venv "$tool"
    "$tool/bin/pip" install --quiet --no-input "uv>=0.9,<1"
fi
compile() {
    out=$1
    shift
    # The file in place is read as a preference, so that versions move only with --upgrade.
    "$tool/bin/uv" pip compile --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-config --quiet --output-file "$out" "$@"
}
# What tests need may bound what runs (one version of each package everywhere), so theirs is resolved first.
compile requirements/dev.txt pyproject.toml --extra analytics --extra papers --extra demo --group dev "$@"
compile requirements/run.txt pyproject.toml --extra analytics --extra papers --extra demo --constraint requirements/dev.txt "$@"
# Beside what develops, not instead of it: make spark adds these few to .venv.
compile requirements/spark.txt --group spark --constraint requirements/dev.txt "$@"
echo "locked: $(grep -c '^[a-z]' requirements/run.txt) packages to run, $(grep -c '^[a-z]' requirements/dev.txt) to develop"
