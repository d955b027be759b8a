# Works with GNU make 3.81, which is what macOS brings.
PYTHON := .venv/bin/python
PYTEST_ARGS ?= -n logical --maxprocesses 4 --dist loadfile
PIP := $(PYTHON) -m pip install -qq --disable-pip-version-check --no-input
COMPILE := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
BABEL := $(PYTHON) -m babel.messages.frontend
CATALOGUES := app/locale
LANGUAGES = $(sort $(language) $(patsubst $(CATALOGUES)/%/LC_MESSAGES,%,$(wildcard $(CATALOGUES)/*/LC_MESSAGES)))
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)

.PHONY: help run demo test stress bench bench-quick mutants check e2e migrate migration messages shots lock clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: .venv/.run-stamp ## Start Sidekick on http://127.0.0.1:8000, its data in data/
	@$(PYTHON) -m app db upgrade
	@$(PYTHON) -m app serve

demo: .venv/.run-stamp ## Start Sidekick with a sample world that is gone afterwards
	@SIDEKICK_DATA_DIR=$$(mktemp -d) && export SIDEKICK_DATA_DIR SIDEKICK_DATABASE_URL= && \
	trap 'rm -rf "$$SIDEKICK_DATA_DIR"' EXIT INT TERM && \
	$(PYTHON) -m app db upgrade && $(PYTHON) -m app seed && $(PYTHON) -m app serve

test: .venv/.dev-stamp ## Run every test, on SQLite, on PostgreSQL and in a browser (PYTEST_ARGS="-k words")
	@$(PYTHON) -m tests.services
	@$(PYTHON) -m pytest $(PYTEST_ARGS)

e2e: .venv/.dev-stamp ## Run only the tests in a browser
	@$(PYTHON) -m tests.services
	@$(PYTHON) -m pytest tests/e2e $(PYTEST_ARGS)

stress: .venv/.dev-stamp ## Run the long tests of undo, of many people at once, and of sign-in
	@$(PYTHON) -m tests.services
	@SIDEKICK_TEST_CHAIN=1000 SIDEKICK_TEST_CHAINS=8 SIDEKICK_TEST_PEOPLE=64 SIDEKICK_TEST_EDITS=50 SIDEKICK_TEST_TRIES=500 \
		$(PYTHON) -m pytest tests/test_stress.py tests/access/undo/test_chain.py tests/web/login/test_timing.py $(PYTEST_ARGS)

bench: .venv/.dev-stamp ## Measure everything in worlds of up to a million todos (COMPARE=file, BENCH_ARGS="--todos 1000")
	@$(PYTHON) -m bench $(if $(COMPARE),--compare $(COMPARE)) $(BENCH_ARGS)
	@$(PYTHON) -m bench.browser

bench-quick: .venv/.dev-stamp ## The same of one small world in under three minutes
	@$(PYTHON) -m bench --todos 1000 --workers 1 --connections 1 8 --seconds 1 $(if $(COMPARE),--compare $(COMPARE)) $(BENCH_ARGS)

mutants: .venv/.dev-stamp ## Take out each check of who may do what in turn: a test misses it (ONLY=words)
	@$(PYTHON) -m tests.permissions.mutants --only "$(ONLY)"

check: .venv/.dev-stamp ## Check style, types, layers, templates and locks
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m djlint --quiet --lint templates
	! grep -n '://' requirements.lock requirements-dev.lock

migrate: .venv/.run-stamp ## Bring the database to the newest schema
	@$(PYTHON) -m app db upgrade

migration: .venv/.dev-stamp ## Write a migration from the models: make migration name="add sections"
	@test -n "$(name)" || { echo 'Say what it does: make migration name="add sections"'; exit 1; }
	@$(PYTHON) -m tests.services.migration "$(name)"

messages: .venv/.dev-stamp ## Update and compile the translations (language=pt_BR starts a new one)
	@$(BABEL) extract -F $(CATALOGUES)/babel.cfg -k N_ --add-location=file --project=Sidekick --version=$(VERSION) \
		--copyright-holder="The Sidekick authors" -o $(CATALOGUES)/messages.pot .
	@for language in $(LANGUAGES); do \
		$(BABEL) update --init-missing -i $(CATALOGUES)/messages.pot -d $(CATALOGUES) -l $$language && \
		$(BABEL) compile -d $(CATALOGUES) -l $$language || exit 1; \
	done

shots: .venv/.dev-stamp ## Take pictures of every page into shots/
	@$(PYTHON) -m tests.e2e.shots

lock: .venv/.dev-stamp ## Pin the requirements again (LOCK_ARGS=--upgrade takes the newest)
	@$(PIP) uv
	@$(COMPILE) $(LOCK_ARGS) pyproject.toml -o requirements.lock
	@$(COMPILE) $(LOCK_ARGS) --all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## Remove the environment, caches and pictures; data/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results shots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.run-stamp: requirements.lock | .venv/bin/python
	@echo "Installing the $$(grep -c == $<) packages that Sidekick runs on into .venv"
	@$(PIP) --require-hashes -r $<
	@touch $@

.venv/.dev-stamp: requirements-dev.lock | .venv/bin/python
	@echo "Installing the $$(grep -c == $<) packages for running, testing and checking into .venv"
	@$(PIP) --require-hashes -r $<
	@touch $@ .venv/.run-stamp

# Tried by running it: version managers leave names on the PATH that do not run, macOS brings a Python that is too
# old, and Debian's cannot make environments until python3-venv is there.
define find_python
	for python in python3.14 python3.13 python3.12 python3.11 python3; do \
		if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			echo "Making .venv with $$($$python --version)"; \
			exec $$python -m venv --clear .venv; \
		fi; \
	done
endef

.venv/bin/python:
	@$(find_python); \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Debian's python3-venv with apt-get"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null; \
	fi; \
	$(find_python); \
	echo "Python 3.11 or newer with venv is needed: apt-get install python3-venv, or brew install python@3.13"; exit 1
