# Everything starts here: make run, make test. The rest is listed by make help.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
WORKERS ?= 2

help: ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

setup: .venv/.editable ## Makes .venv from the hashed lock file

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
	  echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.11" >&2; exit 1; }
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || {
	  echo "Python cannot make virtual environments here. On Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv

.venv/.lock: requirements.lock | .venv/bin/pip
	@echo "Installing what requirements.lock names"
	$(PIP) install --quiet --require-hashes -r requirements.lock
	touch $@

# The build uses the setuptools of the lock file: nothing without a hash is fetched.
.venv/.editable: pyproject.toml .venv/.lock
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	touch $@

run: setup ## Starts the demo on http://127.0.0.1:8000
	@EMPLOYER_DEMO=1 exec $(BIN)/employer start

chromium:
	@for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
	  if command -v $$name > /dev/null; then exit 0; fi
	done
	if [ -n "$${CHROMIUM:-}" ]; then exit 0; fi
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
	  echo "Installing Debian's Chromium for the browser tests"
	  apt-get update -qq
	  install="apt-get install -y -qq --no-install-recommends"; export DEBIAN_FRONTEND=noninteractive
	  $$install chromium-headless-shell || $$install chromium
	else
	  echo "The browser tests need Chromium or Chrome. Install it (Debian: sudo apt-get install chromium)" >&2
	  echo "or name the program: make test CHROMIUM=/path/to/chrome" >&2
	  exit 1
	fi

test: setup chromium ## Runs every test, in headless Chromium too, and on PostgreSQL when there is one
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

campaign: setup ## New examples for every property, then killing and several at once in large numbers, nonsense in forms (an hour)
	@HYPOTHESIS_PROFILE=new $(BIN)/python -m pytest -n $(WORKERS) tests/rules tests/payroll tests/employer/household
	CAMPAIGN_RUNS=2000 CAMPAIGN_KILLS=1000 NONSENSE=10000 $(BIN)/python -m pytest -n 0 tests/employer/pay/test_at_once.py tests/employer/test_chain.py tests/employer/test_nonsense.py

check: setup ## Format, lint, types, layers, law data
	@$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/employer rules check

coverage: setup ## Branch coverage of rules and payroll; no look-up is timed while it is traced
	@$(BIN)/python -m pytest -n $(WORKERS) --cov=rules --cov=payroll --cov-branch --cov-report=term-missing:skip-covered -m "not browser" -k "not microsecond" tests/rules tests/payroll tests/issued tests/test_cases_*.py tests/employer/law/calculators tests/employer/pay/test_showing.py

bench: setup ## Prints one JSON object of medians
	@$(BIN)/python -m tests.bench

mutation: setup ## Mutation testing of rules and payroll (long); MUTANTS="--every 20 payroll" takes a sample
	@$(BIN)/python -m tests.mutation $(MUTANTS)

lock: setup ## Writes requirements.lock anew from pyproject.toml
	@$(BIN)/pip-compile --quiet --extra dev --generate-hashes --no-emit-index-url --no-emit-trusted-host \
	  --no-emit-find-links --allow-unsafe --strip-extras --no-header -o requirements.lock pyproject.toml

format: setup ## Formats the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

clean: ## Removes what make and the demo made
	rm -rf .venv instance build dist htmlcov .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache *.egg-info

export CHROMIUM
.PHONY: help setup run chromium test campaign check coverage bench mutation lock format clean
