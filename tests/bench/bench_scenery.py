"""Compares the scenery of candidates with that of the best round trip found in the same time.

On three extracts, from fixed starts, for 10 km and the half marathon: the best candidate by `scenery` when
`scenery` is preferred, and by default, against `kernels_round_trip.py`, which takes its best by the same
figure among its courses within 20 m of the target. *Others*: against the best of those of its courses
that run at most 1 % of their length twice. Equal time: that of laying out, the region read and
kernels loaded. `--starts N` sets how many starts an extract has. Run by `make bench`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from courseplanner.layout.search.graph.search_graph import build_search_graph
from courseplanner.model.brief.brief import Brief
from courseplanner.model.region import Region
from courseplanner.sources.region import read_region

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.kernels_round_trip import best_round_trip
from laying import propose, resolved_in

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "osm"
EXTRACTS = ("liechtenstein", "heidelberg", "monaco")
DISTANCES = ("10km", "half-marathon")
STARTS = 10
WITHIN_M = 20.0


@dataclass(frozen=True)
class Case:
    """One start and distance: the scenery of the best candidates, and of the best round trips."""

    preferred: float
    default: float
    baseline: float
    of_other_roads: float
    tried: int
    seconds: float


def _brief(distance: str, start: tuple[float, float], prefer: list[str]) -> Brief:
    tables = {
        "event": {"distance": distance},
        "region": {},
        "course": {"start": list(start)},
        "search": {"prefer": prefer, "time_s": 60.0},
    }
    return Brief.model_validate({"schema": 1, **tables})


def starts_of(region: Region, count: int) -> list[tuple[float, float]]:
    """Choose starts at junctions that a loop can run through, evenly along their order in space."""
    west, south, east, north = region.bbox
    resolved = resolved_in(region, _brief("10km", ((west + east) / 2, (south + north) / 2), []))
    brief = resolved.brief.model_copy(
        update={"course": resolved.brief.course.model_copy(update={"start": None})}
    )
    resolved = resolved_in(region, brief)
    prepared = build_search_graph(resolved)
    assert prepared is not None
    graph = prepared.core.graph
    junctions = np.flatnonzero(np.diff(graph.row) >= 3)
    chosen = junctions[np.linspace(0, len(junctions) - 1, count + 2).astype(int)[1:-1]]
    lon, lat = resolved.plane.lonlat(graph.x[chosen], graph.y[chosen])
    return [(round(float(a), 7), round(float(b), 7)) for a, b in zip(lon, lat, strict=True)]


def _case(region: Region, distance: str, start: tuple[float, float]) -> Case | None:
    begin = time.perf_counter()
    preferring = propose(region, _brief(distance, start, ["scenery"])).candidates
    seconds = time.perf_counter() - begin
    brief = _brief(distance, start, [])
    plain = propose(region, brief).candidates
    resolved = resolved_in(region, brief)
    prepared = build_search_graph(resolved)
    if prepared is None or not preferring or not plain:
        return None
    graph = prepared.core.graph
    x, y = resolved.plane.xy(np.array([start[0]]), np.array([start[1]]))
    node = int(np.argmin(np.hypot(graph.x - x, graph.y - y)))
    best, of_others, tried = best_round_trip(graph, node, brief.event.target_m, WITHIN_M, seconds)
    return Case(
        max(one.scenery or 0.0 for one in preferring), max(one.scenery or 0.0 for one in plain),
        np.nan if best is None else best, np.nan if of_others is None else of_others, tried, seconds,
    )  # fmt: skip


def _ratio(ours: float, theirs: float) -> float:
    """Divide, where a hundredth of scenery is the least that counts."""
    return max(ours, 0.01) / max(theirs, 0.01)


def _ratios(one: Case) -> tuple[float, float, float]:
    """Give those of what is preferred, of the default, and of what is preferred to the others."""
    others = 0.01 if np.isnan(one.of_other_roads) else one.of_other_roads
    return (
        _ratio(one.preferred, one.baseline),
        _ratio(one.default, one.baseline),
        _ratio(one.preferred, others),
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--starts", type=int, default=STARTS)
    parser.add_argument("--extracts", nargs="*", default=EXTRACTS)
    asked = parser.parse_args()
    print(f"{'extract':14} {'distance':14} {'cases':>6} {'s':>5} {'seeds':>7} {'no baseline':>11} "
          f"{'preferred':>10} {'least':>6} {'default':>8} {'least':>6} "
          f"{'others':>8} {'least':>6}")  # fmt: skip
    ratios: list[tuple[float, float, float]] = []
    for name in asked.extracts:
        path = DATA / f"{name}.osm.pbf"
        if not path.is_file():
            print(f"{name:14} skipped: the data is not here")
            continue
        region = read_region([path])
        starts = starts_of(region, asked.starts)
        propose(region, _brief("10km", starts[0], []))
        for distance in DISTANCES:
            cases = [one for start in starts if (one := _case(region, distance, start)) is not None]
            met = [one for one in cases if not np.isnan(one.baseline)]
            own = [_ratios(one) for one in met]
            ratios += own
            if not own:
                print(f"{name:14} {distance:14} {len(cases):6}")
                continue
            figures = (
                (statistics.geometric_mean(pair[k] for pair in own), min(pair[k] for pair in own))
                for k in range(3)
            )
            print(
                f"{name:14} {distance:14} {len(cases):6} "
                f"{statistics.median(one.seconds for one in cases):5.1f} "
                f"{statistics.median(one.tried for one in cases):7.0f} {len(cases) - len(met):11} "
                + " ".join(f"{mean:10.2f} {least:6.2f}" for mean, least in figures)
            )
    for k, words in enumerate(("scenery preferred", "default", "preferred against others")):
        if ratios:
            mean, least = statistics.geometric_mean(r[k] for r in ratios), min(r[k] for r in ratios)
            print(f"{words}: geometric mean {mean:.2f}, least {least:.2f}, over {len(ratios)} cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
