"""From the track of an existing course to a judgement."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.export.documents.check import check_document
from courseplanner.export.syntax.jsontext import json_bytes
from courseplanner.model.course.evidence import Evidence, Stretch
from courseplanner.model.course.matched import MatchedTrack
from courseplanner.model.course.track import LONGEST_STRAIGHT_M, Track
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import Input, RuleSet

__all__ = ["CheckResult", "check_json", "check_track"]

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
    evidence : Evidence
    findings : tuple of Finding
    matched : MatchedTrack or None
        The roads under the track, where OSM files were given.
    longest_step : Stretch
        Between two points of the track: nobody knows where the course runs there.
    """

    track: Track
    length_m: float
    rules: RuleSet
    evidence: Evidence
    findings: tuple[Finding, ...]
    matched: MatchedTrack | None
    longest_step: Stretch

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
    from courseplanner.measure.geometry.geodesy import chainages_m
    from courseplanner.rules.book.rule_files import read_rule_set
    from courseplanner.rules.judge import judge
    from courseplanner.sources.tracks.tracks import read_track

    rule_set = read_rule_set(rules)
    track = read_track(path, progress.part(0.0, 0.4))
    matched = _matched(path, track, osm, progress.part(0.4, 0.7)) if osm else None
    evidence = _track_evidence(track, nominal_m, matched, elevation, progress.part(0.7, 0.95))
    progress.report(1.0, text("the course is judged"))
    own_m = chainages_m(track.lon, track.lat)
    longest = int(np.argmax(np.diff(own_m)))
    step = Stretch(float(own_m[longest]), float(own_m[longest + 1]))
    return CheckResult(track, float(own_m[-1]), rule_set, evidence, judge(evidence, rule_set), matched, step)


def _matched(path: Path, track: Track, osm: Sequence[Path], progress: Progress) -> MatchedTrack:
    """Match a track to the roads around it."""
    from courseplanner.base import kernel_cache as cache
    from courseplanner.layout.match.matching import match_track
    from courseplanner.sources.region import read_region

    box = _box_around(track)
    try:
        region = read_region(osm, bbox=box, progress=progress)
    except InputError as error:
        if error.where.startswith("[region] bbox"):
            raise _off_the_map(path) from None
        raise

    def say_compiling() -> None:
        progress.report(1.0, text("compiling what matches tracks, once (less than a minute)"))

    with cache.compiling(say_compiling):
        straight_m = math.inf if track.is_ours else LONGEST_STRAIGHT_M
        matched = match_track(region, track.lon, track.lat, longest_straight_m=straight_m)
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


def _track_evidence(
    track: Track,
    nominal_m: float,
    matched: MatchedTrack | None,
    elevation: Sequence[Path],
    progress: Progress,
) -> Evidence:
    """Gather what a track tells: its own separation, the rest along its roads where they are known."""
    from courseplanner.measure.along.shared_carriageway import opposed_and_lapped
    from courseplanner.measure.geometry.geodesy import chainages_m, distance_m, ground_chainages_m
    from courseplanner.measure.ground.profile import profile_of
    from courseplanner.measure.ground.relief import relief_of, relief_of_track, spans_of

    own_m = chainages_m(track.lon, track.lat)
    lon, lat, chainage_m = track.lon, track.lat, own_m
    if matched is not None:
        lon, lat, chainage_m = matched.lon, matched.lat, matched.chainage_m
    separation_m = distance_m(track.lon[0], track.lat[0], track.lon[-1], track.lat[-1])
    evidence = Evidence(
        lon, lat, chainage_m, nominal_m, None, separation_m,
        legs=None if matched is None else matched.legs,
        level_crossings_m=None if matched is None else matched.level_crossings_m,
        unsolved_m=None if matched is None else matched.unsolved_m,
        track_m=float(own_m[-1]),
        shortest_m=None if matched is None else matched.shortest_m,
        is_drawn=matched is not None and matched.is_whole,
    )  # fmt: skip
    if evidence.is_drawn:
        opposed, lapped = opposed_and_lapped(lon, lat, chainage_m)
        evidence = replace(evidence, opposed=opposed, lapped=lapped)
    if not elevation:
        relief = relief_of_track(own_m, track.height_m)
        along_m = own_m
    else:
        from courseplanner.sources.heights.elevation import read_terrain

        box = (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
        terrain = read_terrain(elevation, box, progress, roads=(lon, lat))
        relief = relief_of(terrain, lon, lat, chainage_m, spans_of(evidence.legs or ()))
        along_m = chainage_m
    if relief is None:
        return evidence
    measured_m = ground_chainages_m(along_m, relief.heights(along_m))
    ground_m = own_m[-1] * float(measured_m[-1] / along_m[-1])
    return replace(evidence, ground_m=ground_m, profile=profile_of(relief))


def check_json(result: CheckResult) -> bytes:
    """Give what checking a course gave as JSON."""
    return json_bytes(check_document(result.length_m, result.evidence, result.findings, result.matched))
