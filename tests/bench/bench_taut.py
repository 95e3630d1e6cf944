"""Measures the shortest possible route: against an oracle on real roads, and in milliseconds.

The oracle is a visibility graph on the united ground of the segments, which shares no code with the route.
Pieces are 100 to 400 m of random walks that do not overlap themselves, with steps of width. Run by
`make bench`.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import numpy as np

from courseplanner.measure.string.shortest_route import shortest_route
from courseplanner.measure.string.strip import Strip

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from layout.match.test_matching import _world
from measure.string.test_shortest_route import oracle_m, pieces

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "osm"
PIECES = 350
RUNS = 7


def _against_the_oracle() -> None:
    print("| extract | pieces | with windows | not solved | worse than 1 mm | worst mm |")
    print("|---|---|---|---|---|---|")
    for extract in ("liechtenstein", "heidelberg", "monaco"):
        path = DATA / f"{extract}.osm.pbf"
        if not path.exists():
            print(f"| {extract} | not here | | | | |")
            continue
        windows = unsolved = 0
        off_mm = []
        for x, y, half_m in pieces(_world(path)[1], PIECES, 1):
            route = shortest_route(Strip(x, y, half_m, half_m), fixed_ends=True)
            windows += bool(route.windows)
            unsolved += bool(route.unsolved)
            off_mm.append(1_000.0 * abs(route.length_m - oracle_m(x, y, half_m)))
        worse = sum(one > 1.0 for one in off_mm)
        print(f"| {extract} | {PIECES} | {windows} | {unsolved} | {worse} | {max(off_mm):.3f} |")


def _median_ms(x: np.ndarray, y: np.ndarray, half_m: float) -> float:
    width_m = np.full(len(x) - 1, half_m)
    times = []
    for _ in range(RUNS + 1):
        began_s = time.perf_counter()
        shortest_route(Strip(x, y, width_m, width_m))
        times.append(1_000.0 * (time.perf_counter() - began_s))
    return statistics.median(times[1:])


def _times() -> None:
    print("| points | km | ms |")
    print("|---|---|---|")
    for count in (2_000, 20_000, 200_000, 1_000_000):
        at_m = np.linspace(0.0, 2.11 * count, count)
        heading = 0.8 * np.sin(at_m / 90.0) + 0.5 * np.sin(at_m / 37.0)
        step_m = at_m[1] - at_m[0]
        x = np.cumsum(np.cos(heading)) * step_m
        y = np.cumsum(np.sin(heading)) * step_m
        print(f"| {count} | {at_m[-1] / 1_000.0:.1f} | {_median_ms(x, y, 3.2):.1f} |")


if __name__ == "__main__":
    _against_the_oracle()
    _times()
