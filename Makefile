# Golden Thread. Each verb is one line here; the work is in the command `goldenthread` and in scripts/.
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench requirements spark format lock

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

run: $(READY)  ## serve the demo council on PORT (8000), data in GOLDENTHREAD_DATA (./data)
	@scripts/run.sh

test: $(READY)  ## everything: check, then the whole suite on SQLite and on PostgreSQL, with Chromium
	@$(BIN)/python -m scripts.run_tests $(ARGS)

check: $(READY)  ## style, types, imports, migrations, generated pages, templates
	@$(BIN)/python -m scripts.check $(ARGS)

bench: $(READY)  ## speed as ratios, written up in docs/
	@$(BIN)/python -m bench $(ARGS)

requirements: $(READY)  ## which tests show which requirements (make requirements ARGS=--all)
	@$(BIN)/python -m scripts.requirements_shown $(ARGS)

spark: $(READY)  ## add Spark to .venv (half a gigabyte; needs Java 17) and try pooled extracts on it
	@scripts/spark.sh

format: $(READY)  ## put the code in the house's style and write the generated pages
	@$(BIN)/ruff check --quiet --fix goldenthread worlds bench scripts tests || true
	@$(BIN)/ruff format --quiet goldenthread worlds bench scripts tests
	@$(BIN)/python -m scripts.check --write
