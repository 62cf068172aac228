# shellcheck shell=sh
# Sourced by the other scripts: how they talk. Everything goes to stderr, results go to stdout.

# say MESSAGE…: what happens next.
say() {
    printf '\033[1m==>\033[0m %s\n' "$*" >&2
}

# fail MESSAGE…: why nothing more happens.
fail() {
    printf '\033[31merror:\033[0m %s\n' "$*" >&2
    exit 1
}
