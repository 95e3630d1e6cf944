"""Aims the search at walks whose shortest possible route has the target length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.graph.task import window_mm
from courseplanner.layout.search.kernels.ring import LOOP, OUT_AND_BACK, Task
from courseplanner.layout.search.kernels.walk import saved_on_walk_mm
from courseplanner.layout.search.trials.pool import Walk
from courseplanner.model.brief.brief import Brief

__all__ = ["Probed", "aimed", "aimed_past", "estimate_error_m", "estimate_m", "roughly_aimed"]

_LEAST_PROBED = 4
"""From fewer walks nothing is learned of a region."""
_LEAST_LEFT_M, _MOST_LEFT_M = 10.0, 60.0
"""What the estimate leaves open, at least and at most: that far from the ends of what closing can do."""
_MAD_TO_SIGMA = 1.4826
_LIKELY = (0.5, 1.6)
"""Factors of regions lie between these; one walk may be a strange one."""
_BEYOND = 0.3
"""Walks may save so much less or more than those that were probed, as a part of it."""


@dataclass(frozen=True, slots=True)
class Probed:
    """What is known of one walk: by how much its whole race is shorter than its roads, and its estimate."""

    saved_m: float
    estimate_m: float


def estimate_m(graph: Graph, task: Task, found: Walk, times: float) -> float:
    """Estimate by how much a whole race is shorter than its roads, that runs a walk so many times."""
    of_walk_mm = saved_on_walk_mm(graph, found.walk, len(found.walk), task.shape == LOOP)
    return times * float(of_walk_mm) / 1000.0


def estimate_error_m(brief: Brief, graph: Graph, task: Task, found: Walk, whole_m: float) -> float | None:
    """Tell by how much the length that the search aimed at is longer than that of the route of a walk.

    Parameters
    ----------
    brief, graph
    task : Task
        What the search aimed at.
    found : Walk
    whole_m : float
        Length of the route of the whole race, before it was closed.

    Returns
    -------
    float or None
        `None` where the search aimed at no estimate.
    """
    if task.saving <= 0.0:
        return None
    road_m = (
        brief.course.laps * float(graph.length_mm[found.walk >> 1].sum()) / 1000.0 + brief.course.lead_in_m
    )
    return road_m - task.saving * estimate_m(graph, task, found, brief.rounds) - whole_m


def aimed(brief: Brief, task: Task, probed: Sequence[Probed]) -> Task:
    """Give the task with the lengths that are worth while, by walks whose route was laid.

    Parameters
    ----------
    brief : Brief
    task : Task
    probed : sequence of Probed

    Returns
    -------
    Task
        Where too little is known of the roads, the estimate alone tells which walks are worth while.
    """
    if len(probed) < _LEAST_PROBED:
        return task if task.shape == OUT_AND_BACK else _aimed_by_estimate(brief, task, probed)
    saved_m = np.array([one.saved_m for one in probed])
    if task.shape == OUT_AND_BACK:
        # What is too long is cut: one length for all.
        low_m, high_m = np.percentile(saved_m, (25.0, 75.0)).tolist()
        low_mm, high_mm = window_mm(brief, (low_m, high_m))
        return task._replace(low_mm=low_mm, high_mm=high_mm)
    guess_m = np.array([one.estimate_m for one in probed])
    if guess_m.min() <= 0.0 or saved_m.min() <= 0.0:
        return task
    saving = float(np.median(saved_m / guess_m))
    left_m = _MAD_TO_SIGMA * float(np.median(np.abs(saved_m - saving * guess_m)))
    left_m = float(np.clip(left_m, _LEAST_LEFT_M, _MOST_LEFT_M))
    fit_low_mm, fit_high_mm = _fit_mm(brief, left_m)
    least_mm, most_mm = (
        round(1000.0 * float(part * saved_m_at) / brief.rounds)
        for part, saved_m_at in ((1.0 - _BEYOND, saved_m.min()), (1.0 + _BEYOND, saved_m.max()))
    )
    return task._replace(
        saving=saving,
        fit_low_mm=fit_low_mm,
        fit_high_mm=fit_high_mm,
        low_mm=fit_low_mm + least_mm,
        high_mm=fit_high_mm + most_mm,
    )


def aimed_past(brief: Brief, task: Task, probed: Sequence[Probed]) -> Task | None:
    """Aim again by the best walks of a search, where it turns out that it aimed past the target.

    The first walks, which it was aimed by, may run on other kinds of roads than the best.

    Returns
    -------
    Task or None
        `None` where it aimed well, as far as these walks tell.
    """
    if task.shape == OUT_AND_BACK or task.saving <= 0.0:
        return None
    again = aimed(brief, task, probed)
    off_m = np.array([(again.saving - task.saving) * one.estimate_m for one in probed])
    return again if len(off_m) and abs(float(np.median(off_m))) > _MOST_LEFT_M else None


def roughly_aimed(brief: Brief, task: Task) -> Task:
    """Give the task of a first search, before any route was laid: walks that fit by the estimate alone."""
    return task if task.shape == OUT_AND_BACK else _aimed_by_estimate(brief, task, ())


def _fit_mm(brief: Brief, left_m: float) -> tuple[int, int]:
    """Give the lengths of the shortest possible route that closing can bring to the target for sure."""
    low_mm, high_mm = window_mm(brief, (0.0, 0.0))
    margin_mm = min(round(1000.0 * left_m / brief.rounds), (high_mm - low_mm) // 3)
    return low_mm + margin_mm, high_mm - margin_mm


def _aimed_by_estimate(brief: Brief, task: Task, probed: Sequence[Probed]) -> Task:
    """Take walks of any length that may do, if they fit by an estimate that few walks or none confirm."""
    ratios = [one.saved_m / one.estimate_m for one in probed if one.saved_m > 0.0 and one.estimate_m > 0.0]
    fit_low_mm, fit_high_mm = _fit_mm(brief, _MOST_LEFT_M)
    saving = float(np.clip(np.median(ratios), *_LIKELY)) if ratios else 1.0
    return task._replace(saving=saving, fit_low_mm=fit_low_mm, fit_high_mm=fit_high_mm)
