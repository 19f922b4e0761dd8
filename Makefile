# `make` lists the targets. It needs Python 3.11 or newer; everything else goes into .venv, once.

PYTHON ?= python3
UV ?= uv
DEMO ?= brief examples/harbour-budget.html --model extractive --out out/demo
ARGS ?=

BIN := .venv/bin
PY := $(BIN)/python
PEERS := .venv-peers
MUTANTS := .venv-mutants
FUZZ := .venv-fuzz
RAY := .venv-ray
FIT := .venv-fit
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The tests must not notice what the caller has set up: no key, no server, no model, no recording.
UNSET := env -u OPENAI_API_KEY -u OPENAI_BASE_URL -u OPENAI_ORG_ID -u OPENAI_PROJECT_ID \
  -u FACTDESK_MODEL -u FACTDESK_CACHE_DIR -u FACTDESK_CACHE_URL -u FACTDESK_RECORD -u FACTDESK_RECORD_URL
# As many workers as cores; who has nothing left takes over from who has most. ARGS='-n 0' is without.
TESTS := $(PY) -m coverage run -m pytest -n auto --dist worksteal $(ARGS)

.DEFAULT_GOAL := help
.PHONY: help demo test lint check docs record bench bench-articles bench-corpora bench-kill bench-judge fit mutants fuzz ray-test lock hook-test wheel-test clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

demo: .venv/.runtime ## make a brief and a worklist of an example: no key, no network
	$(BIN)/factdesk $(DEMO)

test: .venv/.dev ## run the tests and measure their coverage: no key, no network
	@$(PY) -m coverage erase
	$(UNSET) .ci/in-memory $(TESTS)
	@$(PY) -m coverage combine --quiet
	@$(PY) -m coverage report

lint: .venv/.dev ## format, lint, types and the contracts between modules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## all that CI asks of a change: lint, then test

docs: .venv/.dev ## write the pages of docs/ that are made from what the code does
	$(PY) -m tests.faults.page
	$(PY) -m pipeline checks --format markdown > docs/checks.md

record: .venv/.dev ## record the cassettes anew from a model server
	@if [ -z "$$FACTDESK_RECORD_URL$$OPENAI_BASE_URL" ]; then \
	  echo "make record: no server to ask. Set FACTDESK_RECORD_URL (or OPENAI_BASE_URL) to one that" >&2; \
	  echo "speaks the OpenAI protocol, such as http://127.0.0.1:8080/v1, and start it first." >&2; \
	  exit 2; fi
	FACTDESK_RECORD=all $(PY) -m pytest tests/replay $(ARGS)
	@git status --short cassettes

bench: bench-articles bench-corpora ## measure ours beside its peers: F1, recall, false alarms, speed; then corpora

bench-articles: .venv/.runtime ## the part of `make bench` that is about single articles
	@$(WITH_PEERS)
	@$(PY) -m bench $(PEERS)/bin/python

bench-corpora: .venv/.runtime ## the part of `make bench` that is about corpora: overhead, cost, reruns, growth, Ray
	@$(WITH_PEERS)
	@$(PY) -m bench.corpora $(ARGS) $(PEERS)/bin/python $(RAY)/bin/python

bench-kill: .venv/.runtime ## kill a run 100 times at random and count what is paid twice (minutes)
	@$(PY) -m bench.kill $(ARGS)

bench-judge: .venv/.runtime ## measure how the judge is fitted: folds, then each author left out (minutes)
	@$(WITH_FIT)
	@$(UNSET) $(FIT)/bin/python -m bench statements $(ARGS)
	@$(UNSET) $(FIT)/bin/python -m bench authors $(ARGS)

fit: .venv/.runtime ## fit the judge of numbers on the statements of bench/data: writes pipeline/reconcile/judge.json (minutes)
	@$(WITH_FIT)
	@$(UNSET) $(FIT)/bin/python -m bench.judge.fit $(ARGS)

mutants: .venv/.runtime ## break a package on purpose, see which tests notice (minutes; ARGS='reconcile 250')
	@[ $(MUTANTS)/.installed -nt requirements/mutants.lock ] || { $(INSTALL_MUTANTS); } || { rm -rf $(MUTANTS); \
	  echo "make mutants: mutmut could not be installed (.venv/mutants.log says why)" >&2; exit 1; }
	@$(UNSET) $(MUTANTS)/bin/python -m bench.mutants $(ARGS)

fuzz: .venv/.runtime ## feed every reader what a coverage-guided fuzzer thinks of (two minutes; ARGS=SECONDS)
	@[ $(FUZZ)/.installed -nt requirements/fuzz.lock ] || { $(INSTALL_FUZZ); } || { rm -rf $(FUZZ); \
	  echo "make fuzz: atheris could not be installed (.venv/fuzz.log says why)" >&2; exit 1; }
	@$(UNSET) $(FUZZ)/bin/python -m tests.fuzz.run $(ARGS)

ray-test: .venv/.runtime ## run the tests of --engine ray, which need a gigabyte of Ray
	@[ $(RAY)/.installed -nt requirements/ray.lock ] || { $(INSTALL_RAY); } || { rm -rf $(RAY); \
	  echo "make ray-test: Ray could not be installed (.venv/ray.log says why)" >&2; exit 1; }
	$(UNSET) .ci/in-memory $(RAY)/bin/python -m pytest tests/ray $(ARGS)

