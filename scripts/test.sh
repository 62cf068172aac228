#!/bin/sh
# Everything that must hold, on both databases and in a real browser. Call it by `make test`, which
# brings the throwaway PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

found=$(scripts/gateways.sh && scripts/second-identity-provider.sh && scripts/documents.sh)
eval "$found"

# One profile for all of it: what several steps need is built once.
export PROFILE=tested
scripts/check.sh
say "Tests of the server on SQLite and PostgreSQL (14 minutes the first time on two cores, then 6)"
cargo test --profile "$PROFILE" -p server -p app --features app/ssr --no-run
cargo test --profile "$PROFILE" -p xtask
# Those tests wait for many things: meanwhile the browser's half is built.
built=$(mktemp)
scripts/frontend.sh >"$built" 2>&1 &
building=$!
trap 'kill "$building" 2>/dev/null || true' EXIT
cargo test --profile "$PROFILE" -p server -p app --features app/ssr
wait "$building" || { cat "$built"; exit 1; }
cat "$built"
rm "$built"
trap - EXIT
# The binary that the tests of the server were run with.
E2E_BINARY=target/$PROFILE/portico scripts/end2end.sh
