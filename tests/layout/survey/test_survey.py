"""Surveys: stage by stage, with and without what was known before, and again in another process."""

from __future__ import annotations

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseplanner.export.documents.candidates import candidates_document
from courseplanner.export.gpx import gpx_bytes
from courseplanner.layout.line.ground_cache import forget_grounds
from courseplanner.layout.survey.survey import resolved_for, survey
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.course.survey import Stage, Survey
from courseplanner.model.course.track import Track
from courseplanner.model.race import Race
from courseplanner.model.route.entry import route_entry, route_of_entry
from courseplanner.model.route.route import Route
from courseplanner.roads.ground import Ground, ground_of
from courseplanner.sources.region import read_region
from handmade import ELAPSED
from laying import propose, race_for
from layout.maps import SmallMap, grid, make_brief

SHAPES: tuple[dict[str, Any], ...] = (
    {"shape": "loop"},
    {"shape": "laps", "laps": 2},
    {"shape": "laps", "laps": 2, "lead_in_m": 500.0},
    {"shape": "out-and-back"},
    {"shape": "point-to-point"},
)
STATED = {"width_m": {"Row 3": 12.0}, "stretches": [{"road": "Row 2", "open": "right", "marked_by": "cones"}]}


def town() -> SmallMap:
    """Streets, two villages, and a way that is a ring."""
    small = grid(7, 7, 300.0).village("Weiler", 610.0, 20.0).village("Dorf", 1_200.0, 1_210.0)
    small.node(50_001, 450.0, 450.0).node(50_002, 450.0, 750.0).node(50_003, 750.0, 750.0)
    return small.way([202, 50_001, 50_002, 50_003, 202], name="Ring")


def asked(course: dict[str, Any], roads: dict[str, Any] | None = None) -> Race:
    brief = make_brief(5_000.0, **course)
    if roads:
        tables = brief.model_dump(mode="json", by_alias=True) | {"roads": roads}
        brief = type(brief).model_validate(tables)
    return race_for(brief)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("town")
    town().write(made)
    return made


@cache
def found(path: Path, shape: int, *, stated: bool = False) -> tuple[Ground, Race, Candidate]:
    race = asked(SHAPES[shape], STATED if stated else None)
    region = read_region([path / "map.osm"])
    return ground_of(region, race.brief), race, propose(region, race.brief).candidates[0]


def said(candidate: Candidate, ground: Ground, race: Race) -> str:
    """Give all that is written of a candidate."""
    document = candidates_document(race.brief, ground, Proposal((candidate,), (), complete=True), ELAPSED)
    return json.dumps(document["candidates"]) + gpx_bytes(candidate, "Race", ()).decode()


def surveyed_elsewhere(path: Path, course: dict[str, Any], roads: dict[str, Any] | None, entry: str) -> str:
    """Read a map and a route as another process does, and say all of the course."""
    forget_grounds()
    race = asked(course, roads)
    ground = ground_of(read_region([path / "map.osm"]), race.brief)
    one = survey(ground, race, route_of_entry(json.loads(entry)))
    return said(Candidate.of(one, "A", None), ground, race)


@pytest.mark.parametrize("stated", [False, True])
def test_a_route_is_the_same_course_in_another_process(folder: Path, *, stated: bool) -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as other:
        for shape, course in enumerate(SHAPES):
            ground, race, candidate = found(folder, shape, stated=stated)
            entry = json.dumps(route_entry(candidate.route))
            there = other.submit(surveyed_elsewhere, folder, course, STATED if stated else None, entry)
            assert there.result() == said(replace(candidate, estimate_error_m=None), ground, race)


@pytest.mark.parametrize("shape", range(len(SHAPES)))
def test_stages_give_the_same_with_and_without_those_before(folder: Path, shape: int) -> None:
    ground, race, candidate = found(folder, shape)
    route = candidate.route
    line = survey(ground, race, route, Stage.LINE)
    length = survey(ground, race, route, Stage.LENGTH, line)
    facts = survey(ground, race, route, Stage.FACTS, length)
    assert length.on is line
    assert facts.on is length
    assert survey(ground, race, route, Stage.LINE, facts) is line
    for before in (None, line, length, facts):
        assert said_of(survey(ground, race, route, before=before)) == said_of(candidate)
    assert length.course_m == candidate.course.course_m
    assert np.array_equal(length.lon, candidate.course.lon)


