# Two commands for everyone: `make demo` and `make test`. Both set up whatever they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_LOGS := demo/logs
RECORDED := tb_lrplugin/demo/recorded
PORT ?= 6006
# Processes that share the tests out, file by file: what a module serves or trains for its tests is made once. One more
# than two cores: tests of the page and over HTTP wait for a good part of their time.
WORKERS ?= 3
# In the order of tests/conftest.py, the longest first.
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

# Parts that run side by side are told one after the other, where `make` knows how to.
SYNC := $(if $(filter output-sync,$(.FEATURES)),--output-sync)

# Compiled modules are kept: each of the tests' many processes would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

# The pinned versions for the Python of $(VENV), or for the one that will make it. NEWEST=1: the newest instead.
VERSION := $(shell $(firstword $(wildcard $(BIN)/python) $(PYTHON)) -c 'import sys; print("%d%d" % sys.version_info[:2])')
CONSTRAINTS := $(if $(NEWEST),,$(wildcard tests/constraints/py$(VERSION).txt))
# What setuptools has to say of data directories is of no use to whoever installs.
PIP_INSTALL := PYTHONWARNINGS=ignore $(BIN)/pip install --quiet $(if $(CONSTRAINTS),--constraint $(CONSTRAINTS) --build-constraint $(CONSTRAINTS))

QUICK := tests/package/test_layers.py tests/package/test_guards.py $(addprefix tests/unit/test_,schedules.py series.py \
	tags.py safe_yaml.py pipeline_schedules.py verdicts_healthy.py verdicts_faults.py report.py object_form.py)

.PHONY: demo demo-train demo-record test unit-live check format types unit quick quick-tests fuzz coverage oldest oldest-alone \
	compatibility fixes constraints frontend frontend-check docs proto clean

# Shows the tab with runs of every verdict, as they were trained once. PORT=6007: elsewhere.
demo: $(VENV)/plain
	@echo "Open this address. Ctrl+C ends it."
	@$(BIN)/tb-lrplugin demo $(DEMO_LOGS)/recorded --recorded --port $(PORT)

# The same runs, trained here with TensorFlow, which is a large download.
demo-train: $(VENV)/package
	@$(BIN)/tb-lrplugin demo $(DEMO_LOGS)/trained --port $(PORT)

# What the package brings along for `make demo`; to be committed.
demo-record: $(VENV)/package
	rm -rf $(RECORDED)
	$(BIN)/tb-lrplugin demo $(RECORDED)
	find $(RECORDED) -name '*.tfevents.*' -execdir mv {} events.out.tfevents.1.demo.v2 ';'

# Everything: formats, types, frontend, bundle, unit, HTTP, browser and parity tests. The tests wait for a good part of
# their time: what installs, compiles and waits for the network goes beside them, and tells what it did when it is done.
test:
	@$(MAKE) --no-print-directory -j3 $(SYNC) oldest-alone unit-live types frontend-check || \
		{ echo "make test: not all has passed. Each part that has not ends with a line that begins with 'make' and '***'." >&2; exit 1; }

oldest-alone:
	@$(MAKE) --no-print-directory oldest WORKERS=2

# What takes a second goes before what takes minutes, and whoever waits for minutes wants to see how far they are.
unit-live: format
	@$(MAKE) --no-print-directory $(if $(SYNC),--output-sync=none) unit

check: format types

format: $(VENV)/tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/tests
	$(BIN)/mypy

# `CI` makes a skip that is not on tests/allowed_skips.txt a failure.
unit: $(VENV)/tests
	CI=1 CHROMIUM="$$(sh tests/browser/find_chromium.sh)" $(PYTEST)

# An answer within a minute: formats, lint and types beside the tests that tell most in the least time.
quick: $(VENV)/tests
	@$(MAKE) --no-print-directory -j2 format types quick-tests

quick-tests: $(VENV)/tests
	$(BIN)/python -m pytest -q -m "not hypothesis" $(QUICK)

# Property tests with fresh seeds and ten times the examples. MINUTES=30: over and over for so long.
fuzz: $(VENV)/tests
	$(BIN)/python -m tests.fuzz $(if $(MINUTES),--minutes $(MINUTES)) --workers $(WORKERS)

