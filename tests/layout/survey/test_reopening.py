"""Routes on a newer map: what is found again, by name or by shape, and what is gone is named."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely

from courseplanner.layout.line.ground_cache import plane_of
from courseplanner.layout.line.spans.same_shape import ShapeFinder
from courseplanner.layout.survey.reopening import MOVED_M, reopened
from courseplanner.layout.survey.survey import survey
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.course import Course
from courseplanner.model.course.survey import Stage, Survey
from courseplanner.model.route.route import Route, Span, Straight
from courseplanner.model.route.span_problem import SpanTrouble
from courseplanner.roads.ground import Ground, ground_of
from laying import propose, race_for
from layout.maps import SmallMap, grid, make_brief, position

BRIEF = make_brief(5_000.0, shape="loop", search={"candidates": 1, "seed": 2})
RACE = race_for(BRIEF)


def town() -> SmallMap:
    return grid(7, 7, 300.0).village("Dorf", 1_200.0, 1_210.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("towns")


@cache
def laid(folder: Path) -> tuple[Ground, Candidate]:
    region = town().region(folder)
    return ground_of(region, BRIEF), propose(region, BRIEF).candidates[0]


def again(folder: Path, changed: SmallMap) -> tuple[Candidate, Survey]:
    """Survey the course of the town on a changed map."""
    _, candidate = laid(folder)
    (folder / "new").mkdir(exist_ok=True)
    ground = ground_of(changed.region(folder / "new"), BRIEF)
    return candidate, survey(ground, RACE, candidate.route)


def off_m(one: Course, other: Course) -> float:
    """Give how far two courses stray from each other, roughly, metres."""
    east = np.cos(np.radians(47.1))
    a, b = (shapely.LineString(np.column_stack((c.lon * east, c.lat))) for c in (one, other))
    return float(shapely.hausdorff_distance(a, b, densify=0.05)) * 111_000.0


def longest_span(candidate: Candidate) -> tuple[int, Span]:
    """Give the span with the most ground, which is no end of the course."""
    spans = [(k, one) for k, one in enumerate(candidate.route.spans) if isinstance(one, Span)]
    return max(spans, key=lambda one: abs(np.diff(np.array(one[1].line), axis=0)).sum())


def without(small: SmallMap, span: Span) -> SmallMap:
    """Cut the streets of a span out of a map, with the nodes between its ends."""
    nodes = list(small.ways[span.way][0])
    i, j = sorted((nodes.index(span.from_node), nodes.index(span.to_node)))
    tags = small.ways[span.way][1]
    small.ways[span.way] = (nodes[: i + 1], tags) if i else (nodes[j:], tags)
    if i and j + 1 < len(nodes):
        small.ways[900] = (nodes[j:], tags)
    return small


def test_on_the_same_map_nothing_is_said(folder: Path) -> None:
    candidate, found = again(folder, town())
    assert found.problems == ()
    assert found.fingerprint == candidate.fingerprint
    assert np.array_equal(found.course.lon, candidate.course.lon)


def test_a_side_road_that_is_new_changes_nothing(folder: Path) -> None:
    small = town()
    _, candidate = laid(folder)
    _, span = longest_span(candidate)
    nodes, tags = small.ways[span.way]
    at = nodes.index(span.from_node)
    onward = nodes[at + 1] if at + 1 < len(nodes) else nodes[at - 1]
    (x1_m, y1_m, _), (x2_m, y2_m, _) = small.nodes[span.from_node], small.nodes[onward]
    x_m, y_m = (x1_m + x2_m) / 2.0, (y1_m + y2_m) / 2.0
    small.node(70_001, x_m, y_m).node(70_002, x_m + 40.0, y_m + 40.0).way([70_001, 70_002])
    place = max(at, nodes.index(onward))
    small.ways[span.way] = ([*nodes[:place], 70_001, *nodes[place:]], tags)
    candidate, found = again(folder, small)
    assert found.problems == ()
    assert off_m(found.course, candidate.course) < 0.1
    assert found.course.course_m == pytest.approx(candidate.course.course_m, abs=0.005)


def renumbered() -> SmallMap:
    """The same streets, each way with another number."""
    small = SmallMap().node(80_001, -900.0, -900.0).node(80_002, -800.0, -900.0).way([80_001, 80_002])
    one = town()
    small.nodes |= one.nodes
    for nodes, tags in one.ways.values():
        small.way(nodes, tags)
    return small


def test_roads_whose_names_are_gone_are_found_by_their_shape(folder: Path) -> None:
    candidate, found = again(folder, renumbered())
    assert {one.trouble for one in found.problems} == {SpanTrouble.RENAMED}
    assert all(one.off_m is not None and one.off_m < 0.1 for one in found.problems)
    assert off_m(found.course, candidate.course) < 0.1
    assert found.course.course_m == pytest.approx(candidate.course.course_m, abs=0.01)
    assert [leg.name for leg in found.course.legs] == [leg.name for leg in candidate.course.legs]


def test_a_road_that_is_gone_is_named_and_the_rest_stays_of_use(folder: Path) -> None:
    _, candidate = laid(folder)
    index, span = longest_span(candidate)
    candidate, found = again(folder, without(town(), span))
    # What is left of its way behind it bears another number; other spans may run on the same street.
    assert {one.way for one in found.problems} == {span.way, None}
    assert [one.trouble for one in found.problems if one.way is None] == [SpanTrouble.OTHER_LENGTH]
    gone = {one.span: one for one in found.problems if one.trouble is SpanTrouble.GONE}
    problem = gone[index]
    assert (problem.lon, problem.lat) == span.line[0]
    assert f"span {index + 1}" in str(problem.words)
    assert str(span.way) in str(problem.words)
    assert off_m(found.course, candidate.course) < 12.0
    off_roads = [leg for leg in found.course.legs if not leg.is_on_road]
    assert 1 <= len(off_roads) <= len(gone)
    assert found.budget is None
    assert found.course.level_crossings_m is None
    assert {leg.way for leg in found.course.legs} - {0} <= {leg.way for leg in candidate.course.legs}


def test_a_road_that_was_moved_is_named_and_followed(folder: Path) -> None:
    _, candidate = laid(folder)
    index, span = longest_span(candidate)
    small = town()
    nodes = list(small.ways[span.way][0])
    inner = nodes[(nodes.index(span.from_node) + nodes.index(span.to_node)) // 2]
    x_m, y_m, tags = small.nodes[inner]
    small.nodes[inner] = (x_m + 4.0 * MOVED_M, y_m + 4.0 * MOVED_M, tags)
    _, found = again(folder, small)
    moved = {one.span: one for one in found.problems}
    assert {one.trouble for one in found.problems} == {SpanTrouble.MOVED, SpanTrouble.OTHER_LENGTH}
    off = moved[index].off_m
    assert off is not None
    assert 2.0 * MOVED_M < off < 8.0 * MOVED_M
    assert all(leg.is_on_road for leg in found.course.legs)


def test_a_road_that_may_not_be_used_now_is_named(folder: Path) -> None:
    ground, candidate = laid(folder)
    name = max(candidate.course.legs, key=lambda leg: leg.to_m - leg.from_m).name
    shut = race_for(make_brief(5_000.0, shape="loop", avoid=[name]))
    found = survey(ground, shut, candidate.route)
    named = {one.way for one in found.problems}
    assert {one.trouble for one in found.problems} == {SpanTrouble.SHUT}
    assert named == {leg.way for leg in candidate.course.legs if leg.name == name}
    assert np.array_equal(found.course.lon, candidate.course.lon)


def test_a_route_of_another_map_says_so_once(folder: Path) -> None:
    small = grid(4, 4, 200.0, x_m=40_000.0)
    for number, (nodes, tags) in list(small.ways.items()):
        small.ways[number + 500] = (nodes, tags)
        del small.ways[number]
    candidate, found = again(folder, small)
    problem, length = found.problems
    assert (problem.trouble, problem.span) == (SpanTrouble.OTHER_MAP, None)
    assert length.trouble is SpanTrouble.OTHER_LENGTH
    first = candidate.route.spans[0]
    assert (problem.lon, problem.lat) == first.line[0]
    assert not any(leg.is_on_road for leg in found.course.legs)


def test_spans_that_no_longer_join_are_named(folder: Path) -> None:
    ground, candidate = laid(folder)
    spans = candidate.route.spans
    torn = replace(candidate.route, spans=(*spans[:2], *spans[3:]), closing=None)
    _, _, problems = reopened(ground, torn)
    assert [(one.trouble, one.span) for one in problems] == [(SpanTrouble.APART, 1)]


RING = (301, 302, 303, 304, 305, 306)


def ring_town(start: int = 0, *, dropped: int | None = None) -> SmallMap:
    """A ring whose way begins at any of its nodes, and a road to it."""
    small = SmallMap().node(1, -800.0, 0.0)
    for at, node in enumerate(RING):
        angle = 2.0 * np.pi * at / len(RING)
        small.node(node, float(600.0 * np.cos(angle)), float(600.0 * np.sin(angle)))
    nodes = [*RING[start:], *RING[:start]]
    nodes = [node for node in nodes if node != dropped]
    return small.way([*nodes, nodes[0]], name="Ring").way([1, 304], name="Zufahrt").way([1, 304], name="Weg")


@pytest.mark.parametrize("start", range(len(RING)))
def test_a_ring_that_begins_elsewhere_is_the_same_road(folder: Path, start: int) -> None:
    route = Route("point-to-point", (Span(2, 1, 304), Span(1, 304, 302, 303, line=((0.0, 0.0), (1.0, 1.0)))))
    ground = ground_of(ring_town(start).region(folder), BRIEF)
    _, walked, problems = reopened(ground, replace(route, made_on=ground.key))
    assert problems == ()
    assert walked.line.length_m == pytest.approx(200.0 + 1_200.0, abs=5.0)


def test_where_the_node_that_gives_the_direction_is_gone_the_shape_does(folder: Path) -> None:
    ground = ground_of(ring_town().region(folder), BRIEF)
    route = Route("point-to-point", (Span(1, 304, 302, 305),))
    _, walked, _ = reopened(ground, replace(route, made_on=ground.key))
    assert walked.line.length_m == pytest.approx(2_400.0, abs=5.0)
    shape = tuple(zip(walked.line.lon.tolist(), walked.line.lat.tolist(), strict=True))
    (folder / "dropped").mkdir(exist_ok=True)
    small = ring_town(dropped=305)
    there = ground_of(small.region(folder / "dropped"), BRIEF)
    _, again, problems = reopened(there, Route("point-to-point", (Span(1, 304, 302, 305, line=shape),)))
    assert again.line.length_m > 2_000.0
    assert {one.trouble for one in problems} <= {SpanTrouble.MOVED, SpanTrouble.GONE}


def test_of_two_roads_the_one_that_follows_the_shape_is_taken(folder: Path) -> None:
    small = SmallMap().node(1, 0.0, 0.0).node(2, 400.0, 300.0).node(3, 800.0, 0.0)
    small.way([1, 3], name="Short").way([1, 2, 3], name="Long")
    ground = ground_of(small.region(folder), BRIEF)
    finder = ShapeFinder(ground.roads, plane_of(ground))
    shape = tuple(position(*small.nodes[node][:2]) for node in (1, 2, 3))
    found = finder.find(shape)
    assert found is not None
    assert [int(ground.roads.way_id[ground.roads.edge_way[one.edge]]) for one in found.stretches] == [2]
    assert finder.find((shape[0], position(400.0, 150.0), shape[2])) is None


@pytest.mark.parametrize("shape", ["loop", "point-to-point", "out-and-back"])
def test_a_route_of_straights_alone_has_its_length(folder: Path, shape: str) -> None:
    ground = ground_of(town().region(folder), BRIEF)
    corners = [(0.0, 0.0), (900.0, 0.0), (900.0, 700.0), (0.0, 0.0)]
    line = tuple(position(*corner) for corner in corners)
    route = Route(shape, (Straight(line),))
    stage = survey(ground, race_for(make_brief(5_000.0, shape=shape)), route, Stage.LENGTH)
    times = 2.0 if shape == "out-and-back" else 1.0
    assert stage.course_m == pytest.approx(times * (900.0 + 700.0 + np.hypot(900.0, 700.0)), rel=0.002)


def test_a_length_that_is_no_longer_met_is_named(folder: Path) -> None:
    ground, candidate = laid(folder)
    closing = candidate.route.closing
    assert closing is not None
    there = replace(closing.finish, part=closing.finish.part / 2.0)
    found = survey(ground, RACE, replace(candidate.route, closing=replace(closing, finish=there)))
    (problem,) = found.problems
    assert (problem.trouble, problem.span) == (SpanTrouble.OTHER_LENGTH, None)
    assert f"{closing.length_m:.2f} m" in str(problem.words)
    assert problem.off_m == pytest.approx(abs(found.course.course_m - closing.length_m))


def test_a_span_without_a_shape_that_is_gone_is_named_and_bridged(folder: Path) -> None:
    ground, candidate = laid(folder)
    spans = list(candidate.route.spans)
    spans[2] = Span(987_654, 1, 2)
    _, walked, problems = reopened(ground, replace(candidate.route, spans=tuple(spans), closing=None))
    assert [(one.trouble, one.span) for one in problems][:1] == [(SpanTrouble.GONE, 2)]
    assert walked.line.length_m > 1_000.0


def test_a_straight_is_run_along_no_road(folder: Path) -> None:
    ground, candidate = laid(folder)
    index, span = longest_span(candidate)
    spans = list(candidate.route.spans)
    spans[index] = Straight(span.line)
    line = survey(ground, RACE, replace(candidate.route, spans=tuple(spans)), Stage.LINE)
    assert line.problems == ()
    assert not line.is_on_roads
    assert line.walked.line.length_m == pytest.approx(
        survey(ground, RACE, candidate.route, Stage.LINE).walked.line.length_m, abs=5.0
    )
