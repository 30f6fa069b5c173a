# make run · make test · make train · make bench — each installs what it needs first.

PYTHON ?= python3
DATA_DIR ?= data
# Absolute, for commands that run in another folder, also where make's command line sets it.
override DATA_DIR := $(abspath $(DATA_DIR))
export DATA_DIR
export NEXT_TELEMETRY_DISABLED := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export TF_CPP_MIN_LOG_LEVEL := 3

.DEFAULT_GOAL := help
.PHONY: help run test lint lint-github types test-python test-training test-web test-browser test-whole \
	wheels docs site teachers train onward train-lines seeds research compare bench bench-research bench-page load \
	fuzz audit images slug pictures format lock upgrade clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/runtime web/node_modules/.built ## serve page and API on HOST:PORT (127.0.0.1:8000)
	@exec .venv/bin/python -m digit_service

test: lint types test-python test-training test-web test-browser test-whole ## run every check and test

lint: .venv/development web/node_modules/.installed lint-github
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	npm --prefix web run lint

SCHEMA = .venv/bin/check-jsonschema --quiet --builtin-schema
lint-github: .venv/development
	$(SCHEMA) vendor.github-workflows .github/workflows/*.yml
	$(SCHEMA) vendor.github-actions .github/actions/*/action.yml
	$(SCHEMA) vendor.github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(SCHEMA) vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(SCHEMA) vendor.dependabot .github/dependabot.yml
	.venv/bin/zizmor --quiet --offline --no-progress .github .pre-commit-config.yaml

types: .venv/development web/node_modules/.installed
	.venv/bin/mypy
	.venv/bin/mypy backend/benchmark
	.venv/bin/mypy conftest.py
	MYPYPATH=model/tests .venv/bin/mypy model/tests
	MYPYPATH=backend/tests .venv/bin/mypy backend/tests
	MYPYPATH=backend/tests:docs:tests .venv/bin/mypy tests docs
	.venv/bin/mypy backend/hatch_build.py
	MYPYPATH=docker/tests:backend/tests .venv/bin/mypy docker/tests
	npm --prefix web run typecheck

test-python: .venv/development
	.venv/bin/pytest -n 2 model/tests backend/tests docker/tests

test-training: .venv-training/ready
	.venv-training/bin/pytest model/tests/training/test_train.py

test-web: web/node_modules/.installed
	npm --prefix web run test

test-browser: .venv/runtime web/node_modules/.built
	@test -x /usr/bin/chromium || npm --prefix web exec -- playwright install chromium
	npm --prefix web run e2e

test-whole: wheels site
	.venv/bin/pytest tests

# The tables are written by `docs` alone, so that a test can tell when they are out of date.
docs: .venv/development ## write the documentation's tables, and make its site in build/docs
	.venv/bin/python docs/tables.py
	$(MAKE) site

site: .venv/development
	.venv/bin/sphinx-build --quiet --fail-on-warning --keep-going \
		--doctree-dir build/doctrees docs build/docs

wheels: .venv/development web/node_modules/.built ## build library and service, the page in it, into dist/
	rm -rf dist
	cd model && ../.venv/bin/hatchling build -d ../dist
	cd backend && ../.venv/bin/hatchling build -d ../dist

TRAINING = cd model && ../.venv-training/bin/python -m
teachers: .venv-training/ready ## train the teachers of the shipped networks: hours without an accelerator; goes on where it was stopped
	$(TRAINING) training.teachers --data "$(DATA_DIR)"

train: .venv-training/ready ## train the shipped weights from scratch on DATA_DIR, and on FEEDBACK if given; goes on where it was stopped
	$(TRAINING) training.train --data "$(DATA_DIR)" $(if $(FEEDBACK),--feedback "$(abspath $(FEEDBACK))")

onward: .venv-training/ready ## let the networks learn on from what ships, on DATA_DIR; goes on where it was stopped
	$(TRAINING) training.onward --data "$(DATA_DIR)"

train-lines: .venv-training/ready ## train the line network on DATA_DIR, and measure what it adds; goes on where it was stopped
	$(TRAINING) training.train_lines --data "$(DATA_DIR)"

seeds: .venv-training/ready ## train three seeds of the shipped recipe and record mean and spread
	$(TRAINING) training.seeds --data "$(DATA_DIR)"

compare: .venv-training/ready ## the networks of a training side by side, on validation writers
	$(TRAINING) training.compare --data "$(DATA_DIR)"

research: .venv-training/ready ## train digits-research, on sources that are not free to use too
	$(TRAINING) training.train --data "$(DATA_DIR)" --diet digits-research

bench: .venv-bench/ready .venv-training/ready bench-page ## measure accuracy and speed; the report goes to report/
	.venv-bench/bin/python backend/benchmark/service.py --out report
	.venv-training/bin/python -m training.benchmark --data "$(DATA_DIR)" --out report \
		--summary docs/benchmark.md

