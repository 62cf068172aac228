#!/bin/sh
# Prints the path of Chromium, installing it where there is none. CHROMIUM names another one.
set -eu
cd "$(dirname "$0")/.."

find_browser() {
    for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome; do
        command -v "$name" && return
    done
    return 1
}

find_browser || { scripts/apt.sh chromium && find_browser; }
