#!/bin/sh
# Prints the path of a Chromium or Chrome for the browser tests, installing Debian's where that is possible.
set -u

find_one() {
  if [ -n "${CHROMIUM:-}" ]; then
    echo "$CHROMIUM"
    return 0
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
    if command -v "$name"; then
      return 0
    fi
  done
  return 1
}

find_one && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests ..." >&2
  { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null 2>&1
  find_one && exit 0
fi
echo "No Chromium or Chrome was found, and it could not be installed here: the browser tests will fail." >&2
echo "Install one (Debian: apt-get install chromium), or name it: CHROMIUM=/path/to/chrome make test" >&2
exit 1