bench-research: .venv-training/ready ## measure digits-research; the report goes to report/research/
	.venv-training/bin/python -m training.benchmark --data "$(DATA_DIR)" --model digits-research \
		--out report/research

bench-page: .venv/runtime web/node_modules/.built web/bench/node_modules/.installed ## measure the page in the browser
	REPORT_DIR="$(CURDIR)/report" npm --prefix web run bench

load: .venv-bench/ready .venv-training/service ## measure the service under load; the report goes to report/
	.venv-bench/bin/python -m benchmark.load --out report --keras .venv-training/bin/python

FUZZ_MINUTES ?= 60
fuzz: .venv/development ## look for faults by chance, for FUZZ_MINUTES (60)
	@end=$$(($$(date +%s) + 60 * $(FUZZ_MINUTES))); \
	while [ $$(date +%s) -lt $$end ]; do \
		.venv/bin/pytest --quiet --hypothesis-profile=hour model/tests/reader/test_fuzz.py \
			backend/tests/test_schema.py || exit 1; \
	done

audit: .venv/development ## ask PyPI and npm for known faults of what is installed; needs the network
	for file in requirements/*.txt; do \
		.venv/bin/uv tool run pip-audit --disable-pip --require-hashes -r $$file || exit 1; \
	done
	npm --prefix web audit

images: .venv/runtime ## build the images without a container engine and try them; needs root
	docker/without-engine build/images backend web all-in-one train

slug: ## estimate the slug that Heroku would make of what is committed
	docker/heroku-slug build/slug

pictures: .venv/runtime web/node_modules/.built ## take the README's pictures anew
	npm --prefix web run pictures
	.venv/bin/python -m training.benchmark.explained docs/pictures/explained.png

format: .venv/development web/node_modules/.installed ## format everything
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	npm --prefix web run format

COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command 'make lock' --constraint requirements/constraints.in $(UPGRADE)
lock: .venv/development ## compile the requirement files from the pyproject.toml files
	$(COMPILE) requirements/build.in -o requirements/build.txt
	$(COMPILE) model/pyproject.toml backend/pyproject.toml --no-emit-package digit-reader \
		--no-emit-package digit-service -o requirements/runtime.txt
	$(COMPILE) backend/pyproject.toml --extra otel --no-emit-package digit-reader \
		-c requirements/runtime.txt -o requirements/otel.txt
	$(COMPILE) requirements/development.in -c requirements/runtime.txt -c requirements/build.txt \
		-o requirements/development.txt
	$(COMPILE) model/pyproject.toml --extra training -c requirements/runtime.txt \
		-o requirements/training.txt

upgrade: ## the same with the newest releases that the pyproject.toml files allow
	$(MAKE) lock UPGRADE=--upgrade

clean: ## remove everything that was installed or built
	rm -rf .venv .venv-* build dist report web/node_modules web/bench/node_modules web/.next web/out

# Environments. The service's own holds no TensorFlow and no test tools until tests are run.

define environment
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else \
		f"Python 3.11 to 3.13 is needed, this is {sys.version.split()[0]}; set PYTHON=…")'
	$(PYTHON) -m venv $(1)
	$(1)/bin/pip install --quiet --require-hashes $(addprefix -r requirements/,$(2))
	$(1)/bin/pip install --quiet --no-deps --no-build-isolation -e model $(3)
	@touch $(4)
endef

.venv/runtime: requirements/build.txt requirements/runtime.txt model/pyproject.toml backend/pyproject.toml
	$(call environment,.venv,build.txt runtime.txt,-e backend,$@)

.venv/development: .venv/runtime requirements/development.txt
	.venv/bin/pip install --quiet --require-hashes -r requirements/development.txt
	@touch $@

.venv-training/ready: requirements/build.txt requirements/training.txt requirements/development.txt model/pyproject.toml
	$(call environment,.venv-training,build.txt training.txt development.txt,,$@)

# What serves, beside TensorFlow: the usual way, to measure the service against.
.venv-training/service: .venv-training/ready requirements/runtime.txt
	.venv-training/bin/pip install --quiet --require-hashes -r requirements/runtime.txt
	@touch $@

.venv-bench/ready: requirements/build.txt requirements/runtime.txt model/pyproject.toml backend/pyproject.toml
	$(call environment,.venv-bench,build.txt runtime.txt,-e backend,$@)

# The page.

web/node_modules/.installed: web/package.json web/package-lock.json
	npm --prefix web ci --no-audit --no-fund
	@touch $@

# Lighthouse is heavy, and only the bench wants it.
web/bench/node_modules/.installed: web/bench/package.json web/bench/package-lock.json
	npm --prefix web/bench ci --no-audit --no-fund
	@touch $@

PAGE_SOURCES := $(shell find web/app web/components web/lib web/public web/scripts -type f \
	2>/dev/null) $(wildcard web/*.ts web/*.mjs)
web/node_modules/.built: web/node_modules/.installed $(PAGE_SOURCES)
	npm --prefix web run build
	@touch $@
