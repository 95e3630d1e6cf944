"""Says what could not be met, with its figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import Text, text
from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.layout.ask.targets import Role, Targets
from courseplanner.layout.search.graph.core import Core
from courseplanner.layout.search.kernels.ring import LOOP, Task, shortest_ring_mm
from courseplanner.layout.search.kernels.verdict import (
    LEAST_CROSSED,
    LEAST_REPEATED_PPM,
    LEAST_TUNNEL_MM,
    LEAST_UNPAVED_PPM,
    MOST_MOTOR_FREE_PPM,
    TOO_CROSSED,
    TOO_LONG_IN_TUNNELS,
    TOO_MANY_CARS,
    TOO_REPEATED,
    TOO_UNPAVED,
)
from courseplanner.layout.search.search import Outcome
from courseplanner.layout.search.unmet.bounds import farthest_stops
from courseplanner.layout.search.unmet.field_width import too_narrow_for_field
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Certainty, NearestBrief, Unmet
from courseplanner.model.course.survey import CourseFacts
from courseplanner.model.network.assumptions import way_open_width_m

__all__ = [
    "climbs_too_much",
    "cut_off",
    "no_roads",
    "ring_too_long",
    "too_far_apart",
    "too_few",
    "too_few_places",
    "why_none",
]

_TRIES = 400
_CLIMB_STEP_M = 10.0
_PPM = 1e6
_SURELY_TOO_SHORT = 1.1
"""CutNetwork run again within 100 m, as at a turnaround, is not repeated: roads give this much more."""


def too_few(brief: Brief, reached: int) -> tuple[Unmet, ...]:
    """Say that there are fewer candidates than asked; nothing where there are enough."""
    asked = brief.search.candidates
    if reached >= asked:
        return ()
    words = text(
        "{reached} of {asked} candidates: no more were found that share at most 70 % of their length",
        reached=reached,
        asked=asked,
    )
    return (Unmet("candidates", asked, reached, "", words),)


def no_roads(resolved: ResolvedBrief) -> tuple[Unmet, ...]:
    """Say that no road, or no loop of roads, remains under the limits of the brief."""
    ground, brief, allowed = resolved.ground, resolved.brief, resolved.allowed
    widest_m = float(way_open_width_m(ground.roads).max())
    limit_m, floor_m = brief.limits.min_width_m, resolved.floor_m
    if floor_m is not None:
        return (too_narrow_for_field(brief, floor_m, widest_m),)
    if limit_m is not None and widest_m < limit_m:
        words = text(
            "no road is {limit:g} m wide; the widest is {widest:.1f} m", limit=limit_m, widest=widest_m
        )
        return (_proven("min_width_m", limit_m, round(widest_m, 2), "m", words),)
    allowed_m = float(ground.roads.edge_length_mm[allowed].sum()) / 1000.0
    words = text(
        "of {whole:.1f} km of roads the limits leave {left:.1f} km, and no {shape} on them",
        whole=float(ground.roads.edge_length_mm.sum()) / 1e6,
        left=allowed_m / 1000.0,
        shape=text("loop") if brief.course.shape in ("loop", "laps") else text("way"),
    )
    return (_proven("distance", round(brief.event.target_m, 1), 0.0, "m", words),)


def too_few_places(brief: Brief, targets: Targets, reachable: NDArray[np.int64]) -> tuple[Unmet, ...]:
    """Say that the roads reach fewer villages or scenic spots than asked.

    Parameters
    ----------
    brief, targets
    reachable : int64
        Groups that the roads reach.
    """
    unmet = []
    for role, asked in ((Role.village, brief.course.villages), (Role.scenic, brief.course.scenic)):
        there = set(targets.of_role(role))
        reached = len(there.intersection(reachable.tolist()))
        if reached < asked:
            unmet.append(_few_places(brief, role, asked, reached, len(there)))
    return tuple(unmet)


def _few_places(brief: Brief, role: Role, asked: int, reached: int, there: int) -> Unmet:
    rating = brief.course.scenic_rating
    if role is Role.village:
        what = text("villages")
    elif rating is None:
        what = text("scenic spots")
    else:
        what = text("scenic spots rated {rating} or higher", rating=rating)
    words = text(
        "{what} asked: {asked}; in the region: {there}; "
        "within reach of the roads that the course may use: {reached}",
        asked=asked,
        what=what,
        there=there,
        reached=reached,
    )
    return _proven(role.name + ("s" if role is Role.village else ""), asked, reached, "", words)


def too_far_apart(brief: Brief, targets: Targets) -> tuple[Unmet, ...]:
    """Say that two stops lie too far apart for the length, whatever the roads; nothing where none do."""
    bound = farthest_stops(brief, targets)
    if bound is None or bound[0] <= _target_m(brief):
        return ()
    least_m, one, other = bound
    words = text(
        "{one} and {other} lie too far apart, even as the crow flies: a course through both is at least "
        "{least} km long, more than {length}",
        one=targets.groups[one.group].label,
        other=targets.groups[other.group].label,
        least=_km(1000.0 * least_m),
        length=_length(brief),
    )
    return (_proven("distance", _target_m(brief), round(least_m, 1), "m", words),)


def climbs_too_much(brief: Brief, courses: Sequence[CourseFacts]) -> tuple[Unmet, ...]:
    """Say that the limit of the climb binds, where courses were passed over for it.

    Parameters
    ----------
    brief : Brief
    courses : sequence of CourseFacts
        Courses that keep all else that is asked.

    Returns
    -------
    tuple of Unmet
        Empty where there are none.
    """
    limit_m = brief.limits.max_climb_m
    if limit_m is None or not courses:
        return ()
    climbs_m = [one.profile.climb_m for one in courses if one.profile is not None]
    if not climbs_m:
        words = text(
            "max_climb_m = {limit:g} can't be kept: heights do not cover the courses found", limit=limit_m
        )
        return (Unmet("max_climb_m", limit_m, None, "m", words),)
    words = text(
        "max_climb_m = {limit:g} binds: of the {count} courses found the flattest climbs {least:.0f} m",
        limit=limit_m,
        count=len(climbs_m),
        least=min(climbs_m),
    )
    # That course keeps all else, so that it need not be looked for again.
    nearest = NearestBrief("max_climb_m", _CLIMB_STEP_M * math.ceil(min(climbs_m) / _CLIMB_STEP_M))
    return (Unmet("max_climb_m", limit_m, round(min(climbs_m), 1), "m", words, nearest),)


def why_none(brief: Brief, core: Core, task: Task, outcomes: Sequence[Outcome]) -> tuple[Unmet, ...]:
    """Find the requirement that binds where the searches, one after the other, found nothing.

    Returns
    -------
    tuple of Unmet
        The binding one first.
    """
    too_long = ring_too_long(brief, task)
    if too_long:
        return too_long
    limits = (_limit_broken(brief, task, outcome) for outcome in outcomes)
    binding = next((one for one in limits if one is not None), None) or _no_length(
        brief, core, task, outcomes
    )
    if binding.certainty is not Certainty.SEARCHED:
        return (binding,)
    tried = sum(outcome.tried for outcome in outcomes)
    return (replace(binding, words=text("{words}; tried: {tried} walks", words=binding.words, tried=tried)),)


def _proven(requirement: str, asked: float | None, reached: float | None, unit: str, words: Text) -> Unmet:
    return Unmet(requirement, asked, reached, unit, words, certainty=Certainty.PROVEN)


def _km(length_mm: float) -> str:
    return f"{length_mm / 1e6:.1f}"


def _target_m(brief: Brief) -> float:
    """Give the length that is asked of the part that the search lays out: a lap, or the way out."""
    parts = 2 if brief.course.shape == "out-and-back" else 1
    return round(brief.lap_m / parts, 1)


def _length(brief: Brief) -> Text:
    """Name the length that is asked, together with the part of the course that has it."""
    length = _km(1000.0 * _target_m(brief))
    match brief.course.shape:
        case "laps":
            return text("{length} km a lap", length=length)
        case "out-and-back":
            return text("{length} km out", length=length)
        case _:
            return text("{length} km", length=length)


def cut_off(brief: Brief, targets: Targets, reachable: NDArray[np.int64]) -> tuple[Unmet, ...]:
    """Say that a part which must be kept can't be run; nothing where all can."""
    for group in targets.of_role(Role.kept):
        if group not in reachable:
            words = text(
                "keep binds: {part} is a dead end for a {shape}, or cut off from the other roads",
                part=targets.groups[group].label,
                shape=brief.course.shape,
            )
            return (_proven("keep", None, None, "", words),)
    return ()


