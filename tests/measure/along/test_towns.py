"""Which town a start lies in, as far as the map tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courseplanner.measure.along.towns import town_near
from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from handmade import region
from laying import ground_in

HERE = (104.9, 25.0)


def place(kind: PlaceKind, name: str | None, north_m: float) -> Place:
    return Place(kind, Names(name), None, HERE[0], HERE[1] + north_m / 111_000.0)


@pytest.mark.parametrize(
    ("places", "name"),
    [
        ([place(PlaceKind.TOWN, "Near", 900.0), place(PlaceKind.CITY, "Far", 3_000.0)], "Near"),
        ([place(PlaceKind.VILLAGE, "Village", 100.0), place(PlaceKind.TOWN, "Town", 4_000.0)], "Town"),
        ([place(PlaceKind.VILLAGE, "Village", 100.0), place(PlaceKind.TOWN, "Town", 6_000.0)], "Village"),
        ([place(PlaceKind.TOWN, None, 100.0), place(PlaceKind.VILLAGE, "Village", 200.0)], "Village"),
        ([place(PlaceKind.HAMLET, "Hamlet", 100.0)], None),
        ([place(PlaceKind.CITY, "Far", 9_000.0)], None),
        ([], None),
    ],
)
def test_the_nearest_town_else_the_nearest_village(places: list[Place], name: str | None) -> None:
    assert town_near(ground_in(replace(region(), places=tuple(places))), *HERE) == name
