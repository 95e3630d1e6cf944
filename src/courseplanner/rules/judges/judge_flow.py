"""Judges the flow of the field against the width of the roads, along the whole course."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.course import Leg
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.field_start import FieldStart
from courseplanner.model.course.length_budget import width_error_m
from courseplanner.model.race import Race
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import Input, Rule
from courseplanner.rules.field import (
    FIELD_QUANTITY,
    field_floor_m,
    flow_per_min,
    last_start_min,
    waves_for,
    window_min,
)
from courseplanner.rules.judges.lanes import lanes_of
from courseplanner.rules.judges.off_roads import is_off_roads, off_roads
from courseplanner.rules.judges.open_stretches import RoadStretch, longest_named, starts_of
from courseplanner.rules.judges.verdict import decided, lacking, unknown

__all__ = ["Piece", "field_start_of", "judge_field_flow", "pieces_of"]

_LEAST_M = 0.1
_ROUNDING_M = 1e-6
_LEVELS = (Status.PASS, Status.WARN, Status.FAIL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the course with what one direction of runners has of its width.

    Parameters
    ----------
    name : str or None
        Of the road.
    from_m, to_m : float
        Chainage.
    width_m, least_m, most_m : float
        As tagged or assumed, and that with its error off and on; equal where it is known.
    """

    name: str | None
    from_m: float
    to_m: float
    width_m: float
    least_m: float
    most_m: float


def pieces_of(evidence: Evidence) -> list[Piece]:
    """Give the width of each piece of a course, each direction by itself, with how far it may be off."""
    return [piece for leg in evidence.legs or () for piece in _pieces_of_leg(leg, evidence)]


def _pieces_of_leg(leg: Leg, evidence: Evidence) -> Iterator[Piece]:
    # What counts as known has no error here: whoever measured it answers for it.
    known = replace(leg, width_from="user", width_m=max(leg.width_m, _LEAST_M))
    error_m = (
        0.0
        if leg.width_from in ("tag", "user")
        else width_error_m(leg.width_m, leg.width_from, leg.road_class)
    )
    for lane in lanes_of([known], evidence.opposed):
        part = lane.least_m / max(known.open_width_m, _LEAST_M)
        yield Piece(
            leg.name,
            lane.from_m,
            lane.to_m,
            max(lane.least_m, _LEAST_M),
            max(lane.least_m - part * error_m, _LEAST_M),
            max(lane.most_m + error_m, _LEAST_M),
        )


def judge_field_flow(evidence: Evidence, rule: Rule) -> Finding:
    """Hold the flow at the narrowest to the limit: over it a warning, a fail where it is crowded.

    Where the brief states no waves, so many are assumed that each clears the start in time. A long wait for
    the last wave is a warning, too, and so are roads that a lead car and an ambulance do not fit into.
    """
    if evidence.runners is None:
        return lacking(rule, Input.RUNNERS)
    if not evidence.legs:
        return lacking(rule, Input.ROADS)
    if is_off_roads(evidence.legs):
        return off_roads(evidence.legs, rule)
    pieces, runners = pieces_of(evidence), evidence.runners
    waves = _waves(evidence, pieces, rule)

    def flow(piece: Piece, width_m: float) -> float:
        return flow_per_min(runners, waves, piece.from_m, rule) / width_m

    worst = max(pieces, key=lambda piece: flow(piece, piece.width_m))
    below = [leg for leg in evidence.legs if leg.open_width_m < rule.figures["floor_m"] - _ROUNDING_M]
    words = _words(evidence, rule, waves, worst, flow(worst, worst.width_m), below)

    def level_of(most_flow: float) -> Status:
        return _level(rule, waves, most_flow, is_narrow=bool(below))

    level, surely, maybe = (
        level_of(max(flow(piece, width_of(piece)) for piece in pieces))
        for width_of in (_width, _most, _least)
    )
    if surely != maybe:
        doubtful = [piece for piece in pieces if level_of(flow(piece, piece.least_m)) != surely]
        needs = text("the width of {stretches}", stretches=longest_named(_stretches(doubtful)))
        return unknown(
            rule, words, needs, measured=flow(worst, worst.width_m), at_m=starts_of(_stretches(doubtful))
        )
    dense = [piece for piece in pieces if flow(piece, piece.width_m) > rule.one_limit]
    narrow = sorted((*_stretches(dense), *map(_stretch_of_leg, below)), key=lambda one: one.from_m)
    # A late wave or a narrow road breaks no limit of the flow.
    dense_most = flow(worst, worst.width_m) if dense or level is Status.PASS else None
    found = decided(
        rule,
        words,
        holds=level is Status.PASS,
        measured=dense_most,
        margin=None if dense_most is None else rule.one_limit - dense_most,
        at_m=starts_of(narrow),
    )
    return replace(found, status=Status.FAIL) if level is Status.FAIL else found


