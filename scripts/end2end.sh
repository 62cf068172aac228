#!/bin/sh
# The browser tests, against the binary that scripts/build.sh left. Arguments go to Playwright.
# E2E_MATRIX chooses the variants: see end2end/playwright.config.ts.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

CHROMIUM=$(scripts/browser.sh)
export CHROMIUM
cd end2end
if ! cmp -s package-lock.json node_modules/.installed; then
    say "Installing the browser tests' libraries (a few seconds)"
    npm ci --no-audit --no-fund --loglevel=error
    cp package-lock.json node_modules/.installed
fi
say "Browser tests"
npm run --silent check
exec npx playwright test "$@"
