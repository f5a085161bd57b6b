#!/usr/bin/env bash
# Runs every fuzzer of the project in turn, each for the time given (default 2m).
set -euo pipefail
cd "$(dirname "$0")"
for file in $(grep -rl --include='*_test.go' '^func Fuzz' .); do
  for name in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' "$file"); do
    echo "== $name in $(dirname "$file")"
    go test "$(dirname "$file")" -run '^$' -fuzz "^$name\$" -fuzztime "${1:-2m}" -fuzzminimizetime 10x
  done
done