def ring_too_long(brief: Brief, task: Task, slack: float = 1.0) -> tuple[Unmet, ...]:
    """Say how long the stops make a course, and how many villages or scenic spots fit instead.

    Parameters
    ----------
    brief, task
    slack : float
        How many times too long the shortest way found may be and still pass for fitting.

    Returns
    -------
    tuple of Unmet
        Empty where the stops fit.
    """
    needed_mm = int(shortest_ring_mm(task, task.villages, task.scenic, brief.search.seed, _TRIES))
    if needed_mm <= slack * task.high_mm:
        return ()
    length = Unmet(
        "distance",
        _target_m(brief),
        round(needed_mm / 1000.0, 1),
        "m",
        text("the stops need {needed} km", needed=_km(needed_mm)),
        certainty=Certainty.ESTIMATED,
    )
    for role, asked, key in (("villages", task.villages, 0), ("scenic", task.scenic, 1)):
        for fewer in range(asked - 1, -1, -1):
            counts = (fewer, task.scenic) if key == 0 else (task.villages, fewer)
            fits_mm = int(shortest_ring_mm(task, *counts, brief.search.seed, _TRIES))
            if 0 <= fits_mm <= task.high_mm:
                words = text(
                    "{asked} {what} need at least {needed} km by the shortest way found; "
                    "{fewer} fit in {length}",
                    asked=asked,
                    what=text("villages") if key == 0 else text("scenic spots"),
                    needed=_km(needed_mm),
                    fewer=fewer,
                    length=_length(brief),
                )
                return (Unmet(role, asked, fewer, "", words, certainty=Certainty.ESTIMATED), length)
    words = text(
        "the stops need at least {needed} km by the shortest way found, more than {length}",
        needed=_km(needed_mm),
        length=_length(brief),
    )
    return (replace(length, words=words),)


