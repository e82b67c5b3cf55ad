# Two commands for everyone: `make demo` and `make test`. Both set up whatever they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_LOGS := demo/logs

.PHONY: demo test check unit oldest compatibility frontend frontend-check proto clean

# Trains the demo runs for real (once), then serves them.
demo: $(DEMO_LOGS)/trained
	@echo "Open the address that TensorBoard prints now, tab 'Learning Rate'. Ctrl+C ends it."
	$(BIN)/tensorboard --logdir $(DEMO_LOGS)

$(DEMO_LOGS)/trained: $(VENV)/package
	rm -rf $(DEMO_LOGS)
	$(BIN)/tb-lrplugin demo $(DEMO_LOGS)
	@touch $@

# Everything: formats, types, frontend, bundle, unit, HTTP, browser and parity tests.
test: check frontend-check oldest unit

check: $(VENV)/tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

unit: $(VENV)/tests
	CHROMIUM="$$(sh tests/browser/find_chromium.sh)" $(BIN)/python -m pytest

# The oldest TensorBoard and protobuf that are supported, on this Python.
oldest:
	PYTHON="$(PYTHON)" sh tests/compatibility.sh oldest

# The corners of the supported range, for every Python that is installed.
compatibility:
	sh tests/compatibility.sh all

# Types and tests of the frontend, and the proof that the committed bundle is built from its sources.
frontend-check: frontend/node_modules
	cd frontend && npm run check && npm test
	cd frontend && OUT="$$(mktemp -d)" && npm run build -- "$$OUT" && diff -r "$$OUT" ../tb_lrplugin/static

# Builds the page into tb_lrplugin/static; commit the result.
frontend: frontend/node_modules
	cd frontend && npm run build

frontend/node_modules: frontend/package.json frontend/package-lock.json
	@command -v npm >/dev/null || { echo "The frontend needs Node.js 20 or later with npm, and npm is not on PATH." >&2; exit 1; }
	cd frontend && npm ci
	@touch $@

# Message classes. protoc 21 is the last whose output loads on protobuf 4 to 7 alike.
proto: $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/protoc
	$(VENV)/protoc/bin/pip install --quiet 'grpcio-tools==1.51.3' 'setuptools<81'
	$(VENV)/protoc/bin/python -m grpc_tools.protoc -I. --python_out=. --pyi_out=. tb_lrplugin/protos/*.proto

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("tb-lrplugin needs Python 3.10 or later, this is " + sys.version) if sys.version_info < (3, 10) else 0'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip

$(VENV)/package: setup.py $(VENV)/bin/python
	@echo "Installing the package with TensorFlow into $(VENV), a minute or two ..."
	$(BIN)/pip install --quiet --editable '.[tensorflow]'
	@touch $@

$(VENV)/tests: $(VENV)/package tests/requirements.txt
	$(BIN)/pip install --quiet --requirement tests/requirements.txt
	@touch $@

clean:
	rm -rf $(VENV) frontend/node_modules $(DEMO_LOGS) build *.egg-info
