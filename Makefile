# Everything a person needs; `make run` and `make test` need Go and nothing else.
GO ?= go
STATICCHECK = $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: run build generate test test-long bench lint fuzz

# The question the project began with: from Iğdır to Yerevan by car, on the day of the fifth meeting.
run:
	$(GO) run ./cmd/waythrough route Iğdır Yerevan --passport DEU --vehicle car --on 2024-07-30

build:
	$(GO) build -o bin/waythrough ./cmd/waythrough

# The index of the built-in record, from its YAML.
generate:
	$(GO) generate ./record/builtin

test:
	$(GO) test ./...

# The same with more random worlds, and the fuzzers for a while each.
RAPID = $$(grep -rl --include='*_test.go' 'pgregory.net/rapid' . | xargs -n1 dirname | sort -u)

test-long: fuzz
	WAYTHROUGH_LONG=1 $(GO) test ./... -count=1 -timeout 60m
	$(GO) test $(RAPID) -count=1 -timeout 60m -rapid.checks=20000

FUZZTIME ?= 2m
fuzz:
	./fuzz.sh $(FUZZTIME)

bench:
	$(GO) test ./... -run '^$$' -bench . -benchmem

lint:
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "not formatted: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(STATICCHECK) ./...
