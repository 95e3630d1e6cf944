# Each target sets up what it needs; `make` alone lists them.

BIN := .venv/bin
WORKERS ?= auto

# Else each of the hundreds of processes that tests start compiles all of the package again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo app test check format lint types imports kernels bench campaign fix clean

help:
	@echo "make demo    lay out the sample half marathon into out/demo/"
	@echo "make app     open the desktop app on the sample"
	@echo "make test    run the tests"
	@echo "make check   run all that CI runs: format, lint, types, imports, tests"
	@echo "make campaign  plan hundreds of cases on real extracts, and judge each by the independent check"
	@echo "make bench   measure, and print the figures of docs/benchmarks.md"
	@echo "make fix     format the code, and fix what ruff can fix"
	@echo "make clean   remove .venv, results and caches"

setup:
	@sh tools/setup.sh

demo: setup
	$(BIN)/courseplanner plan sample_data/riverside-half-marathon.toml --out out/demo

app: setup
	$(BIN)/courseplanner app sample_data/riverside-half-marathon.toml

test: setup
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4

# Kernels compile on one core while the types are checked on the other.
check: setup
	$(MAKE) -j2 --no-print-directory format lint types imports kernels
	$(MAKE) --no-print-directory test

format: setup
	$(BIN)/ruff format --check .

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

kernels: setup
	$(BIN)/python -c "from courseplanner.workflow.planning import load_search; load_search(lambda: None)"

bench: setup
	@for script in tests/bench/bench_*.py; do \
	    echo "== $$script"; $(BIN)/python "$$script" || exit 1; \
	done

campaign: setup
	CAMPAIGN=1 $(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 $$(grep -rl "campaign.size" tests --include="test_*.py")
	cd tests && ../$(BIN)/python -m campaign && ../$(BIN)/python -m campaign.exact

fix: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests tools sample_data -name __pycache__ -type d -prune -exec rm -rf {} +
