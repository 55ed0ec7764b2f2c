# CoDev Atlas. Everything a fresh machine with Python >= 3.11 and make needs is set up by the first target that needs it.
# Try: make help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
STAMP := $(VENV)/.installed
SITE_DIR := build/site

# What Python compiled is kept, whatever the machine says: the tests start many processes, and each would compile anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-lowest wheel site test test-fast test-entries explore serve check lint format lock bench sbom clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 14

setup: $(STAMP)  ## the virtual environment in .venv/, with pinned dependencies

$(STAMP): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once; about a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say 'make PYTHON=python3.12 …' if it has another name."; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.txt
	@$(PIP) --require-hashes -r $(VENV)/uv.txt
	@# Where only pip knows the way to the packages, pip installs them.
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock || $(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

setup-lowest:  ## the same with the oldest versions that pyproject.toml allows
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) uv
	@$(BIN)/uv pip compile pyproject.toml --extra dev --extra duckdb --extra mcp --extra sign --resolution lowest-direct --no-emit-index-url --no-header --quiet -o $(VENV)/lowest.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -r $(VENV)/lowest.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

site: $(STAMP)  ## the static site, in build/site
	@$(BIN)/codev build --out $(SITE_DIR)

serve: $(STAMP)  ## the site, rebuilt while you edit
	@$(BIN)/codev serve

explore: $(STAMP)  ## the Streamlit explorer
	@$(BIN)/codev explore

check: $(STAMP)  ## every rule on every entry
	@$(BIN)/codev check

test: $(STAMP)  ## the whole suite, browser tests included
	@$(BIN)/python -m codev.cli.browser --ensure
	@$(BIN)/python -m pytest

test-fast: $(STAMP)  ## the suite without what is marked slow or browser
	@$(BIN)/python -m pytest -m 'not slow and not browser'

test-entries: $(STAMP)  ## the tests of the real knowledge base, without a browser: enough for a change of entries
	@$(BIN)/python -m pytest --base=.

lint: $(STAMP)  ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(STAMP)  ## put code and entries into their one form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(BIN)/codev check --fix

bench: $(STAMP)  ## the ratios of DESIGN §10, measured in one run
	@$(BIN)/python -m pytest tests/benchmarks -m bench -s -n0

lock: $(STAMP)  ## pin the dependencies anew
	@$(BIN)/uv pip compile pyproject.toml --extra dev --extra duckdb --extra mcp --extra sign --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements.lock

wheel: $(STAMP)  ## the package with the knowledge base of today in it, in build/dist
	@$(BIN)/codev export sqlite --out build/published
	@$(BIN)/python -m hatchling build -t wheel -d build/dist

sbom: $(STAMP)  ## what the environment is made of, with versions and licences, as a CycloneDX file in build/dist
	@mkdir -p build/dist
	@$(BIN)/cyclonedx-py environment $(VENV) --pyproject pyproject.toml --output-reproducible -o build/dist/sbom.cdx.json

clean:  ## what was built, not the environment
	rm -rf build .cache
