#!/bin/sh
# Finds a fitting Python and lets set_up.py do the rest. PYTHON=... chooses one.
set -eu
cd "$(dirname "$0")/.."

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if fits "$python"; then
        exec "$python" tools/set_up.py
    fi
done

cat >&2 <<EOF
set-up: courseplanner needs Python 3.11 or newer; tried: ${PYTHON:-python3 and python3.11 to python3.14}.
set-up: install one (on Debian or Ubuntu: sudo apt-get install python3.11 python3.11-venv, or a newer
set-up: one that your release has) and run the same command again.
EOF
exit 1
