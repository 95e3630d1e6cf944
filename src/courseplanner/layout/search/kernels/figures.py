"""Kernels that tell what a walk adds up to, and what it is worth."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel
from courseplanner.layout.line.turns import TURN_DEG
from courseplanner.layout.search.kernels.crossing import self_crossings
from courseplanner.layout.search.kernels.ring import LOOP, OUT_AND_BACK, STATE_SCENIC, STATE_VILLAGE
from courseplanner.layout.search.kernels.walk import count_visits, step_end
from courseplanner.model.brief.preferences import MOST_PLACES

__all__ = [
    "CLIMB",
    "CROSSINGS",
    "FIGURES",
    "LENGTH",
    "MOTOR_FREE",
    "NARROW",
    "PLACES",
    "REPEATED",
    "ROUNDNESS",
    "SCENERY",
    "SELF_CROSSINGS",
    "SPOTS",
    "TUNNEL",
    "TURNAROUNDS",
    "TURNS",
    "UNKNOWN_SURFACE",
    "UNPAVED",
    "VILLAGES",
    "measure_walk",
    "worth_of",
]

# Lengths are millimetres, roundness millionths.
(
    LENGTH, REPEATED, UNPAVED, MOTOR_FREE, VILLAGES, SPOTS, SCENERY, TURNS, CROSSINGS, CLIMB, NARROW,
    UNKNOWN_SURFACE, TURNAROUNDS, ROUNDNESS, SELF_CROSSINGS, TUNNEL,
) = range(16)  # fmt: skip
FIGURES = 16
PLACES = VILLAGES
"""Among the weights: that of a village or a scenic spot."""

_SHARP = np.cos(np.radians(TURN_DEG))
_BACK = np.cos(np.radians(170.0))
"""Who turns by more comes back, whatever the ways are called: two may be drawn over each other."""


@kernel
def measure_walk(graph, task, walk, steps, seen, cover):  # type: ignore[no-untyped-def]
    """Add up a walk: its figures, and in `cover` how often each group is visited.

    Repeated ground is estimated from the chains and what runs beside them; `seen` is
    overwritten.
    """
    figure = np.zeros(FIGURES, dtype=np.int64)
    cover[:] = 0
    seen[:] = 0
    edge_scores, swept_m2 = graph.edge_scores, 0.0
    for i in range(steps):
        chain = walk[i] >> 1
        length = graph.length_mm[chain]
        figure[LENGTH] += length
        figure[UNPAVED] += graph.unpaved_mm[chain]
        figure[MOTOR_FREE] += graph.motor_free_mm[chain]
        figure[TUNNEL] += graph.tunnel_mm[chain]
        figure[SCENERY] += edge_scores.scenic_mm[chain]
        figure[TURNS] += edge_scores.turns[chain]
        figure[CROSSINGS] += edge_scores.crossings[chain]
        figure[CLIMB] += edge_scores.up_mm[walk[i]]
        figure[NARROW] += edge_scores.narrow_mm[chain]
        figure[UNKNOWN_SURFACE] += edge_scores.unknown_mm[chain]
        swept_m2 += edge_scores.swept_m2[walk[i]]
        if seen[chain]:
            figure[REPEATED] += length
        else:
            beside = 0
            for k in range(graph.beside[chain], graph.beside[chain + 1]):
                if seen[graph.beside_chain[k]]:
                    beside += graph.beside_mm[k]
            figure[REPEATED] += min(beside, length)
        seen[chain] += 1
        # Of its last chain an out-and-back course runs only a part.
        if task.shape != OUT_AND_BACK or i + 1 < steps:
            count_visits(graph, cover, chain, 1)
    _measure_joints(graph, task, walk, steps, figure)
    if task.max_self_crossings >= 0:
        figure[SELF_CROSSINGS] = self_crossings(graph, walk, steps, task.shape == LOOP)
    if task.shape == LOOP and figure[LENGTH] > 0:
        round_m = figure[LENGTH] / 1000.0
        figure[ROUNDNESS] = np.int64(1e6 * 4.0 * np.pi * abs(swept_m2) / (round_m * round_m))
    for group in range(len(cover)):
        if cover[group] > 0:
            if task.state[group] == STATE_VILLAGE:
                figure[VILLAGES] += 1
            elif task.state[group] == STATE_SCENIC:
                figure[SPOTS] += 1
    return figure


@kernel(inner=True)
def _measure_joints(graph, task, walk, steps, figure):  # type: ignore[no-untyped-def]
    """Count turns, turnarounds and crossings between one step and the next."""
    for i in range(0 if task.shape == LOOP else 1, steps):
        came, goes = walk[i - 1 if i else steps - 1] ^ 1, walk[i]
        if came == goes:
            figure[TURNAROUNDS] += 1
            continue
        ahead = -graph.leave_x[came] * graph.leave_x[goes] - graph.leave_y[came] * graph.leave_y[goes]
        if ahead < _BACK:
            figure[TURNAROUNDS] += 1
        elif ahead < _SHARP:
            figure[TURNS] += 1
        on_big = graph.edge_scores.is_big[came] or graph.edge_scores.is_big[goes]
        if not on_big and graph.edge_scores.big_leads[step_end(graph, goes, 0)] > 1:
            figure[CROSSINGS] += 1


@kernel
def worth_of(task, figure):  # type: ignore[no-untyped-def]
    """Weigh the figures of a walk; more is better. The weights are in parts of the length."""
    length = max(np.float64(figure[LENGTH]), 1.0)
    per_km = 1e6 / length
    weight = task.weight
    worth = weight[PLACES] * min(figure[VILLAGES] + figure[SPOTS], MOST_PLACES)
    for k in (REPEATED, UNPAVED, MOTOR_FREE, SCENERY, NARROW, UNKNOWN_SURFACE, TUNNEL):
        worth += weight[k] * figure[k] / length
    worth += (weight[TURNS] * figure[TURNS] + weight[CROSSINGS] * figure[CROSSINGS]) * per_km
    worth += weight[CLIMB] * figure[CLIMB] / 1000.0 * per_km
    return worth + weight[TURNAROUNDS] * figure[TURNAROUNDS] + weight[ROUNDNESS] * figure[ROUNDNESS] / 1e6
