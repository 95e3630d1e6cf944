"""What is shut of a road lies on its own side, whichever way the road is run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from courseplanner.layout.line.legs import legs_of
from courseplanner.layout.line.line import EdgeStretch, Line
from courseplanner.layout.line.routes import Router, opposed_segments
from courseplanner.layout.line.walked import walked_of
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.region import Region
from courseplanner.roads.stated_roads import with_statements
from layout.maps import SmallMap, make_brief, position


def region_with(folder: Path, **stretch: object) -> Region:
    """A road of 7 m that runs 400 m to the east and then 400 m to the north, with what is stated of it."""
    small = SmallMap().node(1, 0.0, 0.0).node(2, 400.0, 0.0).node(3, 400.0, 400.0)
    small.way([1, 2, 3], {"highway": "tertiary", "name": "Road", "width": "7"})
    brief = make_brief("5km")
    roads = type(brief.roads).model_validate({"stretches": [{"road": "Road", **stretch}]})
    return with_statements(brief.model_copy(update={"roads": roads}), small.region(folder))


def there_and_back(region: Region) -> Line:
    """The road from its start to its end and back."""
    edges = range(region.roads.edge_count)
    there = [EdgeStretch(edge, 0.0, 1.0) for edge in edges]
    back = [EdgeStretch(one.edge, 1.0, 0.0) for one in there[::-1]]
    return walked_of(region.roads, [there, back]).line


FIXED = {"from": list(position(0.0, 0.0)), "to": list(position(400.0, 400.0)), "shut_left_m": 1.5}


def test_on_the_way_back_the_other_side_is_shut_and_a_leg_of_its_own(tmp_path: Path) -> None:
    region = region_with(tmp_path, **FIXED)
    legs = legs_of(region.roads, there_and_back(region))
    assert [(leg.shut_left_m, leg.shut_right_m) for leg in legs] == [(1.5, 0.0), (0.0, 1.5)]
    assert legs[0].to_m == legs[1].from_m == pytest.approx(800.0, abs=2.0)


def test_as_the_runner_sees_it_both_ways_have_the_same_side_shut(tmp_path: Path) -> None:
    region = region_with(tmp_path, shut_left_m=1.5)
    legs = legs_of(region.roads, there_and_back(region))
    assert [(leg.shut_left_m, leg.shut_right_m) for leg in legs] == [(1.5, 0.0)]


def test_no_round_leads_over_cones(tmp_path: Path) -> None:
    """The bend goes to the left: a kerb there is round, cones 1.5 m off it have a corner."""
    lengths_m = []
    for stretch in ({"kerb_radius_m": 8.0}, {"kerb_radius_m": 8.0, **FIXED}, {"kerb_radius_m": 0.0, **FIXED}):
        region = region_with(tmp_path, **stretch)
        roads = region.roads
        line = walked_of(roads, [[EdgeStretch(edge, 0.0, 1.0) for edge in range(roads.edge_count)]]).line
        router = Router(roads, Plane(*position(0.0, 0.0)))
        routed = router.route(line, opposed_segments(line))
        lengths_m.append(routed.line.length_m)
        assert bool(routed.strip.radius_m.any()) is (stretch == {"kerb_radius_m": 8.0})
    assert lengths_m[0] < lengths_m[1] == pytest.approx(lengths_m[2], abs=0.001)
    assert np.isfinite(lengths_m).all()
