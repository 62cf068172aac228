#!/bin/sh
# Builds the browser's half in target/site. PROFILE names the profile of the tool that does it.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/wasm-target.sh
say "Building the browser's half (4 minutes the first time on two cores, then seconds)"
cargo run -q --profile "${PROFILE:-release}" -p xtask -- frontend
