#!/bin/sh
# Serves the demo: a made-up council with a year of work, in the data folder. Nothing here is for real use; README.md is.
set -eu
cd "$(dirname "$0")/.."
export GOLDENTHREAD_DEMO=1
export PORT="${PORT:-8000}"
bin=.venv/bin

$bin/goldenthread migrate --verbosity 0
$bin/goldenthread collectstatic --no-input --verbosity 0
$bin/goldenthread build_demo --if-empty
exec $bin/goldenthread serve --port "$PORT"
