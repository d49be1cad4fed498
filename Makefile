# Everything that a person or a machine does with this checkout. `make` alone says what there is.

# The Python that builds the virtual environment: the first of these that is 3.11 or later.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# Who `make demo` audits: an invented company, or a file of answers of your own.
COMPANY ?= audit/playbooks/mid_market/examples/kestrel_heating_and_air.toml
PLAYBOOKS := $(patsubst %/playbook.toml,%,$(wildcard audit/playbooks/*/playbook.toml))

VENV := .venv
BIN := $(VENV)/bin
# Stamp files: what is locked is installed once, and again when the lock changes.
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet
LOCK := $(BIN)/uv pip compile --no-config --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--no-build --generate-hashes --no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run samples demo test bench lint playbooks pytest format lock upgrade migration clean machine test-machine bench-machine

help: ## say what each target does
	@echo "make TARGET, where TARGET is one of:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-12s %s\n", $$1, $$2 }'

run: $(RUN) ## the whole of Plumbline at http://localhost:8000, until Ctrl-C
	@$(BIN)/plumbline run

samples: $(RUN) ## load invented companies into it, and print a link to each result
	@$(BIN)/plumbline demo

demo: $(RUN) ## without a browser: audit an invented company: its ranked leaks on the screen, its PDF in build/
	@mkdir -p build
	$(BIN)/plumbline audit $(COMPANY) --playbook mid_market --pdf build/demo.pdf
	@echo "The PDF is $(CURDIR)/build/demo.pdf"

test: lint playbooks pytest ## everything that must hold: lint, types, import rules, playbooks, tests
	@echo "Everything holds."

bench: $(DEV) | bench-machine ## measure the engine, the playbook checker, the PDF, the pages and the queue
	$(BIN)/python -m tests.bench

lint: $(DEV) ## style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

playbooks: $(DEV) ## check the shipped playbooks
	@set -e; for playbook in $(PLAYBOOKS); do \
		echo "$(BIN)/plumbline playbook check $$playbook"; $(BIN)/plumbline playbook check $$playbook; done

pytest: $(DEV) | test-machine ## the tests alone, on all cores
	$(BIN)/pytest -n auto

format: $(DEV) ## bring the code into its one format, and fix what can be fixed by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(DEV) ## write requirements/ anew from pyproject.toml, keeping the versions that still fit
	$(LOCK) pyproject.toml --group build --output-file requirements/run.txt >/dev/null
	$(LOCK) pyproject.toml --group dev --constraints requirements/run.txt --output-file requirements/dev.txt >/dev/null

upgrade: LOCK += --upgrade
upgrade: lock ## as lock, with the newest versions that pyproject.toml allows

migration: $(DEV) ## write a new step for the database from the difference to its tables: make migration NAME="what changes"
	$(BIN)/python -m scripts.write_migration "$(NAME)"

clean: ## remove the virtual environment and everything that was built
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# The system's part: Python itself, its venv module, and the libraries that WeasyPrint loads.
machine:
	@test -n "$(PYTHON)" || { echo "Plumbline needs Python 3.11 or later, and finds none." \
		"Install it, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Plumbline needs Python 3.11 or" \
		"later; $(PYTHON) is not. Name another: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) scripts/prepare_machine.py

# What the tests need besides: a browser and a Redis.
test-machine: | $(DEV)
	@$(BIN)/python scripts/prepare_machine.py --tests

bench-machine: | $(DEV)
	@$(BIN)/python scripts/prepare_machine.py --bench

$(BIN)/python: | machine
	@echo "Making the virtual environment $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

# Hashes are checked, nothing is built from source, and the project itself is installed in place.
$(RUN): requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Plumbline runs on (a minute or so)"
	@$(PIP) --require-hashes --only-binary :all: --requirement requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt | $(RUN)
	@echo "Installing what tests and lints it (a minute or so)"
	@$(PIP) --require-hashes --only-binary :all: --requirement requirements/dev.txt
	@touch $@
