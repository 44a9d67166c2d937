# Two commands do all set-up: `make demo` and `make test`.
SHELL := /bin/bash
SWIFT ?= swift
DEMO_DAYS ?= 60
DEMO_ROWS ?= 102000
DEMO_END ?= 2026-06-30
DEMO_DATES ?= 2026-06-29 2026-06-30
WORKSPACE ?= workspace
PREFIX ?= /opt/minsheng
BINARY = $(shell $(SWIFT) build -c release --show-bin-path)/minsheng
# MARCH=x86-64-v3 builds for machines with AVX2; the default runs on every x86-64 or arm64.
FLAGS = $(if $(MARCH),-Xcc -march=$(MARCH) -Xswiftc -Xcc -Xswiftc -march=$(MARCH)) $(EXTRA_FLAGS)

.PHONY: demo test torture interop-full build install dependencies lint format layers clean

## Builds, makes a city-scale inbox, trains the demo model, runs the last two business days.
demo: build
	@bash Pipelines/demo.sh "$(BINARY)" "$(WORKSPACE)" $(DEMO_ROWS) $(DEMO_DAYS) $(DEMO_END) $(DEMO_DATES)

## Everything that needs no network.
test: dependencies
	$(SWIFT) test -c release $(FLAGS) -Xswiftc -enable-testing --disable-xctest --parallel

## 300 random kills over cities of three nights; prints how many hit, in which step, and the result.
torture: build
	@python3 Tests/Torture/kills.py "$(BINARY)" --nights 300

## ClickHouse and Spark read the lake of a small city; needs PyPI and Java 17.
interop-full: build
	@bash Tests/Interop/full.sh "$(BINARY)" .build/interop

build: dependencies
	$(SWIFT) build -c release $(FLAGS) --product minsheng

## Copies the built binary, the pipelines and the report definitions to PREFIX.
install:
	@test -x .build/release/minsheng || { echo "first: make build" >&2; exit 1; }
	install -d "$(PREFIX)"
	install .build/release/minsheng "$(PREFIX)/minsheng"
	cp -r Pipelines Reports "$(PREFIX)/"

## Installs libsqlite3-dev and zlib1g-dev where they are missing and this user may.
dependencies:
	@bash Pipelines/dependencies.sh

lint:
	$(SWIFT) format lint --strict -r -p Sources Tests Benchmarks Package.swift

format:
	$(SWIFT) format -i -r -p Sources Tests Benchmarks Package.swift

layers:
	@bash Tests/layers.sh

clean:
	rm -rf .build workspace
