"""What binds is named with a figure that is true."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.base.progress import Progress
from courseplanner.layout.search.kernels.verdict import (
    LEAST_REPEATED_PPM,
    LEAST_UNPAVED_PPM,
    TOO_CROSSED,
    TOO_REPEATED,
    TOO_UNPAVED,
    UNREACHED,
    no_statistic,
)
from courseplanner.layout.search.search import _tried
from courseplanner.layout.search.unmet.unmet import _limit_broken
from courseplanner.model.course.candidate import Certainty, Proposal, Unmet
from courseplanner.model.region import Region
from laying import propose
from layout.maps import SmallMap, grid, make_brief, ring_road, star
from measure.hills import hills

STEP_M = 283.0
"""Eighteen sides of such a block are 5.09 km."""


def first_unmet(region: Region, distance: str | float = "5km", **wishes: Any) -> Unmet:
    proposal: Proposal = propose(region, make_brief(distance, **wishes))
    assert proposal.candidates == ()
    return proposal.unmet[0]


def square_of_villages(folder: Path) -> Region:
    """Streets with four villages, at the corners of a square of 3 km."""
    small = grid(11, 11, 300.0)
    for name, column, row in (("A", 0, 0), ("B", 10, 0), ("C", 10, 10), ("D", 0, 10)):
        small.village(name, 300.0 * column, 300.0 * row)
    return small.region(folder)


# Along streets that cross at right angles, three corners are as far as all four.
@pytest.mark.parametrize(
    ("asked", "distance", "fits", "needed_m"),
    [(4, "10km", 2, 12_000), (4, 11_000, 2, 12_000), (3, "10km", 2, 12_000), (2, 5_500, 1, 6_000)],
)
def test_villages_that_are_too_many(
    tmp_path: Path, asked: int, distance: str | float, fits: int, needed_m: float
) -> None:
    region = square_of_villages(tmp_path)
    unmet = propose(
        region, make_brief(distance, villages=asked, visit_within_m=30, search={"candidates": 1})
    ).unmet
    assert (unmet[0].requirement, unmet[0].asked, unmet[0].reached) == ("villages", asked, fits)
    length = next(one for one in unmet if one.requirement == "distance")
    assert length.reached == pytest.approx(needed_m, abs=8 * 30.0 + 20.0)
    words = str(unmet[0].words)
    assert f"{asked} villages need" in words
    assert f"{fits} fit" in words


def test_no_village_in_the_region(tmp_path: Path) -> None:
    unmet = first_unmet(grid(10, 10, STEP_M).region(tmp_path), villages=3)
    assert (unmet.requirement, unmet.asked, unmet.reached) == ("villages", 3, 0)


def with_heights(region: Region, height_m: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Region:
    west, south, east, north = region.bbox
    return replace(region, terrain=hills(height_m, (west - 0.01, south - 0.01, east + 0.01, north + 0.01)))


def test_a_climb_that_binds_is_named_with_that_of_the_flattest_course(tmp_path: Path) -> None:
    region = with_heights(grid(10, 10, STEP_M).region(tmp_path), lambda lon, _: 40.0 * np.sin(1_500.0 * lon))
    unmet = first_unmet(region, limits={"max_climb_m": 20.0}, search={"candidates": 1})
    assert (unmet.requirement, unmet.asked, unmet.unit) == ("max_climb_m", 20.0, "m")
    assert unmet.reached is not None
    kept = propose(region, make_brief("5km", limits={"max_climb_m": unmet.reached + 0.1})).candidates
    assert kept
    assert all(one.profile and one.profile.climb_m <= unmet.reached + 0.1 for one in kept)


def ring_with_a_tunnel(folder: Path) -> Region:
    """One closed way of 5.1 km, of which 630 m lie in a tunnel."""
    small = ring_road(5_100.0)
    (nodes, tags), many = small.ways[1], 21
    small.ways[1] = (nodes[: many + 1], tags)
    return small.way(nodes[many:], tags, tunnel="yes").region(folder)


def test_tunnels_that_bind_are_named_with_the_least_there_are(tmp_path: Path) -> None:
    region = ring_with_a_tunnel(tmp_path)
    unmet = first_unmet(region, limits={"max_tunnel_m": 600.0})
    assert (unmet.requirement, unmet.asked, unmet.unit) == ("max_tunnel_m", 600.0, "m")
    assert unmet.reached == pytest.approx(637.5, abs=2.0)
    assert unmet.nearest is not None
    assert unmet.nearest.key == "max_tunnel_m"
    kept = propose(region, make_brief("5km", limits={"max_tunnel_m": unmet.nearest.value})).candidates
    assert kept
    assert all(630.0 < one.shares.tunnel * one.course.course_m < 640.0 for one in kept)


@pytest.mark.parametrize(
    ("laps", "most_m", "fits"), [(1, 640.0, True), (2, 1_260.0, False), (2, 1_290.0, True)]
)
def test_tunnels_count_on_each_lap(tmp_path: Path, laps: int, most_m: float, *, fits: bool) -> None:
    shape: dict[str, Any] = {"shape": "laps", "laps": laps} if laps > 1 else {}
    brief = make_brief(f"{5 * laps}km", limits={"max_tunnel_m": most_m}, **shape)
    assert bool(propose(ring_with_a_tunnel(tmp_path), brief).candidates) is fits


def test_a_climb_that_nobody_knows_keeps_no_limit(tmp_path: Path) -> None:
    region = with_heights(grid(10, 10, STEP_M).region(tmp_path), lambda lon, _: lon * np.nan)
    unmet = first_unmet(region, limits={"max_climb_m": 20.0}, search={"candidates": 1})
    assert (unmet.requirement, unmet.reached) == ("max_climb_m", None)
    assert "do not cover" in str(unmet.words)


def test_scenic_spots_of_a_rating(tmp_path: Path) -> None:
    region = grid(10, 10, STEP_M).spot("Turm", 100, 100).region(tmp_path)
    unmet = first_unmet(region, scenic=1, scenic_rating="4A")
    assert (unmet.requirement, unmet.asked, unmet.reached) == ("scenic", 1, 0)
    assert "4A" in str(unmet.words)


def test_more_scenic_spots_than_there_are(tmp_path: Path) -> None:
    region = grid(10, 10, STEP_M).spot("Turm", 100, 100).spot("Burg", 500, 500).region(tmp_path)
    unmet = first_unmet(region, scenic=3)
    assert (unmet.requirement, unmet.asked, unmet.reached) == ("scenic", 3, 2)


@pytest.mark.parametrize(
    ("shape", "of_the_course"), [("loop", 1.0), ("laps", 0.5), ("point-to-point", 1.0), ("out-and-back", 0.5)]
)
def test_a_network_that_is_too_short(tmp_path: Path, shape: str, of_the_course: float) -> None:
    region = grid(3, 3, 300.0).region(tmp_path)
    laps = {"laps": 2} if shape == "laps" else {}
    unmet = first_unmet(region, "50km", shape=shape, search={"time_s": 0.5}, **laps)
    assert unmet.requirement == "distance"
    assert unmet.asked == pytest.approx(50_050 * of_the_course, abs=2.0)
    assert unmet.reached == pytest.approx(3_600, rel=0.01)
    assert "3.6 km" in str(unmet.words)


def dumbbell(folder: Path) -> Region:
    """Two closed ways of 2 km, joined by a road of 600 m: a loop through both runs it twice."""
    small = SmallMap()
    for base, x_m in ((100, 0.0), (200, 1600.0)):
        for corner, (dx, dy) in enumerate([(0, 0), (500, 0), (500, 500), (0, 500)]):
            small.node(base + corner, x_m + dx - (500 if base == 100 else 0), float(dy))
        small.way([base, base + 1, base + 2, base + 3, base])
    small.way([101, 200])
    for name, x_m in (("Westdorf", -500.0), ("Ostdorf", 2100.0)):
        small.village(name, x_m, 500.0)
    return small.region(folder)


def test_repeated_ground_that_cannot_be_less(tmp_path: Path) -> None:
    region = dumbbell(tmp_path)
    wishes: dict[str, Any] = {"villages": 2, "visit_within_m": 20, "search": {"candidates": 1, "time_s": 1.0}}
    length_m = 2 * 2000.0 + 2 * 1600.0
    with_repeats = propose(region, make_brief(length_m, **wishes))
    assert with_repeats.candidates
    unmet = first_unmet(region, length_m, limits={"max_repeated": 0.1}, **wishes)
    assert (unmet.requirement, unmet.asked) == ("max_repeated", 0.1)
    assert unmet.reached == pytest.approx(1600.0 / length_m, abs=0.02)
    assert "22" in str(unmet.words)


PARTS: list[tuple[str, float, dict[str, str], float]] = [
    ("max_unpaved", 0.2, {"highway": "track"}, 13 / 24),
    ("min_motor_free", 0.7, {"highway": "residential", "motor_vehicle": "no"}, 13 / 24),
]


@pytest.mark.parametrize(("limit", "asked", "tags", "reached"), PARTS)
def test_the_only_loop_breaks_a_limit(
    tmp_path: Path, limit: str, asked: float, tags: dict[str, str], reached: float
) -> None:
    small = ring_road(5_100)
    small.ways.clear()
    small.way(range(1, 13)).way([*range(12, 25), 1], tags)
    unmet = first_unmet(small.region(tmp_path), limits={limit: asked}, search={"time_s": 0.5})
    assert (unmet.requirement, unmet.asked) == (limit, asked)
    assert unmet.reached == pytest.approx(reached, abs=0.02)
    assert f"{limit} = {asked:g}" in str(unmet.words)


@pytest.mark.parametrize("shape", ["loop", "point-to-point", "out-and-back"])
def test_no_road_as_wide_as_asked(tmp_path: Path, shape: str) -> None:
    region = grid(10, 10, STEP_M).region(tmp_path)
    unmet = first_unmet(region, shape=shape, limits={"min_width_m": 20})
    assert (unmet.requirement, unmet.asked, unmet.reached) == ("min_width_m", 20, 6)
    assert "20 m" in str(unmet.words)


def test_roads_that_form_no_loop(tmp_path: Path) -> None:
    unmet = first_unmet(star(7, 800).region(tmp_path))
    assert (unmet.requirement, unmet.reached) == ("distance", 0.0)
    assert unmet.asked == pytest.approx(5_005.0)


def test_fewer_candidates_than_asked(tmp_path: Path) -> None:
    proposal = propose(ring_road(5_100).region(tmp_path), make_brief(search={"candidates": 3, "time_s": 0.5}))
    assert len(proposal.candidates) == 1
    assert [(one.requirement, one.asked, one.reached) for one in proposal.unmet] == [("candidates", 3, 1)]


def far_apart(folder: Path) -> Region:
    """Streets with two villages 3 km from each other."""
    return grid(11, 11, 300.0).village("West", 0.0, 0.0).village("Ost", 3_000.0, 0.0).region(folder)


@pytest.mark.parametrize(
    ("shape", "of_the_course", "least_m"),
    [("loop", 1.0, 5_600.0), ("laps", 0.5, 5_600.0), ("out-and-back", 0.5, 2_900.0)],
)
def test_stops_that_are_too_far_apart_are_proof(
    tmp_path: Path, shape: str, of_the_course: float, least_m: float
) -> None:
    laps = {"laps": 2} if shape == "laps" else {}
    wishes: dict[str, Any] = {"shape": shape, "visit": ["West", "Ost"], "visit_within_m": 50, **laps}
    wishes["search"] = {"candidates": 1}
    unmet = first_unmet(far_apart(tmp_path), (least_m - 20.0) / of_the_course / 1.001, **wishes)
    assert unmet.certainty is Certainty.PROVEN
    assert unmet.reached == pytest.approx(least_m, rel=0.003)
    assert "West and Ost lie too far apart" in str(unmet.words)
    # What is shorter than the bound has none; what the bound leaves open is for the search.
    more = propose(far_apart(tmp_path), make_brief(1.3 * least_m / of_the_course, **wishes))
    assert more.candidates or more.unmet[0].certainty is not Certainty.PROVEN


def test_what_a_search_did_not_find_is_told_with_what_was_tried(tmp_path: Path) -> None:
    wishes: dict[str, Any] = {"villages": 2, "visit_within_m": 20, "search": {"candidates": 1, "time_s": 1.0}}
    unmet = first_unmet(dumbbell(tmp_path), 7_200, limits={"max_repeated": 0.1}, **wishes)
    assert unmet.certainty is Certainty.SEARCHED
    assert re.search(r"; tried: [1-9]\d* walks", str(unmet.words))


def test_without_stops_nothing_is_said_of_stops(tmp_path: Path) -> None:
    small = ring_road(5_100)
    unmet = first_unmet(small.region(tmp_path), 4_000, limits={"max_repeated": 0.05}, search={"time_s": 0.5})
    words = str(unmet.words)
    assert unmet.certainty is Certainty.SEARCHED
    assert "stops" not in words
    assert "0.0 km" not in words


def test_what_is_counted_or_shown_by_the_roads_is_proof(tmp_path: Path) -> None:
    region = square_of_villages(tmp_path)
    assert first_unmet(region, villages=9).certainty is Certainty.PROVEN
    assert first_unmet(region, limits={"min_width_m": 30}).certainty is Certainty.PROVEN
    too_long = first_unmet(region, "10km", villages=4, visit_within_m=30)
    assert too_long.certainty is Certainty.ESTIMATED


def test_a_limit_that_some_walks_keep_does_not_bind() -> None:
    statistics = np.asarray(no_statistic())
    statistics[[TOO_REPEATED, TOO_UNPAVED]] = 9, 2
    statistics[[LEAST_REPEATED_PPM, LEAST_UNPAVED_PPM]] = 80_000, 300_000
    task = SimpleNamespace(max_repeated=0.1, max_unpaved=0.2, min_motor_free=0.0, max_self_crossings=-1)
    outcome: Any = SimpleNamespace(statistics=statistics)
    binding = _limit_broken(make_brief(4_000), task, outcome)  # type: ignore[arg-type]
    assert binding is not None
    assert (binding.requirement, binding.reached) == ("max_unpaved", 0.3)
    statistics[LEAST_UNPAVED_PPM] = 100_000
    assert _limit_broken(make_brief(4_000), task, outcome) is None  # type: ignore[arg-type]


@given(st.lists(st.integers(0, 9), min_size=11, max_size=11), st.integers(0, 50))
def test_no_more_walks_fit_than_were_tried(failed: list[int], fit: int) -> None:
    statistics = np.asarray(no_statistic())
    statistics[: TOO_CROSSED + 1] = failed
    assert _tried(statistics, fit) == fit + sum(failed[UNREACHED:])


def test_progress_counts_what_was_tried_and_not_orders_of_stops(tmp_path: Path) -> None:
    said: list[str] = []
    region = grid(10, 10, STEP_M).region(tmp_path)
    propose(
        region, make_brief("5km", search={"time_s": 2.0}), Progress(lambda _, words: said.append(str(words)))
    )
    counts = [re.fullmatch(r"searching: (\d+) tried, (\d+) fit", words) for words in said]
    found = [(int(one[1]), int(one[2])) for one in counts if one]
    assert found
    assert all(tried >= fit for tried, fit in found)