def said_of(one: Survey) -> str:
    """Give all that a survey holds."""
    return repr([_value(getattr(one, field.name)) for field in fields(Survey)])


def _value(value: object) -> object:
    if isinstance(value, np.ndarray):
        return value.tolist()
    if hasattr(value, "__dataclass_fields__"):
        return [(field, _value(getattr(value, field))) for field in value.__dataclass_fields__]
    return [_value(one) for one in value] if isinstance(value, tuple) else value


def test_stages_of_another_route_race_or_ground_are_not_taken(folder: Path) -> None:
    ground, race, candidate = found(folder, 0)
    stage = survey(ground, race, candidate.route, Stage.FACTS)
    _, _, other = found(folder, 3)
    assert survey(ground, race, other.route, Stage.LINE, stage) is not stage.on.on
    longer = race_for(make_brief(6_000.0, shape="loop"))
    assert survey(ground, longer, candidate.route, Stage.LINE, stage).race is longer
    stated = ground_of(read_region([folder / "map.osm"]), asked(SHAPES[0], STATED).brief)
    assert survey(stated, race, candidate.route, Stage.LINE, stage).asked is stated


def test_a_course_keeps_its_length_where_it_was_brought_to(folder: Path) -> None:
    for shape in range(len(SHAPES)):
        ground, race, candidate = found(folder, shape)
        closing = candidate.route.closing
        assert closing is not None
        assert closing.length_m == race.brief.event.target_m
        length = survey(ground, race, candidate.route, Stage.LENGTH)
        assert length.course_m == pytest.approx(closing.length_m, abs=0.005)


def test_a_route_that_was_not_brought_to_a_length_is_run_from_end_to_end(folder: Path) -> None:
    ground, race, candidate = found(folder, 0)
    open_route: Route = replace(candidate.route, closing=None)
    stage = survey(ground, race, open_route, Stage.LENGTH)
    assert stage.closed.closing is None
    round_m = stage.on.walked.line.length_m
    assert stage.closed.routed.centreline.length_m == pytest.approx(round_m, abs=0.01)
    assert survey(ground, race, open_route).course.closing is None


def test_a_fingerprint_tells_routes_and_grounds_apart(folder: Path) -> None:
    ground, race, candidate = found(folder, 0)
    assert len(candidate.fingerprint) == 8
    assert candidate.fingerprint.isalnum()
    _, _, other = found(folder, 3)
    _, _, elsewhere = found(folder, 0, stated=True)
    assert len({candidate.fingerprint, other.fingerprint, elsewhere.fingerprint}) == 3
    assert survey(ground, race, candidate.route).fingerprint == candidate.fingerprint


def test_places_that_the_brief_names_are_anchors(folder: Path) -> None:
    brief = make_brief(5_000.0, visit=["Dorf"])
    (one, *_) = propose(read_region([folder / "map.osm"]), brief).candidates
    assert [anchor.name for anchor in one.route.anchors] == ["Dorf"]


def test_tracks_that_a_brief_keeps_are_those_of_the_race(folder: Path) -> None:
    ground, race, _ = found(folder, 0)
    lon, lat = np.array([9.5, 9.51]), np.array([47.1, 47.1])
    one, other = (Track("", lon.copy(), lat.copy(), np.full(2, np.nan), 0) for _ in range(2))
    kept = replace(race, tracks={"spine.gpx": one})
    assert resolved_for(ground, kept) is not resolved_for(ground, race)
    assert resolved_for(ground, replace(kept)) is resolved_for(ground, kept)
    assert resolved_for(ground, replace(race, tracks={"spine.gpx": other})) is not resolved_for(ground, kept)
