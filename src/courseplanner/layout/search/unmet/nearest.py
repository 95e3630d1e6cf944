"""Looks for the nearest brief that a course fits, where none fits what was asked.

What binds is loosened step by step; each step is laid out, so that what is said was found, not computed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from courseplanner.base.i18n import text
from courseplanner.model.brief.brief import Brief, Position
from courseplanner.model.brief.distances import DISTANCES_M
from courseplanner.model.course.candidate import NearestBrief, Unmet

__all__ = ["with_nearest_brief"]

_MOST_TRIES = 4
_LOOSER = (1.02, 1.25, 1.6)
"""Times what the best walk came to, for the estimate of the search is a little off."""
_NARROWER = (0.8, 0.6, 0.4)
_PATHS_M = (2.5, 1.5)
"""Least widths of a cycleway and of a footpath."""
_MOST_WAVES = 100
_TUNNEL_STEP_M = 10.0
_SOME_TUNNELS_M = 1_000.0
"""Allowed first where all tunnels are left out, and nothing is known of what they would give."""
_PART_OF_ROADS = 0.9
"""No course runs all roads there are."""

_Step = tuple[str, Any, Brief]
"""A key of the brief, another value of it, and the brief with that."""


def with_nearest_brief(
    brief: Brief, unmet: tuple[Unmet, ...], fits: Callable[[Brief], bool], *, has_floor: bool = False
) -> tuple[Unmet, ...]:
    """Tell with what is not met the nearest change that makes it fit.

    Parameters
    ----------
    brief : Brief
    unmet : tuple of Unmet
        What binds comes first.
    fits : callable
        Lays out a brief and tells whether there is a course.
    has_floor : bool
        Whether the field, not the brief, says how wide roads have to be.

    Returns
    -------
    tuple of Unmet
        The same where none of a few changes helps, or one is known already.
    """
    if unmet[0].nearest is not None:
        return unmet
    for tried, (key, value, changed) in enumerate(_steps(brief, unmet, has_floor=has_floor)):
        if tried == _MOST_TRIES:
            break
        if fits(changed):
            words = text(
                "{words}; with {key} = {value} a course was found",
                words=unmet[0].words,
                key=key,
                value=_shown(value),
            )
            return (replace(unmet[0], words=words, nearest=NearestBrief(key, value)), *unmet[1:])
    return unmet


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_shown(one) for one in value)}]"
    if isinstance(value, Position):
        return f"[{value.lon:g}, {value.lat:g}]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _steps(brief: Brief, unmet: tuple[Unmet, ...], *, has_floor: bool) -> Iterator[_Step]:
    """Give briefs that ask less of what binds, the nearest first."""
    binding = unmet[0]
    match binding.requirement:
        case "villages" | "scenic":
            yield from _fewer(brief, binding)
        case "max_self_crossings":
            reached = int(binding.reached or 0)
            for count in (reached, reached + 1):
                yield _changed(brief, "limits", binding.requirement, count)
        case "max_tunnel_m":
            for times in _LOOSER:
                yield _with_tunnels(brief, times * (binding.reached or 0.0))
        case "max_repeated" | "max_unpaved" | "min_motor_free":
            yield from _other_shares(brief, binding)
        case "min_width_m":
            yield from _for_field(brief)
        case "distance":
            if has_floor:
                yield from _for_field(brief)
            yield from _other_ways(brief, binding)
        case _:
            return


def _with_tunnels(brief: Brief, most_m: float) -> _Step:
    value_m = _TUNNEL_STEP_M * math.ceil(most_m / _TUNNEL_STEP_M)
    return _changed(brief, "limits", "max_tunnel_m", value_m)


def _changed(brief: Brief, table: str, key: str, value: Any) -> _Step:
    inner = getattr(brief, table).model_copy(update={key: value})
    return key, value, brief.model_copy(update={table: inner})


def _fewer(brief: Brief, binding: Unmet) -> Iterator[_Step]:
    most = int(binding.reached or 0)
    for count in range(most, max(most - 3, -1), -1):
        yield _changed(brief, "course", binding.requirement, count)


def _for_field(brief: Brief) -> Iterator[_Step]:
    """Start in more waves; where the brief leaves these open, run on paths that no lead car takes."""
    waves = brief.event.waves
    if waves is None:
        for least_m in _PATHS_M:
            yield _changed(brief, "limits", "min_width_m", least_m)
        return
    for more in dict.fromkeys((waves + 1, 2 * waves, 4 * waves)):
        if more <= _MOST_WAVES:
            yield _changed(brief, "event", "waves", more)


def _other_shares(brief: Brief, binding: Unmet) -> Iterator[_Step]:
    reached = binding.reached or 0.0
    if binding.requirement == "min_motor_free":
        values = [math.floor(100.0 * reached / times) / 100.0 for times in _LOOSER]
    else:
        values = [min(math.ceil(100.0 * reached * times) / 100.0, 1.0) for times in _LOOSER]
    for value in dict.fromkeys(values):
        yield _changed(brief, "limits", binding.requirement, value)


def _other_ways(brief: Brief, binding: Unmet) -> Iterator[_Step]:
    """Let roads be narrower, allow tunnels, run a distance that there is room for, or leave out a stop."""
    if brief.limits.max_tunnel_m == 0.0:
        yield _with_tunnels(brief, _SOME_TUNNELS_M)
    limit_m = brief.limits.min_width_m
    if limit_m is not None and not brief.course.visit:
        for part in _NARROWER:
            yield _changed(brief, "limits", "min_width_m", round(part * limit_m, 1))
    distance = _other_distance(brief, binding)
    if distance is not None:
        changed = _changed(brief, "event", "distance", distance)
        if brief.course.lead_in_m <= changed[2].lap_m:
            yield changed
    visit = brief.course.visit
    for left_out in range(len(visit)):
        yield _changed(brief, "course", "visit", (*visit[:left_out], *visit[left_out + 1 :]))


def _other_distance(brief: Brief, binding: Unmet) -> str | None:
    """Give the standard distance next longer than what is needed, or next shorter than what there is."""
    if binding.reached is None or not binding.asked:
        return None
    asked_m = brief.event.nominal_m
    there_m = binding.reached / binding.asked * asked_m
    if there_m > asked_m:
        fitting = [word for word, length_m in DISTANCES_M.items() if length_m > there_m]
    else:
        fitting = [word for word, length_m in DISTANCES_M.items() if length_m < _PART_OF_ROADS * there_m]
    return min(fitting, key=lambda word: abs(DISTANCES_M[word] - there_m), default=None)