def _limit_broken(brief: Brief, task: Task, outcome: Outcome) -> Unmet | None:
    """Name the limit that no walk with all visits kept, the commonest of several."""
    counts = outcome.statistics
    limits = sorted(
        (TOO_UNPAVED, TOO_MANY_CARS, TOO_REPEATED, TOO_CROSSED, TOO_LONG_IN_TUNNELS),
        key=lambda index: -int(counts[index]),
    )
    broken = next((one for one in limits if counts[one] and not _is_kept(task, outcome, one)), None)
    if broken is None:
        return None
    if broken == TOO_CROSSED:
        return _crosses_itself(task, int(counts[LEAST_CROSSED]))
    if broken == TOO_LONG_IN_TUNNELS:
        return _long_in_tunnels(brief, task, int(counts[LEAST_TUNNEL_MM]))
    key, asked, what = _share_limit(task, broken)
    reached = round(float(counts[_BEST[broken]]) / _PPM, 4)
    words = text(
        "{key} = {asked:g} binds: of the courses found that visit all, the best is {reached:.1%} {what}",
        key=key,
        asked=asked,
        reached=reached,
        what=what,
    )
    return Unmet(key, asked, reached, "", words)


_BEST = {
    TOO_UNPAVED: LEAST_UNPAVED_PPM,
    TOO_MANY_CARS: MOST_MOTOR_FREE_PPM,
    TOO_REPEATED: LEAST_REPEATED_PPM,
    TOO_CROSSED: LEAST_CROSSED,
    TOO_LONG_IN_TUNNELS: LEAST_TUNNEL_MM,
}
"""Where the best figure of all walks stands, for each limit that may be broken."""


