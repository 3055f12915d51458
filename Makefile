# Jaarplan: every target works from a fresh clone with Python 3.11+ and make; uv comes from the package index.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
SERVE = $(VENV)/bin/streamlit run streamlit_app.py --server.port $(PORT)
export PORT

.DEFAULT_GOAL := help
.PHONY: help setup demo run reset test lint format i18n docs screenshots bench soak lock browser

help: ## Show this list
	@grep -E '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
	@echo "  PORT=8501 and DATA=folder override where it runs and what it opens."

setup: $(READY) ## Make .venv from the hashed requirements.lock

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Jaarplan needs Python 3.11 or newer; try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@$(PY) -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r requirements.lock
	@touch $(READY)

demo: $(READY) ## Start the demo organisation (made the first time, kept after that)
	@JAARPLAN_DATA="$(or $(DATA),data/demo)" $(PY) cli.py demo
	@JAARPLAN_DEMO=1 JAARPLAN_DATA="$(or $(DATA),data/demo)" $(SERVE)

run: $(READY) ## Start the real thing, empty; prints a one-time set-up code the first time
	@JAARPLAN_DATA="$(or $(DATA),data/organisation)" $(SERVE)

reset: $(READY) ## Make the demo organisation anew
	@JAARPLAN_DATA="$(or $(DATA),data/demo)" $(PY) cli.py demo --reset

test: $(READY) browser ## Run every test, the browser's included
	@$(PY) -m pytest

browser: $(READY)
	@$(PY) -m tests.chromium

lint: $(READY) ## Check style and types
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports

format: $(READY) ## Put the code in the house's format
	@$(VENV)/bin/ruff check --fix --quiet .
	@$(VENV)/bin/ruff format --quiet .

i18n: $(READY) ## Sort the catalogues and list texts that miss or are not used
	@$(PY) -m i18n.check

docs: $(READY) ## Print the generated pages under docs/ anew
	@$(PY) -m docs.generate

screenshots: $(READY) browser ## Take the pictures of docs/images from a fresh demo
	@$(PY) -m docs.screenshots

bench: $(READY) ## Measure: prints JSON
	@$(PY) -m bench

soak: $(READY) ## Many interactions in a row, to see that memory stays flat
	@$(PY) -m bench.soak

lock: $(READY) ## Resolve pyproject.toml into requirements.lock again
	@$(VENV)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --quiet --group pyproject.toml:dev pyproject.toml -o requirements.lock
