"""Room to adjust: how far start, finish and turnarounds can move, on roads drawn for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseplanner.base.progress import Progress
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.reserve import AdjustAt, Reserve, room_m
from laying import propose
from layout.maps import SmallMap, make_brief, position


def road(end_m: float, *, bend_at_m: float | None = None) -> SmallMap:
    """A road from west to east; where it bends, it goes on to the north."""
    small = SmallMap()
    last_m = end_m if bend_at_m is None else bend_at_m
    nodes = int(last_m / 50.0)
    for number in range(nodes + 1):
        small.node(number + 1, last_m * number / nodes, 0.0)
    refs = list(range(1, nodes + 2))
    if bend_at_m is not None:
        small.node(900, bend_at_m, end_m - bend_at_m)
        refs.append(900)
    middle = len(refs) // 2
    # Two ways, the second of them drawn the other way.
    return small.way(refs[: middle + 1], name="Long Road").way(refs[middle:][::-1], name="Long Road")


def planned(small: SmallMap, folder: Path, **course: Any) -> Candidate:
    found = propose(small.region(folder), make_brief(5_000, **course), Progress()).candidates
    assert found, small
    return found[0]


def by_place(candidate: Candidate) -> dict[AdjustAt, Reserve]:
    assert candidate.reserves is not None
    return {one.at: one for one in candidate.reserves}


def out_and_back(small: SmallMap, folder: Path) -> dict[AdjustAt, Reserve]:
    start = list(position(1_000.0, 0.0))
    return by_place(planned(small, folder, shape="out-and-back", start=start))


@pytest.mark.parametrize(
    ("small", "add_m"),
    [
        (road(6_000.0), 300.0),  # as far as anybody needs
        (road(3_600.0), 2.0 * (3_600.0 - 3_502.5)),
        (road(6_000.0, bend_at_m=3_600.0), 2.0 * (3_600.0 - 3_502.5)),
    ],
)
def test_a_turnaround_moves_until_its_road_ends_or_bends(
    small: SmallMap, add_m: float, tmp_path: Path
) -> None:
    place = out_and_back(small, tmp_path)[AdjustAt.TURNAROUND]
    assert place.name == "Long Road"
    assert place.at_m == pytest.approx(2_500.0, abs=60.0)
    # The start movedes within 50 m, steps are of 10 m, and the kerb of a width more is not counted.
    assert place.add_m == pytest.approx(add_m, abs=125.0 if add_m < 300.0 else 1.0)
    assert place.add_m <= 2.0 * (3_600.0 - 3_450.0) or add_m == 300.0
    assert place.cut_m == 300.0
    assert str(place.moves) == f"splits after km {place.at_m / 1000.0:.1f} move"


def test_ends_move_no_farther_than_the_brief_lets_them(tmp_path: Path) -> None:
    small = road(8_000.0).village("A", 1_000.0, 20.0).village("B", 6_005.0, 20.0)
    candidate = planned(small, tmp_path, shape="point-to-point", start="A", finish="B")
    found = by_place(candidate)
    x_m = 1_000.0 + (candidate.course.lon - position(1_000.0, 0.0)[0]) / (
        position(1.0, 0.0)[0] - position(0.0, 0.0)[0]
    )
    reach_m = 300.0 * 1.002  # the map is not true to a metre
    for place, here_m, inward_m, middle_m in (
        (found[AdjustAt.START], x_m[0], x_m[1] - x_m[0], 1_000.0),
        (found[AdjustAt.FINISH], x_m[-1], x_m[-2] - x_m[-1], 6_005.0),
    ):
        on_m = (middle_m + np.sign(inward_m) * reach_m - here_m) * np.sign(inward_m)
        for moved_m, most_m in ((place.cut_m, on_m), (place.add_m, 2.0 * reach_m - on_m)):
            assert moved_m <= most_m
            assert moved_m > min(most_m, 300.0) - 15.0
    assert str(found[AdjustAt.START].moves) == "every split moves"
    assert str(found[AdjustAt.FINISH].moves) == "no split moves"


def test_without_a_place_ends_move_along_their_road(tmp_path: Path) -> None:
    small = road(9_000.0)
    for number, x_m in enumerate((1_500.0, 4_000.0), 1):
        small.village(f"V{number}", x_m, 30.0)
    found = by_place(planned(small, tmp_path, shape="point-to-point", visit=["V1", "V2"]))
    assert {one.name for one in found.values()} == {"Long Road"}
    for one in found.values():
        assert one.cut_m == 300.0


def place(at: str, add_m: float, cut_m: float) -> Reserve:
    return Reserve(AdjustAt(at), None, 0.0, 9.5, 47.0, add_m, cut_m)


def test_two_places_add_up_and_one_is_enough_where_it_has_as_much() -> None:
    start, finish = place("start", 100.0, 20.0), place("finish", 60.0, 150.0)
    assert room_m([start, finish]) == (160.0, (finish, start))
    alone = place("turnaround", 300.0, 300.0)
    assert room_m([alone, place("finish", 0.5, 0.5)]) == (300.0, (alone,))
    assert room_m([]) == (0.0, ())
    assert room_m([place("start", 300.0, 0.0)]) == (0.0, ())
