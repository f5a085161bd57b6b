# Everything a person needs; `make run` and `make test` need Go and nothing else.
GO ?= go
STATICCHECK = $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: run serve web build generate test test-web test-long bench bench-roads bench-growth bench-reading lint fuzz

# The question the project began with: from Iğdır to Yerevan by car, on the day of the fifth meeting.
run:
	$(GO) run ./cmd/waythrough route Iğdır Yerevan --passport DEU --vehicle car --on 2024-07-30

# The API and the map on one port; prints the address. Needs Node too, for the map.
LISTEN ?= 127.0.0.1:8080
serve: web
	$(GO) run ./cmd/waythrough serve --listen $(LISTEN)

# The map, into web/dist, which the command embeds.
web:
	cd web && npm ci --no-audit --no-fund && npm run build

build:
	$(GO) build -o bin/waythrough ./cmd/waythrough

# The index of the built-in record, from its YAML.
generate:
	$(GO) generate ./record/builtin

test:
	$(GO) test ./...

# The map's own tests, its weight, and a real browser (Debian's chromium) on a real server.
test-web: web build
	cd web && npm test && npm run budget && WAYTHROUGH_BINARY=$(CURDIR)/bin/waythrough npm run e2e

# The same with more random worlds, and the fuzzers for a while each.
RAPID = $$(grep -rl --include='*_test.go' 'pgregory.net/rapid' . | xargs -n1 dirname | sort -u)

test-long: fuzz
	WAYTHROUGH_LONG=1 $(GO) test ./... -count=1 -timeout 60m
	$(GO) test $(RAPID) -count=1 -timeout 60m -rapid.checks=20000

FUZZTIME ?= 2m
fuzz:
	./fuzz.sh $(FUZZTIME)

# The tables of the roads: ours beside RoutingKit and a plain Dijkstra, turns beside none, from an
# extract to the first answer, and beside Routino and pgRouting where they are installed.
ROADS = Peers|TurnAware|FirstAnswer|Routino|PgRouting

bench: bench-roads
	$(GO) test ./... -run '^$$' -bench . -skip '$(ROADS)' -benchmem -timeout 60m

bench-roads:
	$(GO) test ./cch ./road/mapped ./road/peers -run '^$$' -bench '$(ROADS)' -benchtime 1x -timeout 60m

# How good the reader of news is, on the half of the corpus that it was made with; CORPUS=test for the other.
CORPUS ?= dev
bench-reading:
	READING_CORPUS=$(CORPUS) $(GO) test ./reading/score -run '^$$' -bench Corpus -benchtime 1x

# Worlds of 50 thousand to 5 million nodes: some minutes, 8 GB of memory, 7 GB of disk.
bench-growth:
	$(GO) run ./cmd/waythrough bench growth --svg docs/growth.svg

lint:
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "not formatted: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(STATICCHECK) ./...
