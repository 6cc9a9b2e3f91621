# Two commands matter: `make demo` and `make test`. Both work on a machine that has only Python 3.11+ and make.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
export PYTHONDONTWRITEBYTECODE ?= 1

.PHONY: demo test check fix bench prove spark lock css browser clean-demo
.DEFAULT_GOAL := help

help: ## what there is to do
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

demo: $(VENV)/.runs ## the whole system on this machine, with synthetic businesses
	@$(BIN)/zhitong demo $(DEMO)

test: $(VENV)/.tests browser ## every test; ZHITONG_TEST_POSTGRES=postgresql://… runs them on PostgreSQL
	@$(BIN)/python -m pytest $(TESTS)

check: $(VENV)/.tests ## linters, types, import layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

fix: $(VENV)/.tests ## what the linters can mend themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.tests ## ratios against peers, written to docs/; all sizes: make bench BENCH=--all
	@$(PIP) install -e ".[bench]"
	$(BIN)/python -m bench $(BENCH)

prove: $(VENV)/.tests ## a million random rules and businesses through every back end, and broken operators
	$(BIN)/python -m bench.prove $(PROVE)

spark: $(VENV)/.runs ## a Spark master and two workers on loopback (Java 17); docs/spark.md
	@$(PIP) install -e ".[spark]"
	@PYTHON=$(BIN)/python sh tools/spark.sh

lock: $(VENV)/.tests ## pin every dependency anew
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links -o requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

css: ## the stylesheet, purged to our templates (needs npm)
	cd tools/css && npm ci --no-audit --no-fund && npm run build

browser:
	@sh tools/browser.sh

clean-demo: ## forget the demo's data
	rm -rf data

# A stamp is written only when its step is complete, so an interrupted installation is taken up again.
$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新版本：请安装后再运行。(Python 3.11 or newer is needed.)"; exit 2; }
	@echo "[1/3] 建立运行环境 $(VENV) …"
	@$(PYTHON) -m venv --clear $(VENV) || { echo "无法建立虚拟环境：Debian/Ubuntu 请先安装 python3-venv。"; exit 2; }
	@touch $@

$(VENV)/.runs: $(VENV)/.made requirements.lock pyproject.toml
	@echo "[2/3] 安装依赖（首次约一两分钟）…"
	@$(PIP) install --require-hashes -r requirements.lock
	@echo "[3/3] 安装直通 …"
	@$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.tests: $(VENV)/.runs requirements-dev.lock
	@echo "安装测试所需 …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
