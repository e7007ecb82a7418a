# `make demo` and `make test` are all that a fresh machine with Python 3.11+ and git needs.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --constraint constraints.txt --editable
SHARED ?= ../shared

.PHONY: help demo test test-slow test-postgres lint types contracts check bench gate constraints clean

help:
	@echo "make demo           install into .venv and run feedbot on its sample newspaper: feeds in output/"
	@echo "make test           install into .venv and run the tests"
	@echo "make check          lint, types, contracts"
	@echo "make test-slow      the tests that take long or need other programs"
	@echo "make test-postgres  the store's tests on a PostgreSQL made for them, where there is one"
	@echo "make bench          quality and speed, where the data is there"
	@echo "make gate           refuse what is worse than the floors, where the data is there"

# pip 23.2, which a Python 3.11 venv starts with, stumbles over some extras.
.venv/run: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=24"
	$(INSTALL) .
	$(BIN)/python -m compileall -q feedbot
	@touch $@

.venv/dev: .venv/run
	$(INSTALL) ".[dev]"
	@touch $@

.venv/postgres: .venv/dev
	$(INSTALL) ".[dev,postgres]"
	@touch $@

# What the web of the whole-job benchmark stands on.
.venv/bench: .venv/dev
	$(INSTALL) ".[dev,bench]"
	@touch $@

demo: .venv/run
	@$(BIN)/feedbot demo

test: .venv/dev
	$(BIN)/python -m pytest -m "not slow"

test-slow: .venv/dev
	$(BIN)/python -m pytest -m slow

test-postgres: .venv/postgres
	.ci/on-postgres $(BIN)/python -m pytest -q tests/store

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

contracts: .venv/dev
	$(BIN)/lint-imports

check: lint types contracts

bench: .venv/bench
	$(BIN)/python -m bench.run $(SHARED)/bench

gate: .venv/bench
	$(BIN)/python -m bench.gate $(SHARED)/bench

# Pins every package that is installed now; records names and versions only.
constraints: .venv/dev
	$(BIN)/python -m pip list --format=freeze --exclude-editable --exclude feedbot --exclude pip --exclude setuptools > constraints.txt

clean:
	rm -rf .venv build dist *.egg-info
