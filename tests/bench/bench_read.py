"""Times reading OSM files into regions, against a bare pass over the same file.

A bare pass is a pyosmium `FileProcessor` with locations that does nothing with
the objects. Both run in turn, so that a busy machine slows both alike; the
medians are compared. Run by `make bench`.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import osmium

from courseplanner.sources.region import read_region

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "osm"
FILES = ("heidelberg.osm.pbf", "liechtenstein.osm.pbf", "monaco.osm.pbf")
RUNS = 5


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _bare_pass(path: Path) -> None:
    for _ in osmium.FileProcessor(str(path)).with_locations():
        pass


def main() -> int:
    """Print the medians of interleaved runs, and the peak memory of the process."""
    print(f"{'file':24} {'bare s':>7} {'region s':>9} {'ratio':>6} {'edges':>7} {'places':>7}")
    for name in FILES:
        path = DATA / name
        if not path.is_file():
            print(f"{name:24} skipped: not in {DATA}")
            continue
        region = read_region([path])
        bare_s, region_s = [], []
        for _ in range(RUNS):
            bare_s.append(_seconds(partial(_bare_pass, path)))
            region_s.append(_seconds(partial(read_region, [path])))
        bare, whole = statistics.median(bare_s), statistics.median(region_s)
        counts = f"{region.roads.edge_count:7} {len(region.places):7}"
        print(f"{name:24} {bare:7.3f} {whole:9.3f} {whole / bare:6.2f} {counts}")
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak_mb:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
