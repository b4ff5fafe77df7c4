# Brolly. `make run` is all a newcomer needs; `make test` and `make check` are all a contributor needs.
# Needs Python 3.11 or newer and make. Everything is installed into .venv, at the versions and hashes
# of requirements/test.txt; nothing else on the machine is touched.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
INTAKE_PORT ?= 8001
REVIEW_PORT ?= 8002
DEMO_DIR ?= demo
# One worker per core, a file at a time, in the order that tests/conftest.py gives them.
PYTEST_ARGS ?= -n auto --dist loadfile --no-loadscope-reorder
PO := $(wildcard reporting/translations/*/LC_MESSAGES/messages.po)
MO := $(PO:.po=.mo)

.DEFAULT_GOAL := help
.PHONY: help setup run test check format coverage fuzz bench strings lock vendor clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

setup: $(STAMP) $(MO) ## make .venv with the locked dependencies, compile translations

$(STAMP): requirements/test.txt pyproject.toml
	@sh requirements/install.sh $(VENV) requirements/test.txt
	@touch $@

%.mo: %.po $(STAMP)
	@$(BIN)/pybabel --quiet compile --use-fuzzy --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

run: setup ## start both programs with invented reports
	@$(BIN)/brolly demo --dir $(DEMO_DIR) --intake-port $(INTAKE_PORT) --review-port $(REVIEW_PORT)

test: setup ## run every test
	@$(BIN)/pytest $(PYTEST_ARGS)

check: setup ## lint, types, import rules, house rules: all that is wrong, not the first
	@failed=; \
	step() { name=$$1; shift; echo "== $$name"; "$$@" || failed="$$failed $$name"; }; \
	step lint $(BIN)/ruff check --output-format concise; \
	step format $(BIN)/ruff format --check --quiet; \
	step types $(BIN)/mypy; \
	step imports $(BIN)/lint-imports; \
	step house $(BIN)/pytest -q tests/architecture; \
	if [ -n "$$failed" ]; then echo "not clean:$$failed"; exit 1; fi; echo "clean"

format: setup ## put the code into the house's form
	@$(BIN)/ruff check --fix-only --quiet && $(BIN)/ruff format

coverage: setup ## run every test and show what none of them reaches
	@$(BIN)/coverage erase
	@$(BIN)/pytest $(PYTEST_ARGS) --cov --cov-report=term

fuzz: setup ## try what holds for any value with twenty times as many values, other ones each time
	@$(BIN)/pytest $(PYTEST_ARGS) -m hypothesis --hypothesis-profile=many

bench: setup ## measure speed and size against the limits
	@$(BIN)/python bench/run.py

strings: setup ## collect texts to translate into the .po files
	@$(BIN)/pybabel --quiet extract --mapping-file babel.cfg --keywords N_ --keywords lazy_gettext \
	  --no-location --sort-output --omit-header --output-file reporting/translations/messages.pot .
	@$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --omit-header \
	  --input-file reporting/translations/messages.pot --output-dir reporting/translations

lock: ## resolve the dependencies of pyproject.toml anew
	@sh requirements/lock.sh

vendor: ## bundle the browser's libraries from vendor-js/package-lock.json (needs Node)
	cd vendor-js && npm ci --ignore-scripts && npm run build

clean: ## remove what the targets above made, never a demonstration's data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*
