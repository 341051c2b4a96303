# zizhi and openofd. `make` alone lists the targets.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run demo test test-long check fix bench fuzz docs lock clean setup setup-test

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: setup  ## set up, issue the demonstration certificates, serve the hall on http://127.0.0.1:8000
	@$(BIN)/zizhi demo
	@exec $(BIN)/zizhi serve

demo: setup  ## the same without serving; exits 0 only if every certificate verifies
	@$(BIN)/zizhi demo

test: setup-test check  ## lint, types, import contracts and every test but the long ones
	@$(BIN)/pytest -n 2 -m "not long"

test-long: setup-test  ## the tests that run for minutes
	@$(BIN)/pytest -m long

check: setup-test  ## lint, formatting, types, import contracts
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@echo "check: all is well"

fix: setup-test  ## let ruff mend what it can
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q .

bench: setup-test  ## every benchmark, one line `BENCH …` a figure
	@$(BIN)/python -m bench

fuzz: setup-test  ## every fuzzing target for half an hour; what is found lands in fuzz/findings
	@$(BIN)/python -m fuzz all

docs: setup-test  ## build the documentation into docs/_build
	@$(BIN)/sphinx-build -q -W -b html docs docs/_build

vectors: setup-test  ## write the conformance cases into var/vectors and hold openofd against them
	@$(BIN)/python -m vectors make var/vectors
	@$(BIN)/python -m vectors run var/vectors

lock: setup-test  ## compile requirements/*.in with hashes
	@for set in runtime develop; do $(BIN)/uv pip compile -q --generate-hashes --no-strip-extras --no-emit-index-url --no-header \
	  --python-version 3.11 requirements/$$set.in -o requirements/$$set.txt; done

clean:  ## remove the environment and the demonstration data
	rm -rf .venv var docs/_build

setup:
	@$(PYTHON) tools/setup.py run

setup-test:
	@$(PYTHON) tools/setup.py test
