"""From the track of an existing course to a judgement."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.export.documents.check import check_document
from courseplanner.export.syntax.jsontext import json_bytes
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.match import Match
from courseplanner.model.course.stretch import Stretch
from courseplanner.model.course.survey import Stage, Survey
from courseplanner.model.course.track import LONGEST_STRAIGHT_M, Track
from courseplanner.model.network.no_roads import no_roads
from courseplanner.model.places.terrain import Terrain
from courseplanner.model.race import Race
from courseplanner.model.region import Region
from courseplanner.model.route.route import Route, Straight
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import Input, RuleSet
from courseplanner.roads.ground import Ground, ground_of

__all__ = ["CheckResult", "check_json", "check_track"]

Floats = NDArray[np.float64]

_AROUND_TRACK_M = 500.0
"""So much of the roads around a track is read."""


@dataclass(frozen=True, slots=True, eq=False)
class CheckResult:
    """What checking an existing course gave.

    Parameters
    ----------
    track : Track
    length_m : float
        Of the track as it was recorded: the sum of the geodesics between its points.
    rules : RuleSet
    survey : Survey
        Of the route that the track was taken for.
    matched : Match or None
        How well it follows the roads of the OSM files, where these were given.
    longest_step : Stretch
        Between two points of the track: nobody knows where the course runs there.
    """

    track: Track
    length_m: float
    rules: RuleSet
    survey: Survey
    matched: Match | None
    longest_step: Stretch

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say of it."""
        return self.survey.findings

    @property
    def unanswerable(self) -> frozenset[str]:
        """The rules that stay open because no track, map or elevation can ever answer them."""
        never = {
            rule.id
            for rule in self.rules.rules
            if not _ANSWERED.issuperset(rule.needs) or rule.quantity == _OF_A_PLAN
        }
        open_rules = {finding.rule for finding in self.findings if finding.status is Status.UNKNOWN}
        return frozenset((never & open_rules) - _ALWAYS_SHOWN)

    @property
    def guessed_step(self) -> Stretch | None:
        """The longest step between two points, where it is so long that nobody knows the way."""
        if self.track.is_ours or (self.matched is not None and self.matched.is_whole):
            return None
        step = self.longest_step
        return step if step.to_m - step.from_m > LONGEST_STRAIGHT_M else None

    @property
    def outlier_m(self) -> float | None:
        """The way to a point that was left out and back, where a receiver would have written more of them."""
        if self.matched is None or self.matched.stray_m <= LONGEST_STRAIGHT_M:
            return None
        return self.matched.stray_m


_ANSWERED = frozenset(
    {
        Input.NOMINAL,
        Input.LINE,
        Input.ROADS,
        Input.HEIGHTS,
        Input.MEETING,
        Input.LAPPING,
        Input.CROSSINGS,
        Input.SHORTEST_LINE,
    }
)
"""What a track, the map and elevation files tell."""
_OF_A_PLAN = "offset"
"""How far a line was laid off kerbs: a track was run, not laid."""
_ALWAYS_SHOWN = frozenset({"LEN-MIN"})
"""Everybody looks for the length, also where only a ride can settle it."""


