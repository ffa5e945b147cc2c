# Golden Thread. Each verb is one line here; the work is in the command `goldenthread` and in scripts/.
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench requirements format lock

READY := .venv/.ready
BIN := .venv/bin

help:  ## what can be done
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: $(READY)  ## install everything, locked, into .venv
	@:

$(READY): requirements/dev.txt pyproject.toml scripts/setup.sh
	@scripts/setup.sh

lock: $(READY)  ## write requirements/*.txt anew from pyproject.toml (make lock ARGS=--upgrade for newer versions)
	@scripts/lock.sh $(ARGS)
