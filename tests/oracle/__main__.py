"""Judge one run by hand: `python -m oracle BRIEF DIR`, from the folder `tests`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .run import MAX_SHARED, judge_empty_run, judge_run


def main() -> int:
    """Print the faults of a run, one a line; return 1 if there are any."""
    parser = argparse.ArgumentParser(prog="oracle", description=__doc__)
    parser.add_argument("brief", type=Path)
    parser.add_argument("folder", type=Path, help="the DIR of `courseplanner plan BRIEF --out DIR`")
    parser.add_argument("--max-shared", type=float, default=MAX_SHARED)
    wanted = parser.parse_args()
    written = wanted.folder / "candidates.json"
    if written.is_file() and json.loads(written.read_bytes()).get("candidates") == []:
        faults = judge_empty_run(wanted.folder)
    else:
        faults = judge_run(wanted.brief, wanted.folder, max_shared=wanted.max_shared)
    words = [*faults, f"{len(faults)} faults"]
    sys.stdout.write("\n".join(words) + "\n")
    return 1 if faults else 0


raise SystemExit(main())
