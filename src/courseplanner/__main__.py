"""`python -m courseplanner` is the `courseplanner` command."""

from __future__ import annotations

import sys

from courseplanner.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
