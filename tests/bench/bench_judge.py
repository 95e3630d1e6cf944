"""Times what a course costs once it is laid out: its heights, its profile, stations, and the judge.

A marathon of 20,000 points on a spiral over invented hills. Milliseconds are medians of `RUNS` after one to
warm up. Asked: the profile of 42 km within 100 ms, judging with all rules within 100 ms after it. Run by
`make bench`.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from courseplanner.measure.along.shared_carriageway import opposed_and_lapped
from courseplanner.measure.geometry.geodesy import chainages_m
from courseplanner.measure.ground.profile import profile_of
from courseplanner.measure.ground.relief import Relief, relief_of, spans_of
from courseplanner.model.course.course import Leg
from courseplanner.model.course.evidence import Evidence
from courseplanner.rules.book.rule_files import read_book, read_rule_set
from courseplanner.rules.judge import judge
from courseplanner.rules.stations.stations import place_stations

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measure.hills import BOX, hills

RUNS = 9
POINTS = 20_000
LEGS = 300
MARATHON_M = 42_195.0


def _median_ms(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(RUNS):
        began_s = time.perf_counter()
        work()
        times.append(1000.0 * (time.perf_counter() - began_s))
    return statistics.median(times)


def _marathon() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    west, south, east, north = BOX
    turn = np.linspace(0.3, 1.0, POINTS)
    radius, angle = 0.0368 * turn, 7.0 * np.pi * turn
    lon = (west + east) / 2.0 + radius * np.cos(angle) / np.cos(np.radians(47.1))
    lat = (south + north) / 2.0 + radius * np.sin(angle)
    return lon, lat, chainages_m(lon, lat)


def _legs(length_m: float) -> tuple[Leg, ...]:
    ends = np.linspace(0.0, length_m, LEGS + 1)
    one = Leg(1, "A road", 0.0, 0.0, "residential", "asphalt", 6.5, "tag", motor_free=True, unpaved=False)
    return tuple(
        replace(one, way=i, from_m=float(a), to_m=float(b), bridge=i % 20 == 0)
        for i, (a, b) in enumerate(itertools.pairwise(ends))
    )


def main() -> None:
    """Print the table."""
    lon, lat, chainage_m = _marathon()
    legs = _legs(float(chainage_m[-1]))
    terrain = hills(lambda x, y: 600.0 + 200.0 * np.sin(90.0 * x) * np.cos(70.0 * y))

    def heights() -> Relief:
        relief = relief_of(terrain, lon, lat, chainage_m, spans_of(legs))
        assert relief is not None
        return relief

    relief = heights()
    profile = profile_of(relief)
    rules = replace(read_rule_set("world-athletics"), rules=tuple(read_book().values()))
    opposed, lapped = opposed_and_lapped(lon, lat, chainage_m)
    evidence = Evidence(
        lon=lon, lat=lat, chainage_m=chainage_m, nominal_m=MARATHON_M, target_m=MARATHON_M * 1.001,
        separation_m=900.0, ground_m=None, legs=legs, profile=profile, visits=(), laps=1, runners=3_000,
        waves=None, pen_m=None, opposed=opposed, lapped=lapped, level_crossings_m=None, stations=None,
        defibrillator_mode=None, alert_s=None, unsolved_m=None, reserves=None, conditions=None, air=None,
        lacks_date=False, track_m=None, shortest_m=None, kilometrage=None, is_drawn=True,
    )  # fmt: skip
    print(f"{chainage_m[-1] / 1000.0:.1f} km, {POINTS} points, {LEGS} legs, {len(rules.rules)} rules")
    plan = place_stations(rules, evidence)
    print(f"{len(plan.stations)} stations")
    placed = replace(evidence, stations=plan)
    print("| heights along it ms | profile ms | shared ground ms | stations ms | judging ms |")
    print("|---|---|---|---|---|")
    figures = (
        _median_ms(heights),
        _median_ms(lambda: profile_of(relief)),
        _median_ms(lambda: opposed_and_lapped(lon, lat, chainage_m)),
        _median_ms(lambda: place_stations(rules, evidence)),
        _median_ms(lambda: judge(placed, rules)),
    )
    print("| " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")


if __name__ == "__main__":
    main()
