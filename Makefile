# Every task of the project; `make` alone lists them. Needs Python 3.11 or later and make, nothing else.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

# An instant or a date to judge the cases at, for a run that can be repeated: make site AS_OF=2026-03-20
AS_OF ?=
AT := $(if $(AS_OF),--as-of $(AS_OF))

MAKEFLAGS += --no-print-directory
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup browser site test lint check fix goldens bench fuzz mutate supply lock clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## install what the project needs into .venv, at the locked versions

$(STAMP): pyproject.toml requirements/build.txt requirements/dev.txt scripts/setup.sh
	@PYTHON="$(PYTHON)" sh scripts/setup.sh
	@touch $@

browser: ## see that the browser, fonts and libraries for tests are there (Debian: install them)
	@sh scripts/browser.sh

site: setup ## check the cases, then build handbook and register into build/site
	@$(BIN)/tousu check $(AT)
	@$(BIN)/tousu site build $(AT)

test: setup browser check ## everything: check, then the tests
	@$(BIN)/pytest -n 2

lint: setup
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "format: run 'make fix'" >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@layers=$$($(BIN)/lint-imports --no-logo --cache-dir .import_linter_cache) || { echo "$$layers" >&2; exit 1; }

check: lint ## the one door: linters, types, layers, the policy and its tests, the cases
	@$(BIN)/tousu policy lint
	@$(BIN)/tousu policy test
	@$(BIN)/tousu check $(AT)

fix: setup ## put right what a tool can: format, simple lint, the schemas
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/tousu schema

goldens: setup ## rewrite the golden files from what the code says now; then read the diff
	@$(BIN)/pytest -n 2 --update-goldens

fuzz: setup ## the properties with 20 times the examples, new ones each time; every case broken in every way
	@TOUSU_FUZZ=20 TOUSU_BREAK_EACH=100000 $(BIN)/pytest -n 2 tests/files tests/judging tests/revisions tests/safety

mutate: setup ## change the code that decides verdicts in SAMPLE=300 places and see whether a test notices (JOBS=2 at a time)
	@PYTHON="$(PYTHON)" SAMPLE="$(SAMPLE)" sh scripts/mutate.sh

supply: setup ## list the parts (build/sbom.json) and ask for their known vulnerabilities; needs the internet
	@PYTHON="$(PYTHON)" sh scripts/supply.sh

bench: setup ## ratios beside other tools: make bench CASES=10000
	@PYTHON="$(PYTHON)" sh scripts/bench.sh
	@$(BIN)/python benchmarks/suite.py
	@$(BIN)/python benchmarks/compare.py $(CASES)

lock: ## re-make the locks from pyproject.toml (needs uv)
	@bash scripts/lock.sh

clean: ## remove what was generated; .venv stays
	@rm -rf build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache .tousu-cache
	@find checker tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
