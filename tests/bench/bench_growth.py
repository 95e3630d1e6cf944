"""Times laying out eight half marathons, by the size of the network.

On real extracts and on an invented network of 200,000 edges, made on the spot, with the region read and
kernels loaded. *First*: until the first candidate is told. *All*: until the proposal is there. *Again*: a
second plan in the same region, in which few turns are preferred. Starts are drawn along the order of
junctions in space; medians and the 95th percentile. `--starts N` sets how many. Run by `make bench`.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.bench_scenery import DATA, starts_of
from courseplanner.layout.line.ground_cache import forget_grounds
from courseplanner.model.brief.brief import Brief
from courseplanner.model.region import Region
from courseplanner.sources.region import read_region
from laying import propose
from layout.maps import position

EXTRACTS = ("liechtenstein", "andorra", "monaco", "heidelberg")
STARTS = 4
CANDIDATES = 8
SIDE, STEP_M = 320, 110.0


def _brief(start: tuple[float, float], prefer: list[str]) -> Brief:
    tables = {
        "event": {"distance": "half-marathon"},
        "region": {},
        "course": {"start": list(start)},
        "search": {"candidates": CANDIDATES, "prefer": prefer, "time_s": 120.0},
    }
    return Brief.model_validate({"schema": 1, **tables})


def _invented(folder: Path) -> Region:
    """Draw a jittered grid of 200,000 streets, and read it."""
    random = np.random.default_rng(1)
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<osm version="0.6">']
    for row in range(SIDE):
        for column in range(SIDE):
            x, y = STEP_M * np.array([column, row]) + random.uniform(-25.0, 25.0, 2)
            lon, lat = position(float(x), float(y))
            lines.append(f'<node id="{1 + SIDE * row + column}" lon="{lon:.7f}" lat="{lat:.7f}"/>')
    way = 0
    for row in range(SIDE):
        for column in range(SIDE):
            here = 1 + SIDE * row + column
            for there, inside in ((here + 1, column + 1 < SIDE), (here + SIDE, row + 1 < SIDE)):
                if inside and random.uniform() > 0.02:
                    way += 1
                    road = "residential" if random.uniform() < 0.8 else "cycleway"
                    lines.append(
                        f'<way id="{way}"><nd ref="{here}"/><nd ref="{there}"/>'
                        f'<tag k="highway" v="{road}"/><tag k="surface" v="asphalt"/></way>'
                    )
    path = folder / "invented.osm"
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return read_region([path])


def _timed(region: Region, brief: Brief) -> tuple[float, float, int]:
    """Plan once: the seconds until the first candidate, until all, and how many there are."""
    first: list[float] = []
    begin = time.perf_counter()
    found = propose(region, brief, None, lambda _: first.append(time.perf_counter() - begin))
    seconds = time.perf_counter() - begin
    return min([*first, seconds]), seconds, len(found.candidates)


def _regions() -> Iterator[tuple[str, Region]]:
    for name in EXTRACTS:
        path = DATA / f"{name}.osm.pbf"
        if path.is_file():
            yield name, read_region([path])
        else:
            print(f"{name:14} skipped: the data is not here")
    with tempfile.TemporaryDirectory() as folder:
        yield "invented", _invented(Path(folder))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--starts", type=int, default=STARTS)
    asked = parser.parse_args()
    times = " ".join(f"{words:>13}" for words in ("first s", "all s", "again first s", "again s"))
    print(f"{'network':12} {'edges':>8} {times} {'found':>6} {'peak MB':>8}")
    for name, region in _regions():
        starts = starts_of(region, asked.starts + 1)
        propose(region, _brief(starts[-1], []))
        rows = []
        for start in starts[:-1]:
            forget_grounds()
            first, whole, count = _timed(region, _brief(start, []))
            again = _timed(region, _brief(start, ["few-turns"]))
            rows.append((first, whole, *again[:2], count))
        columns = np.array(rows).T
        figures = " ".join(f"{np.median(one):6.2f}/{np.percentile(one, 95):6.2f}" for one in columns[:4])
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found = f"{np.median(columns[4]):6.0f} {peak_mb:8.0f}"
        print(f"{name:12} {region.roads.edge_count:8} {figures} {found}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
