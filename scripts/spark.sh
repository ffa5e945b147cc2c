#!/bin/sh
# Adds Spark, locked, to .venv and tries a pooled extract on it. Nothing else of the house needs Spark or Java.
set -eu
cd "$(dirname "$0")/.."
if ! command -v java >/dev/null 2>&1; then
    echo "Spark needs Java 17 or newer. Install it (Debian 12: apt install openjdk-17-jre-headless) and run this again." >&2
    exit 1
fi
export PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_REQUIRE_VIRTUALENV=0 PIP_ROOT_USER_ACTION=ignore
echo "Adding Spark to .venv: half a gigabyte"
.venv/bin/python -m pip install -qq --require-hashes --no-deps --no-build-isolation -r requirements/spark.txt
.venv/bin/python -m pytest -q -n 0 tests/insight/test_spark.py
