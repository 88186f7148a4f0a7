# make demo      assess an example report (sets everything up first)
# make test      tests with coverage, lint, types, import rules
# make docs      docs/rules.md, docs/templates.zh-CN.md and the schemas, from the rule files and the code
# make accuracy  measure levels against labelled reports (REPORTS=folder LABELS=folder), and the findings
# make bench     time whole processes, one core, batches and every format's reading; peak memory
# make fuzz      20,000 broken files through the whole program
# make clean     remove what the others made
PYTHON_ENV = .venv/bin/python
REPORTS ?= $(firstword $(wildcard ../shared/seeds) bench/reports)
LABELS ?= $(firstword $(wildcard ../shared/gold) bench/reports)

.PHONY: demo test tests lint docs bench fuzz accuracy clean use develop
.NOTPARALLEL:

demo: use
	@scripts/demo.sh

test: tests lint

tests: develop
	$(PYTHON_ENV) -m pytest -q --cov --cov-report=term-missing

lint: develop
	$(PYTHON_ENV) -m ruff check .
	$(PYTHON_ENV) -m ruff format --check .
	$(PYTHON_ENV) -m mypy --strict
	.venv/bin/lint-imports

docs: use
	.venv/bin/scorer rules schema -o rules/rules.schema.json
	.venv/bin/scorer rules schema --language -o rules/language.schema.json
	.venv/bin/scorer rules schema --terms -o rules/terms.schema.json
	.venv/bin/scorer rules schema --findings -o rules/findings.schema.json
	.venv/bin/scorer rules schema --figures -o rules/figures.schema.json
	.venv/bin/scorer rules docs -o docs/rules.md
	.venv/bin/scorer templates docs -o docs/templates.zh-CN.md

bench: develop
	@status=0; \
	for each in speed throughput memory batch reading "printing --reports 10" peers similarity; do \
	    $(PYTHON_ENV) -m bench.$$each || status=1; \
	done; \
	exit $$status

fuzz: develop
	@$(PYTHON_ENV) -m bench.fuzz

accuracy: use
	@$(PYTHON_ENV) -m bench.accuracy $(REPORTS) $(LABELS)
	@$(PYTHON_ENV) -m bench.findings
	@$(PYTHON_ENV) -m bench.similarity

clean:
	rm -rf .venv out build dist .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

use:
	@scripts/setup.sh use

develop:
	@scripts/setup.sh develop
