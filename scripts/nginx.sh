#!/bin/sh
# Prints the path of nginx, installing it where there is none.
set -eu
cd "$(dirname "$0")/.."

find_nginx() {
    PATH="$PATH:/usr/sbin" command -v nginx
}

find_nginx || { scripts/apt.sh nginx-light && find_nginx; }
