"""Measures the shortest possible route of whole marathons on real roads, with windows and with marks.

The corridor is that of a planned course: widths and kerbs by its roads. Run by `make bench`.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.progress import Progress
from courseplanner.measure.along.course_marks import course_marks_of
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.string.corridor import corner_radii_m, drawn_points, open_limits_m
from courseplanner.measure.string.shortest_route import ShortestRoute, shortest_route
from courseplanner.measure.string.strip import Strip, along_m
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.network.assumptions import KERB_RADII_M
from courseplanner.model.network.roads import RoadClass
from courseplanner.roads.ground import ground_of
from courseplanner.workflow import lay_out, open_region, race_of

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "osm"
POINTS = 20_000
RUNS = 7

Floats = NDArray[np.float64]


def _marathon(path: Path) -> Candidate:
    """Plan a marathon, the first that is found."""
    tables = {
        "schema": 1,
        "event": {"distance": "marathon"},
        "region": {"osm": [str(path)]},
        "course": {"shape": "loop"},
        "limits": {"max_unpaved": 0.0},
        "search": {"candidates": 1, "time_s": 60.0},
    }
    brief = Brief.model_validate(tables).model_copy(update={"path": Path("bench.toml")})
    ground = ground_of(open_region(brief.region, Progress()), brief)
    return lay_out(ground, race_of(brief), Progress()).candidates[0]


def _drawn(candidate: Candidate) -> tuple[Floats, Floats, Floats, Floats]:
    """Give the middle of the roads in a plane with 20,000 points, and width and kerb of each segment."""
    course = candidate.course
    road = course.road
    plane = Plane(float(road.lon.mean()), float(road.lat.mean()))
    x, y = plane.xy(road.lon, road.lat)
    road_m = along_m(x, y)
    at_m = np.union1d(road_m, np.linspace(0.0, road_m[-1], POINTS - len(road_m)))
    middle_m = np.interp((at_m[1:] + at_m[:-1]) / 2.0, road_m, road.chainage_m)
    ends_m = [leg.to_m for leg in course.legs]
    leg = np.minimum(np.searchsorted(ends_m, middle_m), len(ends_m) - 1)
    width_m = np.array([one.width_m for one in course.legs])[leg]
    kerb_m = np.array([KERB_RADII_M[RoadClass[one.road_class]] for one in course.legs])[leg]
    return np.interp(at_m, road_m, x), np.interp(at_m, road_m, y), width_m, kerb_m


def _route(x: Floats, y: Floats, width_m: Floats, kerb_m: Floats) -> ShortestRoute:
    """Lay the strip as a plan does, and find the route through it."""
    left_m, right_m = open_limits_m(width_m, np.zeros(len(width_m), dtype=np.bool_))
    turns = np.zeros(len(x), dtype=np.int8)
    at = drawn_points(x, y, np.column_stack((left_m, right_m, kerb_m)), turns)
    x, y, of_segment = x[at], y[at], at[:-1]
    radius_m = corner_radii_m(x, y, kerb_m[of_segment])
    return shortest_route(Strip(x, y, left_m[of_segment], right_m[of_segment], radius_m))


def main() -> None:
    """Print the table."""
    print("| marathon in | points | windows | not solved | route ms | with marks ms |")
    print("|---|---|---|---|---|---|")
    for extract in ("liechtenstein", "heidelberg", "andorra"):
        path = DATA / f"{extract}.osm.pbf"
        if not path.exists():
            print(f"| {extract} | not here | | | | |")
            continue
        candidate = _marathon(path)
        drawn = _drawn(candidate)
        routes_ms, marks_ms = [], []
        for _ in range(RUNS + 1):
            began_s = time.perf_counter()
            route = _route(*drawn)
            routes_ms.append(1_000.0 * (time.perf_counter() - began_s))
            course_marks_of(candidate.course, kilometrage_of(candidate), candidate.stations, miles=True)
            marks_ms.append(1_000.0 * (time.perf_counter() - began_s))
        print(
            f"| {extract} | {len(drawn[0])} | {len(route.windows)} | {len(route.unsolved)} | "
            f"{statistics.median(routes_ms[1:]):.0f} | {statistics.median(marks_ms[1:]):.0f} |"
        )


if __name__ == "__main__":
    main()