def _share_limit(task: Task, broken: int) -> tuple[str, float, Text]:
    """Give the key of a limit that is a share, what is asked, and what it is a share of."""
    limits = {
        TOO_UNPAVED: ("max_unpaved", task.max_unpaved, text("unpaved")),
        TOO_MANY_CARS: ("min_motor_free", task.min_motor_free, text("free of motor traffic")),
        TOO_REPEATED: ("max_repeated", task.max_repeated, text("repeated")),
    }
    return limits[broken]


def _is_kept(task: Task, outcome: Outcome, broken: int) -> bool:
    """Tell whether any walk that visits all keeps a limit: it does not bind, then."""
    best = float(outcome.statistics[_BEST[broken]])
    if broken == TOO_CROSSED:
        return best <= task.max_self_crossings
    if broken == TOO_LONG_IN_TUNNELS:
        return best <= task.max_tunnel_mm
    _, asked, _ = _share_limit(task, broken)
    return best >= _PPM * asked if broken == TOO_MANY_CARS else best <= _PPM * asked


def _crosses_itself(task: Task, least: int) -> Unmet:
    words = text(
        "max_self_crossings = {asked} binds: of the courses found that visit all, the best crosses itself "
        "{reached} times",
        asked=task.max_self_crossings,
        reached=least,
    )
    return Unmet("max_self_crossings", task.max_self_crossings, least, "", words)


def _long_in_tunnels(brief: Brief, task: Task, least_mm: int) -> Unmet:
    limit_m = brief.limits.max_tunnel_m or 0.0
    # Of a lap or the way out; the limit is that of the whole course.
    reached_m = round(limit_m * least_mm / max(task.max_tunnel_mm, 1))
    words = text(
        "max_tunnel_m = {asked:g} binds: of the courses found that visit all, the best runs {reached} m "
        "in tunnels",
        asked=limit_m,
        reached=reached_m,
    )
    return Unmet("max_tunnel_m", limit_m, float(reached_m), "m", words)


def _no_length(brief: Brief, core: Core, task: Task, outcomes: Sequence[Outcome]) -> Unmet:
    """Say that no course of the length was found, with the length of the roads there are."""
    roads_mm = float(core.graph.length_mm.sum())
    asked_m = _target_m(brief)
    if roads_mm < task.low_mm:
        words = text(
            "the connected roads within the limits are {roads} km long, less than {length}",
            length=_length(brief),
            roads=_km(roads_mm),
        )
        most_mm = _SURELY_TOO_SHORT * roads_mm
        is_sure = most_mm < (1.0 - task.max_repeated) * task.low_mm
        certainty = Certainty.ESTIMATED if is_sure else Certainty.SEARCHED
        return Unmet("distance", asked_m, round(roads_mm / 1000.0, 1), "m", words, certainty=certainty)
    shape = text("closed way") if task.shape == LOOP else text("way")
    if any(len(outcome.pool) for outcome in outcomes):
        words = text(
            "no {shape} of those found that keep all limits could be brought to {length}",
            shape=shape,
            length=_length(brief),
        )
        return Unmet("distance", asked_m, None, "m", words)
    stops_mm = int(shortest_ring_mm(task, task.villages, task.scenic, brief.search.seed, _TRIES))
    if stops_mm <= 0:
        words = text("no {shape} of {length} was found", shape=shape, length=_length(brief))
    else:
        words = text(
            "no {shape} of {length} through all stops was found; the stops alone need {needed} km",
            shape=shape,
            length=_length(brief),
            needed=_km(stops_mm),
        )
    return Unmet("distance", asked_m, None, "m", words)
