# Everything starts here: each target first makes `.venv` fit for it, which is quick when it is so already.

BIN := .venv/bin
PYTHON := $(BIN)/python
SETUP := $(shell command -v python3 || command -v python3.11) tools/setup.py
WORDS := $(wildcard resources/i18n/*.ts)
QM := $(WORDS:.ts=.qm)
UV := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
      --no-header --no-annotate --quiet

.PHONY: help demo run test app wheel samples translations pictures requirements clean words

help:
	@echo "make demo          the main job on the sample files, from import to bundle"
	@echo "make run           open the window"
	@echo "make test          lint, types, import layers and tests"
	@echo "make app           build a program folder in dist/ and let it check itself"
	@echo "make wheel         build a wheel in dist/"
	@echo "make samples       make resources/samples/ anew"
	@echo "make translations  gather the words of the window for translation"
	@echo "make pictures      make the pictures of the README anew"
	@echo "make requirements  pin the dependencies anew"
	@echo "make clean         remove everything that was built"

demo: setup-demo
	@$(MAKE) --no-print-directory words 2>/dev/null || true
	@$(PYTHON) -m lehua_desktop demo $(DIR)

run: setup-run
	@$(MAKE) --no-print-directory words
	@$(PYTHON) -m lehua_desktop $(CASE)

# One command, one exit status: every check runs even when one before it failed.
test: setup-test
	@$(MAKE) --no-print-directory words
	@failed=0; \
	check() { echo "== $$*"; "$$@" || failed=1; }; \
	check $(BIN)/ruff check .; \
	check $(BIN)/ruff format --check .; \
	check $(BIN)/mypy; \
	check $(BIN)/lint-imports; \
	QT_QPA_PLATFORM=offscreen check $(PYTHON) -m pytest $(ARGS); \
	exit $$failed

app: setup-app
	@$(MAKE) --no-print-directory words
	$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec
	QT_QPA_PLATFORM=offscreen dist/lehua-desktop/lehua-desktop --self-check

wheel: setup-test
	@$(MAKE) --no-print-directory words
	rm -f dist/*.whl
	$(PYTHON) -m build --wheel --no-isolation --outdir dist

samples: setup-test
	$(PYTHON) -m tests.documents resources/samples

# Finds new words of the window; whoever adds one translates it in the .ts file.
translations: setup-test
	@for words in $(WORDS); do \
		case $$words in *en.ts) only=-pluralonly;; *) only=;; esac; \
		$(BIN)/pyside6-lupdate -no-obsolete $$only -locations none $(shell find lehua_desktop/ui lehua_desktop/app.py -name '*.py') -ts $$words; \
	done

pictures: setup-test
	@$(MAKE) --no-print-directory words
	$(PYTHON) tools/pictures.py

requirements: setup-test
	$(UV) pyproject.toml -o requirements.txt
	$(UV) pyproject.toml requirements-dev.in -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf .venv build dist lehua-demo* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	rm -f resources/i18n/*.qm
	find lehua_desktop tests tools -name __pycache__ -prune -exec rm -rf {} +

setup-%:
	@$(SETUP) $*

words: $(QM)

resources/i18n/%.qm: resources/i18n/%.ts
	$(BIN)/pyside6-lrelease -silent $< -qm $@
