"""What is kept is run from end to end, by every course."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseplanner.base.errors import BriefError
from courseplanner.layout.ask.allowed_edges import allowed_edges
from courseplanner.layout.ask.required_parts import required_parts
from courseplanner.model.course.candidate import Proposal
from courseplanner.model.course.track import Track
from courseplanner.model.region import Region
from courseplanner.roads.ground import ground_of
from laying import propose
from layout.maps import SmallMap, grid, make_brief, position

SIDE_M = 200.0


def _town() -> SmallMap:
    """A grid whose third street to the north is called Spine, in two ways with a gap in the name."""
    small = grid(7, 7, SIDE_M)
    for number, (nodes, tags) in list(small.ways.items()):
        heights = {small.nodes[node][1] for node in nodes}
        if heights == {3.0 * SIDE_M}:
            small.ways[number] = (nodes, {**tags, "name": "Spine"})
    return small


def _track(*points_m: tuple[float, float]) -> Track:
    """A track along straight lines, a point every 20 m."""
    at = np.array(points_m)
    dense = [
        a + (b - a) * t
        for a, b in pairwise(at)
        for t in np.linspace(0.0, 1.0, max(int(np.hypot(*(b - a)) / 20.0), 1), endpoint=False)
    ]
    degrees = np.array([position(x, y) for x, y in [*dense, at[-1]]])
    return Track("", degrees[:, 0].copy(), degrees[:, 1].copy(), np.full(len(degrees), np.nan), 0)


def _proposal(region: Region, tracks: dict[str, Track], **course: Any) -> Proposal:
    brief = make_brief(4_000.0, search={"candidates": 3}, limits={"max_repeated": 0.05}, **course)
    return propose(region, brief, tracks=tracks)


def _on_spine_m(proposal: Proposal) -> list[float]:
    return [
        sum(leg.to_m - leg.from_m for leg in one.course.legs if leg.name == "Spine")
        for one in proposal.candidates
    ]


@pytest.mark.parametrize("shape", ["loop", "point-to-point"])
def test_a_road_by_its_name_is_run_from_end_to_end(shape: str, tmp_path: Path) -> None:
    region = _town().region(tmp_path)
    found = _proposal(region, {}, keep=["Spine"], shape=shape)
    assert len(found.candidates) >= 2
    assert all(length_m > 0.95 * 6.0 * SIDE_M for length_m in _on_spine_m(found))


def test_a_track_is_kept_round_its_corners(tmp_path: Path) -> None:
    region = _town().region(tmp_path)
    corners = [(0.0, SIDE_M), (2.0 * SIDE_M, SIDE_M), (2.0 * SIDE_M, 3.0 * SIDE_M), (800.0, 3.0 * SIDE_M)]
    track = _track(*corners)
    found = _proposal(region, {"spine.gpx": track}, keep=["spine.gpx"])
    assert found.candidates
    wanted = np.column_stack([track.lon, track.lat])
    parts = np.linspace(0.0, 1.0, 60)[:, None]
    scale = np.array([75_700.0, 111_178.0])
    for one in found.candidates:
        line = np.column_stack([one.course.lon, one.course.lat])
        dense = np.concatenate([a + (b - a) * parts for a, b in pairwise(line)])
        away_m = [np.hypot(*((dense - point) * scale).T).min() for point in wanted]
        assert max(away_m) < 15.0


def test_a_part_of_one_edge_is_kept(tmp_path: Path) -> None:
    region = _town().region(tmp_path)
    track = _track((2.0 * SIDE_M, 3.0 * SIDE_M), (3.0 * SIDE_M, 3.0 * SIDE_M))
    found = _proposal(region, {"spine.gpx": track}, keep=["spine.gpx"])
    assert found.candidates
    assert all(length_m > 0.8 * SIDE_M for length_m in _on_spine_m(found))


def test_two_parts_are_both_kept(tmp_path: Path) -> None:
    region = _town().region(tmp_path)
    north = _track((SIDE_M, 5.0 * SIDE_M), (4.0 * SIDE_M, 5.0 * SIDE_M))
    found = _proposal(region, {"north.gpx": north}, keep=["Spine", "north.gpx"])
    assert found.candidates
    assert all(length_m > 0.95 * 6.0 * SIDE_M for length_m in _on_spine_m(found))


def test_a_dead_end_that_must_be_kept_is_named(tmp_path: Path) -> None:
    small = _town()
    small.node(5001, -300, 0).way([1, 5001], name="Blind")
    found = _proposal(small.region(tmp_path), {}, keep=["Blind"])
    (unmet,) = found.unmet
    assert not found.candidates
    assert unmet.requirement == "keep"
    assert "Blind is a dead end for a loop" in str(unmet.words)


@pytest.mark.parametrize(
    ("keep", "avoid", "words"),
    [
        (["Spine"], ["Spine"], "Spine must be run and may not be"),
        (["Spine", "spine"], [], "keeps a road twice"),
        (["Spin"], [], "no road is called “Spin”"),
    ],
)
def test_what_can_not_be_kept_is_refused(
    keep: list[str], avoid: list[str], words: str, tmp_path: Path
) -> None:
    region = _town().region(tmp_path)
    brief = make_brief(4_000.0, keep=keep, avoid=avoid)
    with pytest.raises(BriefError) as error:
        required_parts(brief, ground_of(region, brief), allowed_edges(brief, region.roads), {})
    assert words in str(error.value)
    assert "[course] keep" in error.value.where


def test_a_track_far_from_roads_is_refused(tmp_path: Path) -> None:
    region = _town().region(tmp_path)
    brief = make_brief(4_000.0, keep=["spine.gpx"])
    away = _track((50_000.0, 0.0), (51_000.0, 0.0))
    with pytest.raises(BriefError, match="follows no road"):
        required_parts(
            brief, ground_of(region, brief), allowed_edges(brief, region.roads), {"spine.gpx": away}
        )