def field_start_of(evidence: Evidence, race: Race) -> FieldStart | None:
    """Say how the field starts, and where it is densest.

    Returns
    -------
    FieldStart or None
        `None` where runners or roads are not known, or the rules of the race say nothing of the field.
    """
    rule = next((rule for rule in race.rules.rules if rule.quantity == FIELD_QUANTITY), None)
    runners = evidence.runners
    if rule is None or runners is None or not evidence.legs or is_off_roads(evidence.legs):
        return None
    pieces = pieces_of(evidence)
    waves = _waves(evidence, pieces, rule)
    flows = [flow_per_min(runners, waves, piece.from_m, rule) / piece.width_m for piece in pieces]
    densest = flows.index(max(flows))
    return FieldStart(
        runners,
        waves,
        "roads" if evidence.waves is None else "brief",
        field_floor_m(race),
        last_start_min(waves, rule),
        flows[densest],
        pieces[densest].from_m,
        pieces[densest].width_m,
    )


def _waves(evidence: Evidence, pieces: Sequence[Piece], rule: Rule) -> int:
    """Give the waves of the brief, else those that the narrowest of the first kilometres asks for."""
    if evidence.waves or evidence.runners is None:
        return evidence.waves or 1
    first = [piece for piece in pieces if piece.from_m < rule.figures["first_m"]]
    return waves_for(evidence.runners, min(piece.width_m for piece in first), rule)


def _width(piece: Piece) -> float:
    return piece.width_m


def _least(piece: Piece) -> float:
    return piece.least_m


def _most(piece: Piece) -> float:
    return piece.most_m


def _level(rule: Rule, waves: int, flow: float, *, is_narrow: bool) -> Status:
    """Give what a flow at the narrowest amounts to."""
    if flow > rule.figures["crowded"]:
        return Status.FAIL
    is_late = last_start_min(waves, rule) > rule.figures["last_start_min"]
    return Status.WARN if flow > rule.one_limit or is_late or is_narrow else Status.PASS


def _words(
    evidence: Evidence, rule: Rule, waves: int, worst: Piece, flow: float, below: Sequence[Leg]
) -> Text:
    """Say how the field starts, where it is densest, and what else is wrong with it."""
    words = _flow_words(evidence, rule, waves, worst, flow)
    if last_start_min(waves, rule) > rule.figures["last_start_min"]:
        words = text(
            "{flow}; races put up with {minutes:.0f} min to the last start",
            flow=words,
            minutes=rule.figures["last_start_min"],
        )
    if below:
        words = text(
            "{flow}; {metres:.0f} m are narrower than the {floor:.1f} m of a lead car and an ambulance",
            flow=words,
            metres=sum(leg.to_m - leg.from_m for leg in below),
            floor=rule.figures["floor_m"],
        )
    return words


def _flow_words(evidence: Evidence, rule: Rule, waves: int, worst: Piece, flow: float) -> Text:
    """Say how the field starts, and where it is densest."""
    known = {
        "runners": evidence.runners,
        "waves": waves,
        "minutes": last_start_min(waves, rule),
        "flow": flow,
        "width": worst.width_m,
        "km": worst.from_m / 1000.0,
    }
    queue_min = window_min(waves, worst.from_m, rule) * (flow / rule.one_limit - 1.0)
    if queue_min > 0.0:
        return text(
            "{runners} runners in {waves} waves, the last {minutes:.0f} min after the first: {flow:.0f} "
            "runners/min/m at km {km:.1f}, {width:.1f} m wide, and a queue of up to {queue:.0f} min there",
            queue=queue_min,
            **known,
        )
    return text(
        "{runners} runners in {waves} waves, the last {minutes:.0f} min after the first: at most {flow:.0f} "
        "runners/min/m, at km {km:.1f}, {width:.1f} m wide",
        **known,
    )


def _stretch_of_leg(leg: Leg) -> RoadStretch:
    return RoadStretch(leg.name, leg.from_m, leg.to_m)


def _stretches(pieces: Sequence[Piece]) -> list[RoadStretch]:
    return [RoadStretch(piece.name, piece.from_m, piece.to_m) for piece in pieces]
