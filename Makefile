# make help lists what can be done
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run stop status reset test test-e2e guide bench lint translations \
	requirements rights assess verify backup restore handover handover-load db shell psql odoo-path

comma := ,
ADDONS = $(subst $(comma), ,$(ADDON))
export CASE HTTP_PORT SURE
# the tools of the folder to work in, which is this one if the unprivileged user can enter it
IN = @t="$$(tools/stage)/tools" &&
DEV_PYTHON = "$$(. tools/lib.sh; echo "$$DEV_VENV")/bin/python"

help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing: Debian packages, Odoo 19, the virtual environment
	@tools/setup

setup-dev:
	@tools/setup dev

run: setup ## Everything from a bare machine to a running school; prints its address and logins
	$(IN) "$$t/server" start

stop: ## Stop Odoo and PostgreSQL of this checkout
	$(IN) "$$t/server" stop

status: ## Is the school running? Its address and logins
	$(IN) "$$t/server" status

reset: ## Delete every database and file under var/ (asks first; SURE=1 does not)
	$(IN) "$$t/server" reset

test: setup-dev ## All tests; a part of them with ADDON=school_core TAGS=/school_core:TestClass
	$(IN) "$$t/test" $(if $(ADDON),--addon "$(ADDON)") $(if $(TAGS),--tags "$(TAGS)")

test-e2e: setup-dev ## The end-to-end tests alone: ARGS="tests/test_web_client.py -k phone"
	$(IN) $(DEV_PYTHON) "$$t/test-e2e" $(ARGS)

guide: setup-dev ## Take the pictures of the guide anew
	$(IN) $(DEV_PYTHON) "$$t/test-e2e" tests/test_guide.py --take-pictures $(ARGS)

bench: setup-dev ## Speed and memory against the limits, as a table
	$(IN) "$$t/bench" $(ARGS)

lint: setup-dev ## Linters; of one addon with ADDON=name, mending what can be mended with FIX=1
	@tools/lint $(if $(FIX),--fix) $(ADDONS)

translations: setup-dev ## Check vi.po of each addon; UPDATE=1 brings new terms into it
	$(IN) $(DEV_PYTHON) "$$t/translations" $(if $(UPDATE),--update) $(ADDONS)

requirements: ## Each requirement with the tests that prove it
	@tools/requirements

rights: setup-dev ## Pages of who may do what, from the tables of the tests: addons/*/doc/rights.md
	@$(DEV_PYTHON) tools/rights

assess: ## Results of a case by the rules alone: CASE=case.json, or CASE=- for standard input
	@$(or $(SCHOOL_PYTHON),/usr/bin/python3) addons/school_gradebook/rules/cli.py "$$CASE"

verify: setup ## Check the trail of marks for changes made behind Odoo's back: DB=name
	$(IN) "$$t/verify" $(or $(DB),school)

backup: setup ## Database and files of the school into var/backups/ or TO=folder
	$(IN) "$$t/db" backup $(or $(DB),school) $(TO)

restore: setup ## A backup as a new database: FROM=folder DB=name
	$(IN) "$$t/db" restore "$(FROM)" $(or $(DB),school)

handover: setup ## All data of one school in common formats: SCHOOL=code TO=folder; BOOKS=1 adds books as PDF
	$(IN) HANDOVER_BOOKS=$(BOOKS) "$$t/handover" $(or $(DB),school) "$(SCHOOL)" $(TO)

handover-load: setup ## A hand-over into a new database: FROM=zip or folder DB=name
	$(IN) "$$t/handover-load" "$(FROM)" "$(DB)"

db: setup ## Make or update a database: DB=name ADDON=a,b
	$(IN) "$$t/db" make $(or $(DB),dev) $(ADDON)

shell: setup ## A Python shell in a database: DB=name
	$(IN) "$$t/odoo" shell -d $(or $(DB),school) --no-http

psql: setup ## psql in a database: DB=name
	$(IN) "$$t/pg" psql -d $(or $(DB),school)

odoo-path: setup
	@. tools/lib.sh; printf '%s\n' "$$ODOO_PATH"