# Which lines the tests reach; fails below the floor that pyproject.toml names.
coverage: $(VENV)/tests
	CI=1 COVERAGE_CORE=sysmon CHROMIUM="$$(sh tests/browser/find_chromium.sh)" $(PYTEST) --cov --cov-report=term:skip-covered

# The oldest TensorBoard and protobuf that are supported, on this Python.
oldest:
	PYTHON="$(PYTHON)" WORKERS="$(WORKERS)" sh tests/compatibility.sh oldest

# The corners of the supported range, for every Python that is installed.
compatibility:
	WORKERS="$(WORKERS)" sh tests/compatibility.sh all

# Every fix that is code, run in a faulty training with the frameworks themselves; NEWEST=1: with their newest releases.
fixes: $(VENV)/tests
	NEWEST="$(NEWEST)" sh tests/fixes/run.sh

# The newest versions of all that the tests install, for every supported Python: tests/constraints/, to be committed.
constraints: $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/uv
	$(VENV)/uv/bin/pip install --quiet 'uv==0.13.9'
	UV=$(VENV)/uv/bin/uv sh tests/constraints/make.sh

# Types and tests of the frontend, and the proof that the committed bundle is built from its sources.
frontend-check: frontend/node_modules
	cd frontend && npm run check && npm test
	cd frontend && OUT="$$(mktemp -d)" && npm run build -- "$$OUT" && diff -r "$$OUT" ../tb_lrplugin/static

# Writes the page's types of the JSON and builds it into tb_lrplugin/static; commit the result.
frontend: frontend/node_modules
	$(PYTHON) frontend/contract.py
	cd frontend && npm run build

frontend/node_modules: frontend/package.json frontend/package-lock.json
	@command -v npm >/dev/null || { echo "The frontend needs Node.js 20 or later with npm, and npm is not on PATH." >&2; exit 1; }
	cd frontend && npm ci
	@touch $@

# The site of the documentation, into build/site; it is built strictly, so that a link to nowhere ends it.
docs:
	$(PYTHON) -m venv $(VENV)/docs
	$(VENV)/docs/bin/pip install --quiet --requirement docs/requirements.txt --editable .
	NO_MKDOCS_2_WARNING=1 $(VENV)/docs/bin/mkdocs build --quiet
	@echo "The site is in build/site; $(VENV)/docs/bin/mkdocs serve shows it."

# Message classes. protoc 21 is the last whose output loads on protobuf 4 to 7 alike.
proto: $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/protoc
	$(VENV)/protoc/bin/pip install --quiet 'grpcio-tools==1.51.3' 'setuptools<81'
	$(VENV)/protoc/bin/python -m grpc_tools.protoc -I. --python_out=. --pyi_out=. tb_lrplugin/protos/*.proto

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("tb-lrplugin needs Python 3.10 or later, this is " + sys.version) if sys.version_info < (3, 10) else 0'
	$(PYTHON) -m venv $(VENV)
	@# The pip that Python brings along may be too old for a build constraint.
	@$(BIN)/pip install --quiet --upgrade $(if $(CONSTRAINTS),--constraint $(CONSTRAINTS)) pip

# Without TensorFlow, which the tab needs nothing of.
$(VENV)/plain: setup.py $(VENV)/bin/python
	@echo "Installing the package into $(VENV), some seconds ..."
	@test -e $(VENV)/package || $(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/package: setup.py $(CONSTRAINTS) $(VENV)/bin/python
ifeq ($(CONSTRAINTS),)
	@echo "The newest releases are installed: $(if $(NEWEST),as NEWEST asks,tests/constraints/ has no file for this Python ($(VERSION))). The tests may meet what they do not know yet."
endif
	@echo "Installing the package with TensorFlow into $(VENV), a minute or two ..."
	$(PIP_INSTALL) --editable '.[tensorflow]'
	@touch $@

$(VENV)/tests: $(VENV)/package tests/requirements.txt
	$(PIP_INSTALL) --requirement tests/requirements.txt
	@touch $@

clean:
	rm -rf $(VENV) frontend/node_modules $(DEMO_LOGS) build *.egg-info
