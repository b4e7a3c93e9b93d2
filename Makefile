# The commands of this project. Settings follow the command: make start PORT=8081

PYTHON ?= python3
# Where `make start` listens; HOST=0.0.0.0 opens the portal to the network.
HOST ?= localhost
PORT ?= 8080
# The county data a new site starts with, or none.
COUNTY ?= rhein-kreis-neuss
# The folder that holds programs (bin, parts) and data (var).
RUN ?= $(CURDIR)
# How many tests run side by side.
JOBS ?= 2
# More arguments for pytest or the benchmarks.
ARGS ?=

export TZ ?= Europe/Berlin

ZCML_XML_PT = $$(git ls-files '*.zcml' '*.xml' '*.pt')

.DEFAULT_GOAL := help

help: ## Show the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

start: python ## Build what is missing, create the site, serve it: PORT, COUNTY, RUN, HOST
	@exec $(PYTHON) -m instance.start --run '$(RUN)' --host '$(HOST)' --port '$(PORT)' --county '$(COUNTY)'

load: python ## Load county data into the running portal again: COUNTY (a name or a folder), RUN
	@exec $(PYTHON) -m instance.load --run '$(RUN)' --county '$(COUNTY)'

reindex: python ## Build the search of the running portal again: RUN
	@exec $(PYTHON) -m instance.reindex --run '$(RUN)'

verify: python ## Verify the decisions of the running portal, one by one: RUN
	@exec $(PYTHON) -m instance.verify --run '$(RUN)'

deliver: python ## Send the mails that wait in the running portal: RUN
	@exec $(PYTHON) -m instance.deliver --run '$(RUN)'

daily: python ## Do what is due today in the running portal, then as make deliver: RUN
	@exec $(PYTHON) -m instance.daily --run '$(RUN)'

test: environment packages ## Run all tests: ARGS="tests/county -x"
	.venv/bin/python -m pytest --numprocesses=$(JOBS) --dist=loadfile --no-loadscope-reorder $(ARGS)

lint: environment ## Check format and style
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/zpretty --check $(ZCML_XML_PT)

format: environment ## Correct format and what else can be corrected without thinking
	.venv/bin/ruff format .
	.venv/bin/zpretty --inplace $(ZCML_XML_PT)
	.venv/bin/ruff check --fix .

bench: environment ## Measure pages and search: ARGS="-n 10 --sizes 1000,10000"
	@$(PYTHON) -m benchmarks.environment
	.venv/bin/python -m benchmarks.run $(ARGS)
	.venv/bin/python -m benchmarks.meetings $(ARGS)
	.venv/bin/python -m benchmarks.tracking $(ARGS)
	.venv-bench/bin/python -m benchmarks.compare $(ARGS)

pins: environment ## Compile requirements.in to requirements.txt, keeping the versions that stand there
	UV_CUSTOM_COMPILE_COMMAND='make pins' .venv/bin/uv pip compile requirements.in --quiet --universal --python-version 3.11 --no-annotate --output-file requirements.txt

clean: ## Remove what was built; data (var) and .venv stay
	rm -rf '$(RUN)/bin' '$(RUN)/parts' '$(RUN)/build'
	find . -path ./.venv -prune -o -name __pycache__ -type d -exec rm -rf {} +

# Steps of the commands above

python:
	@command -v $(PYTHON) > /dev/null || { echo '$(PYTHON) is missing; install it with: apt-get install python3 python3-venv' >&2; exit 1; }

environment: python
	@$(PYTHON) -m instance.environment

packages: python
	@$(PYTHON) -m instance.packages pango chromium

.PHONY: help start load reindex verify deliver daily test lint format bench pins clean python environment packages
