# 微建议: make run · make test · make drill · make bench · make screens · make format · make lock · make clean
PORT ?= 8000
PYTHON ?= python3
PY := .venv/bin/python
COMPILE := uv pip compile pyproject.toml $(UPGRADE) --universal --python-version 3.11 --generate-hashes --quiet \
	--no-header --no-annotate --no-emit-index-url
CHROMIUM := $(shell command -v chromium || command -v chromium-browser)

.PHONY: run test drill bench bench-million screens format lock clean venv setup setup-test
.NOTPARALLEL:

run: setup
	@exec $(PY) manage.py serve --demo --port $(PORT)

test: setup-test
	@$(PY) manage.py verify

drill: setup-test   # the generated suites at full length
	@DRILL=1 $(PY) -m pytest

bench: setup
	@$(PY) manage.py bench
	@$(PY) -m tests.bench.sitting
	@$(PY) -m tests.bench.robots
	@$(PY) -m tests.bench.rosters

bench-million: setup # a million items on PostgreSQL; ten minutes and 3 GB of disk
	@$(PY) -m tests.bench.million

screens: setup-test # pictures of the main pages, taken by the browser tests
	@mkdir -p var/screens && SCREENS=$(CURDIR)/var/screens $(PY) -m pytest -m browser

format: setup-test
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .

lock:               # for maintainers, needs uv; newer versions: make lock UPGRADE=--upgrade
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) --group e2e -c requirements.lock -c requirements-dev.lock -o requirements-e2e.lock

clean:              # keeps var/ (the data) and .env
	rm -rf .venv .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -- set-up: nothing is installed while the lock files are those installed last ---------------------
# A copy of each installed lock lies in .venv. uv is tried first where it is, pip always works.
define install
	@cmp -s $(1) .venv/$(1) || { echo "installing $(1)"; \
	  { uv pip install --quiet --python $(PY) --require-hashes --no-deps --only-binary :all: -r $(1) 2>/dev/null \
	    || $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
	       --only-binary :all: -r $(1); } && cp $(1) .venv/$(1); }
endef

venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed, for example: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PY) -c 'import pip' 2>/dev/null || { $(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { echo "Python's venv is incomplete. Install it once: apt-get install python3-venv"; exit 1; }; \
	  echo "creating .venv"; $(PYTHON) -m venv --clear .venv; }

setup: venv
	$(call install,requirements.lock)

setup-test: setup
	$(call install,requirements-dev.lock)
	$(if $(CHROMIUM),$(call install,requirements-e2e.lock))