def check_track(
    path: Path,
    nominal_m: float,
    rules: str,
    elevation: Sequence[Path],
    progress: Progress,
    osm: Sequence[Path] = (),
) -> CheckResult:
    """Judge an existing course by a rule set.

    Heights are those of the elevation files where any are given, else those of the track itself. With
    OSM files the track is matched to roads, and its roads, bends and meetings are judged along those.

    Parameters
    ----------
    path : Path
        A GPX file.
    nominal_m : float
        The distance of the event.
    rules : str
        A rule set, as a brief names it.
    elevation : sequence of Path
    progress : Progress
    osm : sequence of Path

    Raises
    ------
    InputError
        If the track, the rules, an elevation or an OSM file can't be read, or the track follows no road
        of those.
    CancelledError
        If `progress` was cancelled.
    """
    from courseplanner.base import kernel_cache as cache
    from courseplanner.layout.survey.survey import survey
    from courseplanner.measure.geometry.geodesy import chainages_m
    from courseplanner.rules.book.rule_files import read_rule_set
    from courseplanner.sources.tracks.tracks import read_track

    rule_set = read_rule_set(rules)
    track = read_track(path, progress.part(0.0, 0.4))
    brief = _brief_of(nominal_m)
    race = Race(brief, rule_set, recorded=track)
    with cache.compiling(partial(_say_compiling, progress)):
        region, matched = _nowhere(track), None
        if osm:
            region = _around(path, track, osm, progress.part(0.4, 0.7))
            matched = _matched(path, track, ground_of(region, brief))
        route = _straight_route(track) if matched is None else matched.route
        if elevation:
            line = survey(ground_of(region, brief), race, route, Stage.LINE).walked.line
            terrain = _terrain(elevation, line.lon, line.lat, progress.part(0.7, 0.95))
            region = replace(region, terrain=terrain)
        ground = ground_of(region, brief)
        found = survey(ground, race, replace(route, made_on=ground.key))
    progress.report(1.0, text("the course is judged"))
    own_m = chainages_m(track.lon, track.lat)
    longest = int(np.argmax(np.diff(own_m)))
    step = Stretch(float(own_m[longest]), float(own_m[longest + 1]))
    return CheckResult(track, float(own_m[-1]), race.rules, found, matched, step)


def _say_compiling(progress: Progress) -> None:
    progress.report(0.7, text("compiling what matches tracks, once (less than a minute)"))


def _brief_of(nominal_m: float) -> Brief:
    """Give what is asked of a course that exists: its distance alone."""
    tables = {"event": {"distance": nominal_m}, "region": {}}
    return Brief.model_validate({"schema": 1, **tables, "course": {"shape": "point-to-point"}})


def _nowhere(track: Track) -> Region:
    """Give the region of a track where no map is given: there are no roads."""
    return Region(no_roads(), (), _box_around(track), ())


def _straight_route(track: Track) -> Route:
    """Give the route of a track that no map is known of: from point to point."""
    points = zip(track.lon.tolist(), track.lat.tolist(), strict=True)
    return Route("point-to-point", (Straight(tuple(points)),))


def _terrain(elevation: Sequence[Path], lon: Floats, lat: Floats, progress: Progress) -> Terrain:
    from courseplanner.sources.heights.elevation import read_terrain

    box = (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    return read_terrain(elevation, box, progress, roads=(lon, lat))


def _around(path: Path, track: Track, osm: Sequence[Path], progress: Progress) -> Region:
    """Read the map around a track."""
    from courseplanner.sources.region import read_region

    box = _box_around(track)
    try:
        return read_region(osm, bbox=box, progress=progress)
    except InputError as error:
        if error.where.startswith("[region] bbox"):
            raise _off_the_map(path) from None
        raise


def _matched(path: Path, track: Track, ground: Ground) -> Match:
    """Match a track to the roads around it."""
    from courseplanner.layout.match.matching import match_track

    straight_m = math.inf if track.is_ours else LONGEST_STRAIGHT_M
    matched = match_track(ground, track.lon, track.lat, longest_straight_m=straight_m)
    if matched is None:
        raise _off_the_map(path)
    return matched


def _box_around(track: Track) -> tuple[float, float, float, float]:
    lat_deg = _AROUND_TRACK_M / 111_000.0
    lon_deg = lat_deg / max(math.cos(math.radians(float(np.abs(track.lat).max()))), 0.01)
    return (
        max(float(track.lon.min()) - lon_deg, -180.0),
        max(float(track.lat.min()) - lat_deg, -90.0),
        min(float(track.lon.max()) + lon_deg, 180.0),
        min(float(track.lat.max()) + lat_deg, 90.0),
    )


def _off_the_map(path: Path) -> InputError:
    return InputError(
        str(path),
        text("the track follows no road of the OSM files"),
        text("give an extract of the region that the track lies in"),
    )


def check_json(result: CheckResult) -> bytes:
    """Give what checking a course gave as JSON."""
    return json_bytes(check_document(result.length_m, result.survey, result.matched))
