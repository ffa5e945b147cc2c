#!/bin/sh
# Makes .venv from the locked requirements and puts the command .venv/bin/goldenthread in it.
# Needs Python 3.11 to 3.14 with its venv module, and the network once. PYTHON=/path/to/python chooses another Python.
set -eu
cd "$(dirname "$0")/.."

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' >/dev/null 2>&1; }

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if command -v "$name" >/dev/null 2>&1 && fits "$name"; then
            command -v "$name"
            return
        fi
    done
}

python=$(find_python)
if [ -z "$python" ]; then
    echo "Golden Thread needs Python 3.11 or newer (up to 3.14); ${PYTHON:-python3} is $(${PYTHON:-python3} --version 2>&1 || echo 'not here')." >&2
    echo "Install it (Debian 12 or Ubuntu 24.04: apt install python3 python3-venv), or say where it is: make setup PYTHON=/path/to/python3.11" >&2
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
    echo "$python cannot make virtual environments: its venv module is missing." >&2
    echo "Install it (Debian or Ubuntu: apt install python3-venv) and run this again." >&2
    exit 1
fi

# Everything comes from the lock; anything else a machine may have set up for pip would only get in the way.
export PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_REQUIRE_VIRTUALENV=0 PIP_ROOT_USER_ACTION=ignore
if ! [ -x .venv/bin/python ] || ! fits .venv/bin/python; then
    rm -rf .venv
    "$python" -m venv .venv
fi
echo "Golden Thread: installing $(grep -c '^[a-z]' requirements/dev.txt) locked packages into .venv ($("$python" --version)), about a minute"
.venv/bin/python -m pip install -qq --require-hashes -r requirements/dev.txt
.venv/bin/python -m pip install -qq --no-deps --no-build-isolation --no-index --editable .
[ -x .venv/bin/goldenthread ]
touch .venv/.ready