lock: ## resolve requirements/*.lock anew (UV_ARGS=--upgrade takes newer versions)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv on the PATH, or UV=/where/it/is" >&2; exit 2; }
	$(RESOLVE) pyproject.toml --extra dev -o requirements/dev.lock
	$(RESOLVE) pyproject.toml requirements/build.in -c requirements/dev.lock -o requirements/runtime.lock
	$(RESOLVE) requirements/peers.in -o requirements/peers.lock
	$(RESOLVE) pyproject.toml requirements/mutants.in --extra test -c requirements/dev.lock -o requirements/mutants.lock
	$(RESOLVE) pyproject.toml requirements/fuzz.in -c requirements/dev.lock -o requirements/fuzz.lock
	$(RESOLVE) pyproject.toml requirements/fit.in --extra test -c requirements/dev.lock -o requirements/fit.lock
	$(RESOLVE) pyproject.toml requirements/build.in --extra ray --extra test -c requirements/dev.lock -o requirements/ray.lock

hook-test: .venv/.dev ## install the pre-commit hook and the action as their runners do, and run both
	PYTHON="$(PYTHON)" $(UNSET) .ci/in-memory .ci/hook-test

wheel-test: .venv/.dev ## build the wheel, install it away from the tree, run the tests against it
	PYTHON="$(PYTHON)" $(UNSET) .ci/in-memory .ci/wheel-test

clean: ## remove .venv and everything that was built or measured
	rm -rf .venv $(PEERS) $(MUTANTS) $(FUZZ) $(FIT) $(RAY) mutants out build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- .venv: one environment, filled in two steps ----
# The dev lock holds every line of the runtime lock (a test says so), hence `make test` only adds to
# what `make demo` installed. The stamps are newer than the locks, so a second run installs nothing.

RESOLVE = $(UV) pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-header --no-annotate $(UV_ARGS)

# $(call install,WORDS,PIP ARGUMENTS): say so, install, show the log only on failure. No commas inside.
define install
	@echo "$(1)"
	@$(PY) -m pip install $(2) >.venv/install.log 2>&1 || { tail -n 20 .venv/install.log >&2; \
	  echo "make: the installation failed; all of it is in .venv/install.log" >&2; exit 1; }
endef

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: Python 3.11 or newer is needed: make PYTHON=/where/it/is" >&2; exit 2; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/.runtime: requirements/runtime.lock pyproject.toml | $(PY)
	$(call install,Installing what factdesk needs into .venv (about half a minute; once) ...,--require-hashes -r requirements/runtime.lock)
	$(call install,Installing factdesk from this folder ...,--no-deps --no-index --no-build-isolation --editable .)
	@touch $@

.venv/.dev: requirements/dev.lock .venv/.runtime
	$(call install,Adding the tools for tests and checks (seconds; once) ...,--require-hashes -r requirements/dev.lock)
	@touch $@

# ---- .venv-peers: what `make bench` compares with; no part of it ever enters .venv ----
# A peer without a wheel is built; what builds it is not locked, and stays in pip's own isolation.

WITH_PEERS = [ $(PEERS)/.installed -nt requirements/peers.lock ] || { $(INSTALL_PEERS); } || { rm -rf $(PEERS); \
  echo "make bench: the peers could not be installed (.venv/peers.log says why)" >&2; }

INSTALL_PEERS = echo "Installing the peers into $(PEERS) (seconds; once) ..." && rm -rf $(PEERS) && \
  $(PY) -m venv $(PEERS) >.venv/peers.log && $(PEERS)/bin/python -m pip install --retries 1 --timeout 15 \
  --require-hashes -r requirements/peers.lock >.venv/peers.log 2>&1 && touch $(PEERS)/.installed

# ---- .venv-mutants: what `make mutants` runs the tests in, with the very versions of .venv ----

INSTALL_MUTANTS = echo "Installing mutmut and what the tests need into $(MUTANTS) (once) ..." && rm -rf $(MUTANTS) && \
  $(PY) -m venv $(MUTANTS) >.venv/mutants.log && $(MUTANTS)/bin/python -m pip install \
  --require-hashes -r requirements/mutants.lock >.venv/mutants.log 2>&1 && touch $(MUTANTS)/.installed

# ---- .venv-fuzz: what `make fuzz` runs in, with the very versions of .venv ----

INSTALL_FUZZ = echo "Installing atheris and factdesk's dependencies into $(FUZZ) (once) ..." && rm -rf $(FUZZ) && \
  $(PY) -m venv $(FUZZ) >.venv/fuzz.log && $(FUZZ)/bin/python -m pip install \
  --require-hashes -r requirements/fuzz.lock >.venv/fuzz.log 2>&1 && touch $(FUZZ)/.installed

# ---- .venv-fit: what fits and measures the judge; nothing that runs needs it ----

WITH_FIT = [ $(FIT)/.installed -nt requirements/fit.lock ] || { $(INSTALL_FIT); } || { rm -rf $(FIT); \
  echo "make: LightGBM could not be installed (.venv/fit.log says why)" >&2; exit 1; }

INSTALL_FIT = echo "Installing LightGBM and what the tests need into $(FIT) (once) ..." && rm -rf $(FIT) && \
  $(PY) -m venv $(FIT) >.venv/fit.log && $(FIT)/bin/python -m pip install \
  --require-hashes -r requirements/fit.lock >.venv/fit.log 2>&1 && touch $(FIT)/.installed

# ---- .venv-ray: what `make ray-test` runs in, with the very versions of .venv ----

INSTALL_RAY = echo "Installing Ray and what the tests need into $(RAY) (a minute; once) ..." && rm -rf $(RAY) && \
  $(PY) -m venv $(RAY) >.venv/ray.log && $(RAY)/bin/python -m pip install \
  --require-hashes -r requirements/ray.lock >.venv/ray.log 2>&1 && \
  $(RAY)/bin/python -m pip install --no-deps --no-index --no-build-isolation --editable . >>.venv/ray.log 2>&1 && \
  touch $(RAY)/.installed
