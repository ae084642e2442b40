# The door to the project. Python and make are all that has to be there before;
# `make help` lists what it can do.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# A virtual environment has a stamp for each list of requirements that it holds, so
# that it is made once, and again only when the list or pyproject.toml changed.
RUN := $(VENV)/run.stamp
DEV := $(VENV)/dev.stamp
# Programs that ours is tested against and measured against have their own.
SERVERS := $(VENV)/others/servers/stamp
PEERS := $(VENV)/others/peers/stamp

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL: # two targets would install into one environment at once
.PHONY: help demo test install lint preview bench servers requirements clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

demo: $(RUN) ## make the sample issue in demo/, without the network
	$(BIN)/digest demo demo

test: $(DEV) ## run the tests, and tell which lines they leave out
	$(BIN)/python -m pytest --cov $(ARGS)

install: $(RUN) ## install the command, as .venv/bin/digest

lint: $(DEV) ## check style, types, who imports whom, and the workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/zizmor --quiet --offline --pedantic .github/workflows

preview: $(RUN) ## serve the site on this machine, and make it again when files change
	$(BIN)/digest preview $(ARGS)

bench: $(DEV) $(PEERS) ## measure how long a big digest takes, and against others
	$(BIN)/python -m tests.bench

servers: $(SERVERS) ## install the archive server that some tests start

# The lists are the same wherever they are made: --isolated keeps out what somebody's
# pip is set up with, and the oldest Python we support makes them, as it needs most.
COMPILE_OTHERS = CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/pip-compile --quiet \
	--generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	--pip-args --isolated $(ARGS)
COMPILE = $(COMPILE_OTHERS) --build-deps-for editable

requirements: $(DEV) ## pin what pyproject.toml asks for (ARGS=--upgrade: the newest)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
		{ echo 'error: requirements are made by Python 3.11: make clean, then make requirements PYTHON=python3.11' >&2; exit 1; }
	$(COMPILE) --output-file requirements/run.txt pyproject.toml
	$(COMPILE) --extra test --extra lint \
		--constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml
	$(COMPILE_OTHERS) --output-file requirements/servers.txt requirements/servers.in
	$(COMPILE_OTHERS) --output-file requirements/peers.txt requirements/peers.in

clean: ## remove all that these targets made
	rm -rf $(VENV) demo site dist htmlcov .coverage .coverage.* .hypothesis
	rm -rf .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find digest tests -name __pycache__ -prune -exec rm -rf {} +

# Debian packs what gives a new environment its pip apart from Python (python3-venv).
# Without it, the pip that Python itself has installs into the environment.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'error: $(PYTHON) is not Python 3.11 or newer: name one that is, such as make $(MAKECMDGOALS) PYTHON=python3.12' >&2; exit 1; }
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then \
		$(PYTHON) -m venv --clear $(VENV); \
	elif $(PYTHON) -m pip --version >/dev/null 2>&1; then \
		$(PYTHON) -m venv --clear --without-pip $(VENV); \
	else \
		echo 'error: $(PYTHON) has neither venv nor pip: install them (Debian, Ubuntu: apt install python3-venv)' >&2; exit 1; \
	fi

PIP = $$($(BIN)/python -m pip --version >/dev/null 2>&1 && echo $(BIN)/python -m pip \
	|| echo $(PYTHON) -m pip --python $(BIN)/python) --disable-pip-version-check --quiet

# All that gets in is in the list, with its hash; the project itself is only linked.
$(VENV)/%.stamp: requirements/%.txt pyproject.toml $(BIN)/python
	@echo 'Installing $< into $(VENV) ...'
	@$(PIP) install --require-hashes --requirement $<
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# Others' programs are kept apart, as what they need is none of ours.
$(VENV)/others/%/stamp: requirements/%.txt $(DEV)
	@echo 'Installing $< into $(@D) ...'
	@$(BIN)/python -m venv --without-pip --clear $(@D)
	@$(BIN)/python -m pip --python $(@D)/bin/python --disable-pip-version-check --quiet \
		install --require-hashes --requirement $<
	@touch $@
