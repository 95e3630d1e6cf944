"""A sample of the campaign of routes, and the campaign itself: stored, read elsewhere, the same course."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from campaign.routes import EXTRACTS, SHAPES, differing, ground_from, kept_routes
from campaign.size import many

OSM = Path(__file__).resolve().parents[2] / "shared" / "data" / "osm"
COUNTS = many({"liechtenstein.osm.pbf": 100, "guixi.osm": 100}, dict.fromkeys(EXTRACTS, 2_000))


@pytest.mark.usefixtures("shared_data")
@pytest.mark.parametrize("extract", COUNTS)
def test_random_routes_are_the_same_courses_in_another_process(extract: str) -> None:
    assert differing(OSM / extract, 7, COUNTS[extract]) == []


@pytest.mark.usefixtures("shared_data")
def test_random_routes_are_of_all_shapes_and_differ() -> None:
    ground = ground_from(OSM / "guixi.osm")
    kept = list(kept_routes(ground, 3, 12))
    entries = [json.loads(one.entry) for one in kept]
    assert [one["shape"] for one in entries] == [*SHAPES] * 3
    assert len({one.digest for one in kept}) == len(kept)
    assert all(one["closing"]["length_m"] > 400.0 for one in entries)
    assert {len(span["nodes"]) for one in entries for span in one["spans"]} == {2, 3}
    assert any("parts" in span for one in entries for span in one["spans"])


@pytest.mark.usefixtures("shared_data")
def test_a_route_that_is_changed_on_the_way_is_found() -> None:
    from campaign.routes import courses_of

    osm = OSM / "guixi.osm"
    (one,) = kept_routes(ground_from(osm), 5, 1)
    entry = json.loads(one.entry)
    assert courses_of(osm, [one.entry]) == [one.digest]
    entry["closing"]["start"]["part"] = 0.5 + entry["closing"]["start"]["part"] / 4.0
    assert courses_of(osm, [json.dumps(entry)]) != [one.digest]
