"""Tells how different the candidates of a plan are, and how much ground they run twice.

On real extracts, eight candidates of a loop for each distance: from starts along the order of junctions in
space, from no given start, and with the stops of the briefs of the tests. *At 50 %*, *at 70 %*: the most of
them of which no two share more than that, none of them beaten in everything by another. *Shared*: the median
over their pairs. Medians over the starts, and the least. Run by `make bench`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.bench_scenery import DATA, starts_of
from courseplanner.brief.read import read_brief
from courseplanner.layout.search.dominance import one_dominates
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.overlap import Trace, shared_m, trace
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.region import Region
from courseplanner.sources.region import read_region
from laying import propose

EXTRACTS = ("liechtenstein", "heidelberg", "monaco", "andorra")
DISTANCES = ("10km", "half-marathon")
BRIEFS = Path(__file__).resolve().parents[1] / "briefs"
STARTS, CANDIDATES = 5, 8
STEP_M = 5.0


def _shares(candidates: tuple[Candidate, ...], plane: Plane) -> dict[tuple[int, int], float]:
    """Give for each pair which part of the shorter course runs on ground of the other."""
    lines: list[Trace] = [trace(*plane.xy(one.course.lon, one.course.lat), STEP_M) for one in candidates]
    lengths_m = [one.course.course_m for one in candidates]
    found = {}
    for a, b in combinations(range(len(lines)), 2):
        one, other = (a, b) if lengths_m[a] <= lengths_m[b] else (b, a)
        found[a, b] = shared_m(lines[one], lines[other]) / lengths_m[one]
    return found


def _most_apart(candidates: tuple[Candidate, ...], shares: dict[tuple[int, int], float], most: float) -> int:
    """Count the largest set of which no two share more, and none is dominated by another."""
    beaten = {
        (a, b)
        for a, b in shares
        if one_dominates(candidates[a], candidates[b]) or one_dominates(candidates[b], candidates[a])
    }
    fits = {pair for pair, share in shares.items() if share <= most and pair not in beaten}
    for count in range(len(candidates), 1, -1):
        for chosen in combinations(range(len(candidates)), count):
            if all(pair in fits for pair in combinations(chosen, 2)):
                return count
    return min(len(candidates), 1)


def _row(region: Region, brief: Brief) -> tuple[float, float, float, float, float]:
    found = propose(region, brief).candidates
    west, south, east, north = region.bbox
    shares = _shares(found, Plane((west + east) / 2, (south + north) / 2))
    return (
        len(found),
        _most_apart(found, shares, 0.5),
        _most_apart(found, shares, 0.7),
        statistics.median(shares.values()) if shares else np.nan,
        statistics.median(one.shares.repeated for one in found) if found else np.nan,
    )


def _briefs(region: Region, name: str, starts: int) -> dict[str, list[Brief]]:
    search = {"candidates": CANDIDATES, "time_s": 60.0}
    cases: dict[str, list[Brief]] = {}
    for distance in DISTANCES:
        tables = {"event": {"distance": distance}, "region": {}, "search": search}
        cases[distance] = [Brief.model_validate({"schema": 1, **tables})]
        cases[f"{distance}, {starts} starts"] = [
            Brief.model_validate({"schema": 1, **tables, "course": {"start": list(start)}})
            for start in starts_of(region, starts)
        ]
    path = BRIEFS / f"{name}.toml"
    if path.is_file():
        brief = read_brief(path)
        wanted = brief.search.model_copy(update=search)
        cases["the brief with stops"] = [brief.model_copy(update={"search": wanted})]
    return cases


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--starts", type=int, default=STARTS)
    asked = parser.parse_args()
    columns = ("found", "at 50 %", "at 70 %", "shared %", "repeated %")
    print(f"{'case':44} " + " ".join(f"{one:>13}" for one in columns))
    for name in EXTRACTS:
        path = DATA / f"{name}.osm.pbf"
        if not path.is_file():
            print(f"{name}: skipped, the data is not here")
            continue
        region = read_region([path])
        for case, briefs in _briefs(region, name, asked.starts).items():
            rows = np.array([_row(region, brief) for brief in briefs])
            middle, least, most = np.nanmedian(rows, axis=0), np.nanmin(rows, axis=0), np.nanmax(rows, axis=0)
            counts = [f"{middle[i]:5.0f} ≥ {least[i]:3.0f}" for i in range(3)]
            parts = [f"{100 * middle[i]:5.2f} ≤ {100 * most[i]:5.2f}" for i in (3, 4)]
            print(
                f"{f'{name}, {case}':44} " + " ".join(f"{one:>13}" for one in (*counts, *parts)), flush=True
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
