# One place for every chore. `make` alone lists them.

PYTHON ?= python3
PORT ?=

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check -qq

# Stamps say what was installed, so the next `make` starts at once. They live in the
# environment: delete it and everything is made anew.
MADE := $(VENV)/.made
CAN_RUN := $(VENV)/.can-run
CAN_TEST := $(VENV)/.can-test

# More than the two cores of a small machine: a test in a browser waits for most of its time.
WORKERS := 3
# An environment of its own; PYTHON=python3.13 chooses another Python.
LOWEST := .venv-lowest
# What is costly to prepare is asked for by tests of one group, which one worker has.
PYTEST := $(PY) -m pytest -rs -n $(WORKERS) --dist loadgroup
TIMES ?= 20
ONLY ?=
RANDOM_TESTS = $(shell grep -rl 'tests.examples' tests/engine)

# What is compiled is kept for the next process, whatever else is set: the tests start hundreds.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test docs lint types unit format map lowest lock release install-test image-test bench clean programs suite coverage explore

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) \
		| awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

run: $(CAN_RUN) ## start the app on this computer (PORT=8600 chooses the port)
	@exec $(PY) -m planner app --no-browser $(if $(PORT),--port "$$PORT")

test: programs lint types docs suite coverage ## check everything: style, types, tests in a browser, coverage
	@$(PY) scripts/system_programs.py missing

docs: $(CAN_TEST) ## build the site of the documentation: build/docs/index.html
	$(PY) -m sphinx -c docs -b html -n -W --keep-going -q -d build/doctrees . build/docs

lint: $(CAN_TEST) ## check style and layout
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(CAN_TEST) ## check types
	$(PY) -m mypy

unit: $(CAN_TEST) ## run the quick tests: no browser, no LibreOffice
	$(PYTEST) -m "not browser and not libreoffice"

explore: $(CAN_TEST) ## try TIMES (20) as many random examples as the tests do, and other ones
	TIMES=$(TIMES) $(PYTEST) --hypothesis-show-statistics -k "$(ONLY)" $(RANDOM_TESTS)

format: $(CAN_TEST) ## lay the code out and mend what can be mended
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

map: $(CAN_TEST) ## draw what is drawn from the code: the map of the house, completion, the man page, pages
	$(PY) -m scripts.house_map

lowest: $(CAN_TEST) ## run the quick tests on the lowest versions that requirements.txt allows
	@rm -rf $(LOWEST)
	@$(PYTHON) -m venv $(LOWEST)
	$(PY) -m uv pip compile -q --resolution lowest-direct --python $(LOWEST)/bin/python \
		requirements.txt -o $(LOWEST)/lowest.txt
	$(PY) -m uv pip install -q --python $(LOWEST)/bin/python \
		-r $(LOWEST)/lowest.txt -r requirements-dev.txt -e .
	$(LOWEST)/bin/python -m pytest -n $(WORKERS) -m "not browser and not libreoffice"

lock: $(CAN_TEST) ## write down one tried version of everything that is needed, with checksums
	$(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command "make lock" \
		requirements.txt -o requirements-locked.txt

release: $(CAN_TEST) ## do all of a release from a clean clone, and publish nothing
	$(PY) -m scripts.release

install-test: $(CAN_TEST) ## build a wheel, install it anew elsewhere, and compare its answers
	$(PY) -m scripts.clean_install

image-test: $(CAN_TEST) ## build the container's image on a plain Debian, and run it (needs root)
	$(PY) -m scripts.image_test

bench: $(CAN_TEST) ## measure speed
	$(PY) -m benchmarks

clean: ## delete the environment and everything made
	rm -rf $(VENV) $(LOWEST) build dist htmlcov .coverage .coverage.* *.egg-info \
		.pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

programs: $(CAN_TEST)
	@$(PY) scripts/system_programs.py install

# Counting lines makes Python two to three times slower, so only the tests that count are counted.
# They are all in these rooms, so the others need not be read for them.
suite: $(CAN_TEST)
	$(PYTEST) -m counted --cov --cov-report= tests/model tests/engine
	$(PYTEST) -m "not counted"

coverage: $(CAN_TEST)
	$(PY) -m coverage report --fail-under=100

$(MADE):
	@$(PYTHON) -c "$$CHECK_PYTHON"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(CAN_RUN): $(MADE) requirements.txt pyproject.toml
	@echo "Installing what the planner needs (a minute the first time) ..."
	@$(PIP) install -r requirements.txt -e .
	@touch $@

$(CAN_TEST): $(MADE) requirements.txt requirements-dev.txt requirements-docs.txt pyproject.toml
	@echo "Installing what the checks need (a minute the first time) ..."
	@$(PIP) install -r requirements-dev.txt -e .
	@touch $(CAN_RUN) $@

# It speaks to a person, so it ends in a sentence, not in a traceback.

define CHECK_PYTHON
import sys
if sys.version_info < (3, 11):
    sys.exit('The planner needs Python 3.11 or newer; %s is %d.%d. '
             'If a newer one is installed, name it: make run PYTHON=python3.12'
             % (sys.executable, sys.version_info[0], sys.version_info[1]))
try:
    import ensurepip, venv
except ImportError:
    sys.exit('This Python cannot make environments (module venv or ensurepip is missing). '
             'On Debian and Ubuntu: apt-get install python3-venv')
endef
export CHECK_PYTHON
export PORT
