#!/bin/sh
# Usage: tests/package/install_and_try.sh CMAKE BUILD-DIRECTORY
set -eu
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
"$1" --install "$2" --prefix "$prefix/a prefix" >/dev/null
"$(dirname "$0")/installed.sh" "$prefix/a prefix"
