#!/bin/sh
# Makes sure that this machine can compile for the browser (wasm32-unknown-unknown).
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

target=wasm32-unknown-unknown
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Asks the compiler rather than rustup: a toolchain may bring the target without rustup knowing of it.
works() {
    cat >"$scratch/probe.rs" <<'RUST'
#![no_main]
#[unsafe(no_mangle)]
pub extern "C" fn probe() -> usize { String::from("probe").len() }
RUST
    rustc --edition 2024 --crate-type cdylib --target "$target" -o "$scratch/probe.wasm" "$scratch/probe.rs" \
        2>"$scratch/probe.log"
}

add_with_rustup() {
    if ! command -v rustup >/dev/null; then
        say "rustup is not installed"
        return 1
    fi
    say "Adding the target $target with rustup (a few seconds)"
    rustup target add "$target" >&2
}

# Where rustup cannot download: Debian bookworm's own compiler, with std for the browser built from Debian's
# source. From then on this folder is built with it, the server too.
# (In a condition `set -e` is off, hence the `|| return`.)
add_with_debian() {
    if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
        say "The other way, Debian's compiler, needs Debian and root"
        return 1
    fi
    say "Installing Debian's compiler and its source instead"
    scripts/apt.sh rustc-web cargo-web rust-web-src lld-22 || return 1
    say "Compiling std for the browser (about a minute)"
    compile_std || return 1
    lib=/usr/lib/rustlib/$target/lib
    mkdir -p "$lib" || return 1
    find "$scratch/std/target/$target/release/deps" -name '*.rlib' ! -name 'libempty-*' -exec cp {} "$lib" \; ||
        return 1
    if command -v rustup >/dev/null; then
        rustup toolchain link debian /usr >&2 || return 1
        rustup override set debian >&2 || return 1
    fi
}

# Cargo builds std as a dependency of an empty crate.
compile_std() (
    mkdir -p "$scratch/std/src" && cd "$scratch/std" && : >src/lib.rs || return 1
    cat >Cargo.toml <<'TOML' || return 1
[package]
name = "empty"
version = "0.0.0"
edition = "2021"

[profile.release]
panic = "abort"
TOML
    PATH="/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort \
        CARGO_TARGET_DIR="$scratch/std/target" cargo build --release --target "$target"
)

if works; then
    exit 0
fi
say "This compiler cannot build for the browser yet"
if add_with_rustup && works; then
    exit 0
fi
if add_with_debian && works; then
    exit 0
fi
cat "$scratch/probe.log" >&2
fail "the target $target still does not work; the compiler's words are above"
