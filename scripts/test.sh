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
say "Tests of the server on SQLite and PostgreSQL (12 minutes the first time on two cores, then 5)"
cargo test --profile "$PROFILE" -p server -p app --features app/ssr
cargo test --profile "$PROFILE" -p xtask
scripts/frontend.sh
# The binary that the tests of the server were run with.
E2E_BINARY=target/$PROFILE/portico scripts/end2end.sh
