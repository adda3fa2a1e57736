# make run   installs what is missing, builds, runs the daily job on the bundled estate, says where the report is
# make test  the same set-up, then every test
.PHONY: setup build run test lint examples docs bench clean
.DEFAULT_GOAL := run

# Kernels are written for fused multiply-add; without it they are built for the plain machine and run slower.
MARCH := $(if $(shell grep -m1 -o avx2 /proc/cpuinfo 2>/dev/null),-Xcc -march=x86-64-v3)
RELEASE := -c release $(MARCH)
OUTLAY := .build/release/outlay
ESTATE := datasets/estate
DEMO := .build/demo
# The morning after the estate's last day, whatever the clock says.
MORNING := 2026-11-01

setup:
	@.ci/setup

build: setup
	@echo "build: outlay (release)" >&2
	@swift build $(RELEASE) --product outlay

run: build
	@rm -rf $(DEMO)
	@$(OUTLAY) init $(DEMO) --from $(ESTATE)/outlay.yaml
	@$(OUTLAY) --workspace $(DEMO) ingest $(ESTATE)/bills
	@cp -R $(ESTATE)/drivers $(DEMO)/drivers
	@$(OUTLAY) --workspace $(DEMO) daily --date $(MORNING)

# Tests are built for release too: numerics are slow otherwise, and one build serves the tests and the program.
test: setup
	@echo "test: building (release)" >&2
	@swift build --build-tests $(RELEASE) --explicit-target-dependency-import-check error
	@swift test $(RELEASE) --skip-build

lint:
	@swift format lint --strict --recursive Sources Tests Benchmarks Examples Package.swift

# The libraries as another package sees them: built from outside, run, and compared with what they should print.
examples: setup
	@Examples/check $(MARCH)

# The libraries' documentation as web pages; a link to nothing is an error.
docs: build
	@.ci/docs

bench: build
	@Benchmarks/run

clean:
	@rm -rf .build
