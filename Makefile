# make demo    everything on the bundled samples, and the command for your own header
# make test    every test
# make test-pythons   the Python tests on every interpreter that is here
# make check   formatting, lints, tests
# make bless   write generated/ and the golden texts anew; read the diff
# make bench   what each style costs, on the samples
# make ratios  what a call costs here and in modules written by hand, for CPython 3.11 and 3.13 (PYTHONS="…")
# make fuzz    each fuzz target for SECONDS=300, with a nightly compiler
# make scale   how the work grows with the number of functions
# make report  the same as JSON and Markdown, under out/
# make corpus CORPUS=DIR   the libraries of a corpus of real headers: what is bound, right, missing

VENV := .venv
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
TRIBIND := target/release/tribind
NEXTEST := $(shell cargo nextest --version 2>/dev/null)

.PHONY: demo test test-pythons check lint bless bench ratios fuzz scale report corpus clean

demo:
	@tools/setup.sh demo
	@cargo build --release --quiet
	@$(TRIBIND) demo -o out/demo

test:
	@tools/setup.sh test
ifdef NEXTEST
	cargo nextest run --no-fail-fast
	cargo test --doc --quiet
else
	cargo test --no-fail-fast
endif
	$(VENV)/bin/python -m pytest -q tests
	tools/pythons.sh --slice

test-pythons:
	@tools/setup.sh test
	@cargo build --quiet
	tools/pythons.sh

lint:
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .

check: lint test

bless:
	@tools/setup.sh test
	BLESS=1 cargo test --quiet
	BLESS=1 $(VENV)/bin/python -m pytest -q tests/test_styles.py

bench:
	@tools/setup.sh demo
	@cargo build --release --quiet
	@$(TRIBIND) bench c_samples/cmult -o out/cmult

ratios:
	@tools/setup.sh demo
	@cargo build --release --quiet
	@$(VENV)/bin/python tools/ratios.py $(PYTHONS:%=--python %)

SECONDS ?= 300
fuzz:
	@tools/setup.sh demo
	@cargo fuzz --version >/dev/null || { echo "cargo install cargo-fuzz, and a nightly compiler" >&2; exit 2; }
	tools/fuzz.sh header $(SECONDS) tests/fuzz/headers tests/headers
	tools/fuzz.sh project $(SECONDS) tests/fuzz/projects

scale:
	@tools/setup.sh demo
	@cargo build --release --quiet
	@$(VENV)/bin/python tools/scale.py

report:
	@tools/setup.sh demo
	@cargo build --release --quiet
	@$(TRIBIND) report c_samples/cmult -o out/cmult --json out/cmult.json --markdown out/cmult.md

corpus:
	@test -f "$(CORPUS)/run.py" || { echo "say where the corpus is: make corpus CORPUS=DIR" >&2; exit 2; }
	@CORPUS="$(CORPUS)" tools/setup.sh corpus
	@cargo build --release --quiet
	@tools/corpus.sh "$(CORPUS)" "$(ONLY)"

clean:
	cargo clean
	rm -rf out .venv
