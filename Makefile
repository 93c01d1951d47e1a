# taizhang: `make ingest` and `make test` are all a newcomer needs. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
TESTED := $(VENV)/.ready-test
COMPILE := uv pip compile -q --python-version 3.11 --universal --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header
INSTALL := -m pip install -qq --disable-pip-version-check --no-input --require-hashes --no-deps -r
WAREHOUSE ?=
PORT ?= 4200

.DEFAULT_GOAL := help
.PHONY: help ingest test test-long sql publish site screenshots reextract maintain evaluate benchmark settings server deploy worker check lint types imports format lock clean

help: ## List these commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

ingest: $(READY) ## Read the reports in seeds/documents, or what the settings say, into the warehouse
	@$(RUN) -m flows.ingest $(if $(WAREHOUSE),--warehouse $(WAREHOUSE))

test: $(TESTED) ## Run all tests
	@$(RUN) -m pytest

test-long: export KILLS ?= 100
test-long: $(TESTED) ## Kill runs at 100 moments (KILLS=...) and the flow's server in mid-run: about 20 minutes
	@$(RUN) -m pytest tests/reliability

sql: $(READY) ## Ask the warehouse: make sql Q="SELECT ...", or make sql for a prompt
	@$(VENV)/bin/duckdb -readonly $(or $(WAREHOUSE),warehouse/taizhang.duckdb) $(if $(Q),"$(Q)",)

publish: $(READY) ## Write Parquet, a data package, HXL, Excel and the evidence pages, beside the warehouse
	@$(RUN) -m flows.publish $(if $(WAREHOUSE),--warehouse $(WAREHOUSE)) $(if $(OUT),--out $(OUT))

site: $(READY) ## Build the evidence site in site/ and serve it on this machine: http://127.0.0.1:8000/
	@$(RUN) -m flows.site --serve $(if $(WAREHOUSE),--warehouse $(WAREHOUSE)) $(if $(OUT),--out $(OUT))

screenshots: $(TESTED) ## Take the pictures of docs/images anew (needs Chromium)
	@$(RUN) docs/images/take.py

reextract: $(READY) ## Read every report again from its stored bytes, after a change of rules or words
	@$(RUN) -m flows.reextract $(if $(WAREHOUSE),--warehouse $(WAREHOUSE),)

maintain: $(READY) ## Verify stored bytes, expire by policy, compact the warehouse
	@$(RUN) -m flows.maintain $(if $(WAREHOUSE),--warehouse $(WAREHOUSE),)

evaluate: $(READY) ## Score the extraction against the gold sets; fails below the pinned floors
	@$(RUN) -m flows.evaluate

benchmark: $(READY) ## Measure extraction and the whole pipeline, up to 100,000 documents (long; or DOCUMENTS="1000 10000")
	@$(RUN) -m benchmarks.extraction
	@$(RUN) -m benchmarks.pipeline $(if $(DOCUMENTS),--documents $(DOCUMENTS))

settings: $(READY) ## Show every setting in force and where it comes from
	@$(RUN) -m flows.settings

server deploy worker: export DO_NOT_TRACK = 1
server: $(READY) ## Start a Prefect server on this machine (port 4200, or PORT=...)
	@$(VENV)/bin/prefect server start --host 127.0.0.1 --port $(PORT)

deploy worker: export PREFECT_API_URL ?= http://127.0.0.1:$(PORT)/api
deploy: $(READY) ## Register the deployments of prefect.yaml at that server
	@$(VENV)/bin/prefect work-pool inspect taizhang >/dev/null 2>&1 || $(VENV)/bin/prefect work-pool create taizhang --type process
	@$(VENV)/bin/prefect work-queue inspect writers --pool taizhang >/dev/null 2>&1 || $(VENV)/bin/prefect work-queue create writers --pool taizhang --limit 1
	@$(VENV)/bin/prefect automation inspect taizhang-crashed-runs >/dev/null 2>&1 || $(VENV)/bin/prefect automation create --from-file automations.yaml
	@$(VENV)/bin/prefect --no-prompt deploy --all </dev/null

worker: $(READY) ## Run what is scheduled
	@$(VENV)/bin/prefect worker start --pool taizhang

check: lint types imports ## Lint, types and import layers, as CI does

lint: $(TESTED) ## Check style
	@$(RUN) -m ruff check . && $(RUN) -m ruff format --check .

types: $(TESTED) ## Check types
	@$(RUN) -m mypy

imports: $(TESTED) ## Check that data flows one way
	@$(VENV)/bin/lint-imports

format: $(TESTED) ## Format the code
	@$(RUN) -m ruff format . && $(RUN) -m ruff check --fix .

lock: $(READY) ## Rebuild requirements.lock from requirements.in (needs uv)
	$(COMPILE) requirements.in -o requirements.lock
	$(COMPILE) requirements-test.in -o requirements-test.lock

clean: ## Remove the virtual environment and every cache (the warehouse stays)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "taizhang needs Python 3.11 or newer, this is %s. Give another: make PYTHON=python3.12 ..." % sys.version.split()[0] or 0)'
	@echo "Setting up $(VENV) from requirements.lock (once, a minute or two) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) $(INSTALL) requirements.lock
	@touch $(READY)

$(TESTED): requirements-test.lock $(READY)
	@echo "Adding what tests and checks need, from requirements-test.lock ..."
	@$(RUN) $(INSTALL) requirements-test.lock
	@touch $(TESTED)
