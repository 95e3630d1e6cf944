"""Run the campaign: `python -m campaign`, from the folder `tests`."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from .cases import DISTANCES_M
from .running import Outcome, run_extract, table_of

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "osm"
EXTRACTS = ("heidelberg.osm.pbf", "liechtenstein.osm.pbf", "andorra.osm.pbf", "monaco.osm.pbf", "guixi.osm")


def main() -> int:
    """Print what went wrong, and the table; return 1 if anything did."""
    parser = argparse.ArgumentParser(prog="campaign", description=__doc__)
    parser.add_argument("--of-each", type=int, default=4, help="cases of each extract, distance and shape")
    parser.add_argument("--distances", nargs="*", default=list(DISTANCES_M))
    parser.add_argument(
        "--save", type=Path, help="folder for the briefs of cases that were not solved, or wrong"
    )
    parser.add_argument("extracts", nargs="*", type=Path, default=[DATA / name for name in EXTRACTS])
    asked = parser.parse_args()
    if asked.save is not None:
        asked.save.mkdir(parents=True, exist_ok=True)
    there = [path.resolve() for path in asked.extracts if path.is_file()]
    for path in asked.extracts:
        if not path.is_file():
            sys.stdout.write(f"{path.name}: skipped, the data is not here\n")
    with ProcessPoolExecutor(2) as pool:
        runs = [
            pool.submit(run_extract, path, tuple(asked.distances), asked.of_each, asked.save)
            for path in there
        ]
        outcomes: list[Outcome] = []
        for run in runs:
            found = run.result()
            sys.stdout.write(table_of(found))
            sys.stdout.flush()
            for one in found:
                outcomes.append(one)
                if one.status != "solved" or one.faults:
                    words = "; ".join((one.words, *one.faults))[:300]
                    sys.stdout.write(f"{one.name}: {one.status} {words}\n")
                    sys.stdout.flush()
    sys.stdout.write(table_of(outcomes))
    return 1 if any(one.faults for one in outcomes) else 0


if __name__ == "__main__":
    raise SystemExit(main())
