# make help lists what there is. GNU make 3.81 and a POSIX shell are enough.

GO        ?= go
LINTER    := 2.15.0
LINT      := .tools/golangci-lint-$(LINTER)
FUZZTIME  ?= 10s
FUZZAPI   := .tools/schemathesis
VERSION   := $(shell git describe --tags --always --dirty 2>/dev/null || echo development)

.DEFAULT_GOAL := help
.PHONY: help build run test test-short lint fmt fuzz fuzz-api bench docs clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build bin/ipgraph
	$(GO) build -trimpath -ldflags '-X main.version=$(VERSION)' -o bin/ipgraph .

run: build ## start ipgraph with a private Neo4j and the demonstration dossier; Ctrl-C stops both
	bin/ipgraph serve --story

# One private Neo4j serves the whole run: it is fetched by Maven the first time.
test: ## run all tests, on a real Neo4j, with the race detector
	$(GO) vet ./...
	$(GO) run ./embedded/withneo4j -- $(GO) test -race ./...

test-short: ## run the tests that need no Neo4j
	$(GO) test -short ./...

lint: $(LINT) ## check style, mistakes and who may import whom
	$(LINT) run ./...

fmt: $(LINT) ## format the code
	$(LINT) fmt

$(LINT):
	GOBIN="$(CURDIR)/.tools" $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v$(LINTER)
	mv .tools/golangci-lint $@

fuzz: ## fuzz every target for FUZZTIME (10s)
	@set -e; \
	for dir in $$($(GO) list -f '{{.Dir}}' ./...); do \
		grep -hso '^func Fuzz[A-Za-z0-9_]*' "$$dir"/*_test.go | sed 's/^func //' | while read -r target; do \
			echo "fuzz $$target in $$dir"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$dir" </dev/null || exit 1; \
		done; \
	done

fuzz-api: build $(FUZZAPI) ## ask a running server what its description allows, and what not (Python 3 with venv)
	.ci/fuzz-api $(FUZZAPI)/bin/schemathesis

$(FUZZAPI): .ci/schemathesis.txt
	rm -rf $@
	python3 -m venv $@
	$@/bin/pip install --quiet --requirement .ci/schemathesis.txt
	touch $@

bench: ## measure loading and asking
	$(GO) run ./bench

docs: ## write the generated documents anew
	$(GO) test ./docs -count=1 -update

clean: ## remove what was built; the private Neo4j and its data stay
	rm -rf bin .tools coverage.out
