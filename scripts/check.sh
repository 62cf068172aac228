#!/bin/sh
# The fast loop: format and lints. The two targets are linted apart, since `ssr` and `hydrate` exclude
# each other. PROFILE names whose folder is built in.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

# A minimal toolchain has neither.
if ! { cargo fmt --version && cargo clippy --version; } >/dev/null 2>&1; then
    rustup component add rustfmt clippy
fi

profile=${PROFILE:-dev}
scripts/wasm-target.sh
say "Format"
cargo fmt --all --check
say "Lints of the server (3 minutes the first time on two cores, then seconds)"
cargo clippy -q --profile "$profile" -p server -p app --features app/ssr --all-targets -- -D warnings
cargo clippy -q --profile "$profile" -p xtask --all-targets -- -D warnings
say "Lints of the browser's half (2 minutes the first time on two cores, then seconds)"
cargo clippy -q --profile "$profile" -p frontend --target wasm32-unknown-unknown -- -D warnings
