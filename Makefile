SHELL := /bin/bash
# make help lists what can be done
.DEFAULT_GOAL := help
.PHONY: help translations test-e2e verify backup restore status setup run stop status reset test shell db bench lint requirements assess odoo-path psql setup-dev

comma := ,
PYTHON := $(or $(SCHOOL_PYTHON),/usr/bin/python3)
export ADDON TAGS DB CASE HTTP_PORT SURE

help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing: Debian packages, Odoo 19, the virtual environment
	@tools/setup

run: setup ## Everything from a bare machine to a running school; prints its address and logins
	@tools/server start

stop: ## Stop Odoo and PostgreSQL of this checkout
	@tools/server stop

status: ## Is the school running? Its address and logins
	@tools/server status

reset: ## Delete every database and file under var/ (asks first; SURE=1 does not)
	@tools/server reset

test: setup-dev ## All tests; a part of them with ADDON=school_core TAGS=/school_core:TestClass
	@tools/test $(if $(ADDON),--addon "$(ADDON)") $(if $(TAGS),--tags "$(TAGS)")

lint: setup-dev ## Linters; of one addon with ADDON=name, mending what can be mended with FIX=1
	@tools/lint $(if $(FIX),--fix) $(subst $(comma), ,$(ADDON))

setup-dev:
	@tools/setup dev

test-e2e: setup-dev ## The end-to-end tests alone: ARGS="tests/test_web_client.py -k phone"
	@"$$(. tools/lib.sh; echo $$DEV_VENV)/bin/python" tools/test-e2e $(ARGS)

translations: setup-dev ## Check vi.po of each addon; UPDATE=1 brings new terms into it
	@"$$(. tools/lib.sh; echo $$DEV_VENV)/bin/python" tools/translations $(if $(UPDATE),--update) $(subst $(comma), ,$(ADDON))

requirements: ## Each requirement with the tests that prove it
	@tools/requirements

verify: setup ## Check the trail of marks for changes made behind Odoo's back: DB=name
	@tools/verify $(or $(DB),school)

backup: setup ## Database and files of the school into var/backups/ (or TO=folder)
	@tools/db backup $(or $(DB),school) $(TO)

restore: setup ## A backup as a database: FROM=folder DB=name
	@tools/db restore "$(FROM)" $(or $(DB),school)

assess: ## Results of a case by the rules alone: CASE=case.json or CASE=- (see domain/case-format)
	@$(PYTHON) addons/school_gradebook/rules/cli.py "$$CASE"

db: setup ## Make or update a database: DB=name ADDON=a,b
	@tools/db make $(or $(DB),dev) $(ADDON)

shell: setup ## A Python shell in a database: DB=name
	@tools/odoo shell -d $(or $(DB),school) --no-http

psql: setup ## psql in a database: DB=name
	@tools/pg psql -d $(or $(DB),school)

odoo-path: setup
	@. tools/lib.sh; printf '%s\n' "$$ODOO_PATH"
