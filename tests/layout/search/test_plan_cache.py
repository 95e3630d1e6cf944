"""Plans in one region share work, and come out as they do alone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.layout.line.ground_cache import forget_grounds, router_for
from courseplanner.layout.search.graph.search_graph import SearchGraph, build_search_graph
from courseplanner.layout.search.plan_cache import search_graph_for
from courseplanner.model.brief.brief import RoadStatements
from courseplanner.model.region import Region
from laying import propose, resolved_in
from layout.maps import grid, make_brief
from measure.hills import hills

Floats = NDArray[np.float64]

A_COURSE: dict[str, Any] = {"villages": 1, "visit_within_m": 120}


@pytest.fixture(autouse=True)
def _as_in_another_process() -> None:

    forget_grounds()


@pytest.fixture
def region(tmp_path: Path) -> Region:
    small = grid(7, 7, 200.0).village("Anger", 0, 0).village("Weiler", 800, 800).spot("Burg", 400, 800)
    return small.region(tmp_path)


def _counted(resolved: ResolvedBrief) -> tuple[SearchGraph | None, int]:
    made = []

    def make(asked: ResolvedBrief) -> SearchGraph | None:
        made.append(asked)
        return build_search_graph(asked)

    return search_graph_for(resolved, make), len(made)


def _setting(region: Region, *, search: dict[str, Any] | None = None, **course: Any) -> ResolvedBrief:
    return resolved_in(region, make_brief(3_000.0, search=search, **(A_COURSE | course)))


def test_the_core_serves_again_while_roads_and_places_are_the_same(region: Region) -> None:
    first, made = _counted(_setting(region))
    assert made == 1
    again, made = _counted(_setting(region, search={"prefer": ["scenery"], "seed": 5}))
    assert made == 0
    assert again is first


def test_core_and_router_serve_again_where_roads_are_stated(region: Region) -> None:
    def setting(width_m: float, seed: int) -> ResolvedBrief:
        brief = make_brief(3_000.0, search={"seed": seed}, **A_COURSE)
        stated = RoadStatements(width_m={"Row 1": width_m})
        return resolved_in(region, brief.model_copy(update={"roads": stated}))

    first, made = _counted(setting(9.0, 1))
    router = router_for(setting(9.0, 1).ground)
    assert made == 1
    assert _counted(setting(9.0, 2)) == (first, 0)
    assert router_for(setting(9.0, 2).ground) is router
    assert _counted(setting(8.0, 1))[1] == 1
    assert router_for(setting(8.0, 1).ground) is not router


@pytest.mark.parametrize(
    "course", [{"visit": ["Burg"]}, {"shape": "point-to-point"}, {"visit_within_m": 200}, {"scenic": 1}]
)
def test_the_core_is_made_anew_where_it_would_be_another(region: Region, course: dict[str, Any]) -> None:
    _counted(_setting(region))
    assert _counted(_setting(region, **course))[1] == 1


def _rising(slope: float, lon: Floats, lat: Floats) -> Floats:
    return slope * (lon + lat)


def test_another_region_is_another_and_the_last_few_are_kept(region: Region) -> None:
    core, _ = _counted(_setting(region))
    router = router_for(_setting(region).ground)
    other = replace(region, places=region.places[:1])
    assert _counted(_setting(other))[1] == 1
    assert router_for(_setting(other).ground) is not router
    assert _counted(_setting(region)) == (core, 0)
    assert router_for(_setting(region).ground) is router
    for slope in (100.0, 200.0, 300.0):
        hilly = replace(region, terrain=hills(partial(_rising, slope)))
        assert _counted(_setting(hilly))[1] == 1
        assert router_for(_setting(hilly).ground) is not router
    assert _counted(_setting(region))[1] == 1
    assert router_for(_setting(region).ground) is not router


def test_plans_come_out_as_they_do_alone(region: Region) -> None:
    briefs = [
        make_brief(3_000.0, search={"candidates": 2, "prefer": prefer}, **A_COURSE)
        for prefer in ([], ["few-turns"], ["scenery"])
    ]
    alone = []
    for brief in briefs:
        forget_grounds()
        alone.append(propose(region, brief))
    together = [propose(region, brief) for brief in briefs]
    for one, other in zip(alone, together, strict=True):
        assert len(one.candidates) == len(other.candidates) >= 1
        for a, b in zip(one.candidates, other.candidates, strict=True):
            assert a.course.lon.tobytes() == b.course.lon.tobytes()
            assert a.course.lat.tobytes() == b.course.lat.tobytes()
