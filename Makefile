# make help lists what there is. GNU make 3.81 and a POSIX shell are enough.

GO        ?= go
LINTER    := 2.15.0
LINT      := .tools/golangci-lint-$(LINTER)
VULNCHECK := 1.9.0
FUZZTIME  ?= 10s
FUZZAPI   := .tools/schemathesis
VERSION   := $(shell git describe --tags --always --dirty 2>/dev/null || echo development)

.DEFAULT_GOAL := help
.PHONY: help web build run test test-matrix test-short test-faults lint fmt fuzz vulns fuzz-api bench bench-scale bench-clients bench-ui pictures docs clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

web: web/dist/app/index.html ## build the interface (npm)

# Vite writes index.html last. Its sources are read from the disk, so that a file that is not yet committed counts.
WEB := web/package.json web/package-lock.json web/tsconfig.json web/vite.config.ts \
	$(shell find web -maxdepth 1 -name index.html) $(shell find web/src web/public -type f 2>/dev/null)

web/dist/app/index.html: web/node_modules/.package-lock.json $(WEB)
	@$(QUIETLY) npm --prefix web run build
	@touch $@

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@$(NEEDS_NPM)
	@$(QUIETLY) npm --prefix web ci --no-audit --no-fund
	@touch $@

NEEDS_NPM := command -v npm >/dev/null 2>&1 || { echo "npm is missing: install Node.js 20 or newer with npm (Debian: apt install nodejs npm)" >&2; exit 1; }
# What npm says is shown where it fails.
QUIETLY   := .ci/quietly

# Without npm the program has a page that says how to build the interface.
.PHONY: web-if-npm
web-if-npm:
	@if command -v npm >/dev/null 2>&1; then $(MAKE) --no-print-directory web; \
	else echo "npm is missing: the page at / will say so, and everything else works (Debian: apt install nodejs npm, then make web)" >&2; fi

build: web-if-npm ## build bin/ipgraph, with the interface where there is npm
	$(GO) build -trimpath -ldflags '-X main.version=$(VERSION)' -o bin/ipgraph .

run: build ## start ipgraph with a private Neo4j and the demonstration dossier; Ctrl-C stops both
	bin/ipgraph serve --story

# One private Neo4j serves the whole run: it is fetched by Maven the first time. The packages take
# turns at it, and waiting counts as their time. The browser has the machine for itself.
test: web ## run all tests, on a real Neo4j, with the race detector, and those of the interface
	npm --prefix web test
	$(GO) vet ./...
	$(GO) run ./embedded/withneo4j -- $(GO) test -race -timeout 40m $$($(GO) list ./... | grep -v '/e2e$$')
	$(GO) test -race -timeout 40m ./e2e

# The newest needs a newer Java, and is left out, saying so, where there is none. The store and the questions alone: all else is
# the same on each.
test-matrix: ## run the tests of the store and of every question on each Neo4j that is supported
	$(GO) run ./embedded/withneo4j -- $(GO) test -timeout 40m $(MATRIX)
	$(GO) run ./embedded/withneo4j -newest -- $(GO) test -timeout 40m $(MATRIX)

MATRIX := ./graph/neo4j ./server ./export -run 'TestConformance|TestQuestionsPlanWell|TestErrors|TestPrepareTwice|TestFreeCypher|TestQuestionsPassTheGuard|TestRoutesOnNeo4j|TestCluster|TestTheCopy|Rebuilds'

test-short: ## run the tests that need no Neo4j
	$(GO) test -short ./...

test-faults: ## break what ipgraph stands on, while it works, and print what was seen (an hour; Linux, best as root)
	@mkdir -p .tools
	@$(GO) test -count=1 -timeout 120m ./faults -args -faults.full -faults.table='$(CURDIR)/.tools/faults.md'; \
	status=$$?; cat .tools/faults.md; exit $$status

lint: $(LINT) web/node_modules/.package-lock.json ## check style, mistakes and who may import whom
	npm --prefix web run check
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
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x "$$dir" </dev/null || exit 1; \
		done; \
	done

vulns: ## compare what we build with against the lists of known holes (network, or GOVULNDB=file:///…)
	@GO='$(GO)' .ci/vulns $(VULNCHECK)

fuzz-api: build $(FUZZAPI) ## ask a running server what its description allows, and what not (Python 3 with venv)
	.ci/fuzz-api $(FUZZAPI)/bin/schemathesis

$(FUZZAPI): .ci/schemathesis.txt
	rm -rf $@
	python3 -m venv $@
	$@/bin/pip install --quiet --requirement .ci/schemathesis.txt
	touch $@

bench: ## measure loading and asking
	$(GO) run ./bench

bench-scale: ## measure loads, questions and searches at half a million, one and five million edges (some hours)
	$(GO) run ./bench -scale 500000,1000000,5000000 -scale-loads 1000000,5000000 -heap 1g -page-cache 4g

bench-clients: ## measure the server under 64 clients for ten minutes, and under far too many (wrk)
	$(GO) run ./bench -clients 64

bench-ui: build e2e/node_modules/.package-lock.json ## measure the interface in Chromium
	@node e2e/interface/served.mjs bench.mjs

pictures: build e2e/node_modules/.package-lock.json ## make the pictures of the README and the guide anew (Chromium)
	@node e2e/interface/served.mjs pictures.mjs

e2e/node_modules/.package-lock.json: e2e/package.json e2e/package-lock.json
	@$(NEEDS_NPM)
	@$(QUIETLY) npm --prefix e2e ci --ignore-scripts --no-audit --no-fund
	@touch $@

docs: ## write the generated documents anew
	$(GO) test ./docs -count=1 -update

clean: ## remove what was built; the private Neo4j and its data stay
	rm -rf bin .tools coverage.out web/dist/app web/node_modules
