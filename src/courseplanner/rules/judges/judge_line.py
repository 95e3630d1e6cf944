"""Judges what the line of a plan is laid along, and the room to adjust its length after the ride."""

from __future__ import annotations

from courseplanner.base.i18n import Text, text
from courseplanner.measure.string.corridor import OFF_KERB_M
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.reserve import Reserve, room_m
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.rules.judges.open_stretches import RoadStretch, joined, km_of, longest_named, starts_of
from courseplanner.rules.judges.verdict import INPUTS, decided, lacking, settled, unknown

__all__ = ["judge_offset", "judge_reserve", "judge_shortest_line"]

_KNOWN_WIDTHS = ("tag", "user")


def judge_shortest_line(evidence: Evidence, rule: Rule) -> Finding:
    """Ask that the line is the shortest route inside roads whose width is known."""
    doubt = _doubt(evidence, rule)
    if doubt is not None:
        return doubt
    if evidence.track_m is not None and evidence.shortest_m is not None:
        return _of_track(evidence.track_m, evidence.shortest_m, rule)
    words = text("laid along the shortest possible route inside the road, by widths that are given")
    return decided(rule, words, holds=True)


def _of_track(track_m: float, shortest_m: float, rule: Rule) -> Finding:
    """Hold the length of a track to that of the shortest possible route inside its roads."""
    off_percent = 100.0 * (track_m / shortest_m - 1.0)
    words = text(
        "the shortest possible route inside its roads is {shortest:.2f} km, the track {track:.2f} km",
        shortest=shortest_m / 1000.0,
        track=track_m / 1000.0,
    )
    if abs(off_percent) > rule.figures["track_off_percent"]:
        return unknown(rule, words, INPUTS[Input.RIDE])
    return decided(rule, words, holds=True)


def judge_offset(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the distance of the line from kerbs to the one that is asked."""
    if evidence.track_m is not None:
        return lacking(rule, Input.RIDE)
    doubt = _doubt(evidence, rule)
    if doubt is not None:
        return doubt
    words = text("the line keeps {off:.2f} m off kerbs, corners, cones and dividers", off=OFF_KERB_M)
    return settled(rule, OFF_KERB_M, words)


def _doubt(evidence: Evidence, rule: Rule) -> Finding | None:
    """Say why nobody can tell yet whether the line is the shortest; `None` where that can be said."""
    if evidence.unsolved_m is None:
        return lacking(rule, Input.SHORTEST_LINE)
    if evidence.legs is None:
        return lacking(rule, Input.ROADS)
    if evidence.unsolved_m > 0.0:
        words = text("{far:.0f} m follow the middle of the road, where its bends overlap",
                     far=evidence.unsolved_m)  # fmt: skip
        return unknown(rule, words, text("a survey of these bends"))
    doubtful = [leg for leg in evidence.legs if leg.width_from not in _KNOWN_WIDTHS or leg.width_m <= 0.0]
    assumed = joined([RoadStretch(leg.name, leg.from_m, leg.to_m) for leg in doubtful], by_name=True)
    if assumed:
        words = text(
            "laid along the shortest possible route, but the widths of {km:.2f} km are assumed",
            km=km_of(assumed),
        )
        if evidence.shortest_m is not None:
            words = text(
                "the shortest possible route inside its roads is {shortest:.2f} km, but the widths of "
                "{km:.2f} km are assumed",
                shortest=evidence.shortest_m / 1000.0,
                km=km_of(assumed),
            )
        return unknown(
            rule,
            words,
            text("the width of {stretches}", stretches=longest_named(assumed)),
            at_m=starts_of(assumed),
        )
    return None


def judge_reserve(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the room of one or two places, to add and to cut, to what is asked each way."""
    if evidence.reserves is None:
        return lacking(rule, Input.RESERVE)
    both_m, places = room_m(evidence.reserves)
    if not places:
        return settled(rule, 0.0, text("no place was found where the course can be lengthened and shortened"))
    named = _named(places[0])
    for place in places[1:]:
        named = text("{first}; {second}", first=named, second=_named(place))
    words = text("{room:.0f} m can be added and cut: {places}", room=both_m, places=named)
    return settled(rule, both_m, words, at_m=tuple(sorted(place.at_m for place in places)))


def _named(place: Reserve) -> Text:
    return text(
        "{title} (+{add:.0f} / \N{MINUS SIGN}{cut:.0f} m, {moves})",
        title=place.title,
        add=place.add_m,
        cut=place.cut_m,
        moves=place.moves,
    )
