"""How well a length is known: each effect against a second route with the thing changed."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from courseplanner.measure.string.budget import budget_of, kerb_effect, width_effect
from courseplanner.measure.string.shortest_route import shortest_route
from courseplanner.measure.string.strip import Strip
from courseplanner.model.course.course import Leg
from courseplanner.model.course.length_budget import BudgetPart, width_error_m

LEG = Leg(1, "A", 0.0, 0.0, "primary", None, 7.0, "class", motor_free=None, unpaved=False)
HEADINGS = np.radians([0.0, 35.0, 60.0, -20.0, -80.0, -30.0, 45.0, 130.0, 170.0, 100.0])


def winding(half_m: float, radius_m: float, *, halved: bool = False) -> Strip:
    line = np.concatenate(([0j], np.cumsum(150.0 * np.exp(1j * HEADINGS))))
    right_m = np.full(len(line) - 1, half_m)
    left_m = np.full(len(line) - 1, -0.3) if halved else right_m
    radius = np.full(len(line), radius_m)
    return Strip(line.real.copy(), line.imag.copy(), left_m, right_m, radius)


def route_m(strip: Strip) -> float:
    return shortest_route(strip).length_m


@pytest.mark.parametrize("halved", [False, True])
@pytest.mark.parametrize("radius_m", [0.0, 8.3])
def test_a_metre_of_width_changes_what_a_wider_road_changes(halved: bool, radius_m: float) -> None:
    strip = winding(3.2, radius_m, halved=halved)
    by_segment = width_effect(strip, shortest_route(strip))
    step_m = 0.02
    wider_m = route_m(winding(3.2 + step_m / 2.0, radius_m, halved=halved))
    assert float(by_segment.sum()) == pytest.approx((route_m(strip) - wider_m) / step_m, rel=0.03)
    assert by_segment.sum() > 0.5


def test_a_metre_of_radius_changes_what_a_rounder_kerb_changes() -> None:
    strip, step_m = winding(3.2, 8.3), 0.05
    rounder_m = route_m(winding(3.2, 8.3 + step_m))
    assert float(kerb_effect(strip, shortest_route(strip)).sum()) == pytest.approx(
        (route_m(strip) - rounder_m) / step_m, rel=0.08
    )


def legs(*ways: tuple[float, str, str]) -> list[Leg]:
    long_m = 1_500.0 / len(ways)
    return [
        replace(
            LEG,
            way=i,
            name=f"Road {i}",
            from_m=i * long_m,
            to_m=(i + 1) * long_m,
            width_m=width_m,
            width_from=how,
            road_class=road_class,
        )
        for i, (width_m, how, road_class) in enumerate(ways)
    ]


def parts_of(found: list[Leg], error_m: float | None = None) -> dict[BudgetPart, float | None]:
    strip = winding(3.2, 8.3)
    budget = budget_of(strip, shortest_route(strip), found, strip.at_m, error_m)
    return dict(budget.parts)


def test_widths_of_one_class_are_off_together_and_tagged_ones_each_by_itself() -> None:
    strip = winding(3.2, 8.3)
    by_segment = width_effect(strip, shortest_route(strip))
    one, other = float(by_segment[:5].sum()), float(by_segment[5:].sum())
    assumed = parts_of(legs((7.0, "class", "primary"), (7.0, "class", "primary")))
    assert assumed[BudgetPart.WIDTHS_ASSUMED] == pytest.approx((one + other) * 3.0)
    two_classes = parts_of(legs((7.0, "class", "primary"), (7.0, "class", "tertiary")))
    assert two_classes[BudgetPart.WIDTHS_ASSUMED] == pytest.approx(math.hypot(3.0 * one, 2.0 * other))
    tagged = parts_of(legs((7.0, "tag", "primary"), (7.0, "tag", "primary")))
    assert tagged[BudgetPart.WIDTHS_ASSUMED] == 0.0
    assert tagged[BudgetPart.WIDTHS_GIVEN] == pytest.approx(math.hypot(one, other) * 0.5)


def test_heights_that_nobody_knows_are_no_nought() -> None:
    assert parts_of(legs((7.0, "tag", "primary")))[BudgetPart.HEIGHTS] is None
    known = parts_of(legs((7.0, "tag", "primary")), error_m=10.0)[BudgetPart.HEIGHTS]
    assert known == pytest.approx(1_500.0 * 10.0 / 6_371_008.8)


def test_the_whole_is_the_root_of_the_squares_and_stretches_are_ranked() -> None:
    strip = winding(3.2, 8.3)
    budget = budget_of(
        strip,
        shortest_route(strip),
        legs((7.0, "user", "primary"), (6.0, "class", "residential"), (7.0, "lanes", "primary")),
        strip.at_m,
        None,
    )
    assert budget.uncertainty_m == pytest.approx(
        math.sqrt(sum(metres**2 for _, metres in budget.parts if metres is not None))
    )
    effects = [one.effect_m for one in budget.measure_first]
    assert effects == sorted(effects, reverse=True)
    assert {one.name for one in budget.measure_first} == {"Road 0", "Road 1", "Road 2"}
    assert (budget.bias_m, budget.unsolved_m) == (0.0, 0.0)


def test_a_stated_width_is_known_better_than_a_tag_and_that_better_than_a_guess() -> None:
    errors = [width_error_m(7.0, how, "secondary") for how in ("user", "tag", "lanes", "sidewalks", "class")]
    assert errors == sorted(errors)
