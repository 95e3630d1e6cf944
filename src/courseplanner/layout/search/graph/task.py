"""Sets the task of the search: terminals, what each reaches, and the lengths between them."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.ask.kernels_reach import in_two_core
from courseplanner.layout.ask.targets import Role, Targets
from courseplanner.layout.search.graph.core import Core
from courseplanner.layout.search.graph.cut_network import CutNetwork
from courseplanner.layout.search.graph.preference_weights import keenness_of, weights_of
from courseplanner.layout.search.graph.threads import THREADS
from courseplanner.layout.search.kernels.paths import terminal_lengths
from courseplanner.layout.search.kernels.ring import (
    LOOP,
    OUT_AND_BACK,
    POINT_TO_POINT,
    STATE_REQUIRED,
    STATE_SCENIC,
    STATE_VILLAGE,
    Task,
)
from courseplanner.model.brief.brief import Brief

__all__ = ["SHAPES", "choose_terminals", "lengths_between", "make_task", "window_mm"]

SHAPES = {"loop": LOOP, "laps": LOOP, "point-to-point": POINT_TO_POINT, "out-and-back": OUT_AND_BACK}

_MOST_OPTIONS = 360
_MOST_OPTIONS_OF_A_GROUP = 10
_VIAS = 128
_SAVED_PART = 0.035
"""By how much shorter, at most, the shortest possible route usually is: 0.8 to 3.4 % in three extracts (facts
of measurement)."""
_LOOP_GAP_M = (0.5, 190.0)
"""How far along the road the finish of a loop may lie before its start, so that closing surely can do it. One
that lies past it is ground run twice."""
_LEAST_LEAD = 0.8
"""A lead-in may be shorter than asked by this part of it."""
_FREE_ROOM_M = 400.0

Ints = NDArray[np.int64]


def window_mm(
    brief: Brief, saved_m: tuple[float, float], gap_m: tuple[float, float] = _LOOP_GAP_M
) -> tuple[int, int]:
    """Give the least and greatest length of a walk that closing can bring to the target.

    Of a lap where the course has laps, of the way out where it comes back.

    Parameters
    ----------
    brief : Brief
    saved_m : tuple of float
        By how much the shortest possible route of a whole course is shorter than its roads: between these.
    gap_m : tuple of float
        How far along the road the finish of a loop may lie before its start: between these.
    """
    low_m, high_m = (brief.lap_m + saved / brief.rounds for saved in saved_m)
    shape = brief.course.shape
    if shape == "out-and-back":
        # What is too long is cut; what is too short is lost.
        return _mm(high_m / 2.0 + 0.5), _mm(high_m / 2.0 + 0.5)
    if shape == "point-to-point":
        ends = (brief.course.start, brief.course.finish)
        rooms_m = [
            _FREE_ROOM_M
            if end is None
            else (brief.course.visit_within_m / 2.0 if isinstance(end, str) else 40.0)
            for end in ends
        ]
        return _mm(low_m + 0.5), _mm(high_m + sum(rooms_m))
    lead_in_m = brief.course.lead_in_m
    if lead_in_m > 0.0:
        # A lead-in may be longer than asked, or shorter as long as there is one.
        gap_m = -gap_m[1], min(gap_m[1], _LEAST_LEAD * lead_in_m)
    least_m, most_m = (gap / brief.course.laps for gap in gap_m)
    return _mm(low_m + least_m), _mm(high_m + most_m)


def _mm(length_m: float) -> int:
    return round(length_m * 1000.0)


def choose_terminals(brief: Brief, network: CutNetwork, targets: Targets) -> dict[int, Ints]:
    """Choose for each group the nodes of the cut network by which courses reach it.

    A few that lie far apart; on the two-core where there are such, for others mean to run
    out and back.
    """
    count = len(network.node_x)
    every = np.ones(len(network.piece_from), dtype=np.bool_)
    core = in_two_core(count, network.piece_from, network.piece_to, every, np.zeros(count, dtype=np.bool_))
    on_core = np.zeros(count, dtype=np.bool_)
    on_core[network.piece_from[core]] = on_core[network.piece_to[core]] = True
    most = int(np.clip(_MOST_OPTIONS // max(len(targets.groups), 1), 2, _MOST_OPTIONS_OF_A_GROUP))
    chosen: dict[int, Ints] = {}
    bounds = np.searchsorted(network.node_group, np.arange(len(targets.groups) + 1))
    for group in range(len(targets.groups)):
        nodes = network.node_node[bounds[group] : bounds[group + 1]]
        best = nodes[on_core[nodes]]
        is_end = targets.groups[group].role in (Role.start, Role.finish) and brief.course.shape != "loop"
        chosen[group] = _far_apart(network, nodes if is_end or not len(best) else best, most)
    return chosen


def _far_apart(network: CutNetwork, nodes: Ints, most: int) -> Ints:
    """Pick nodes, each as far as can be from those picked before."""
    if len(nodes) <= most:
        return nodes
    picked = [len(nodes) - 1]
    distance = np.full(len(nodes), np.inf)
    while len(picked) < most:
        last = nodes[picked[-1]]
        distance = np.minimum(
            distance,
            np.hypot(
                network.node_x[nodes] - network.node_x[last], network.node_y[nodes] - network.node_y[last]
            ),
        )
        picked.append(int(np.argmax(distance)))
    return np.sort(nodes[picked])


def make_task(
    brief: Brief, network: CutNetwork, targets: Targets, core: Core, chosen: dict[int, Ints]
) -> Task:
    """Set the task.

    Parameters
    ----------
    brief, network, targets, core
    chosen : dict of int to int64
        Terminals of each group, as nodes of the cut network.

    Returns
    -------
    Task
    """
    low_mm, high_mm = window_mm(brief, (0.0, _SAVED_PART * brief.event.target_m))
    shape = SHAPES[brief.course.shape]
    graph = core.graph
    options = [_on_core(core, chosen[group]) for group in range(len(targets.groups))]
    of_groups = np.unique(np.concatenate([*options, np.empty(0, dtype=np.int64)])).astype(np.int64)
    terminal = np.concatenate((of_groups, _vias(core, _near_start(targets, options, core, high_mm))))
    reached, reached_group = _reached(network, core, terminal)
    option, option_terminal = _options(reached, reached_group, len(of_groups), len(targets.groups))
    state = np.array([_STATES[group.role] for group in targets.groups], dtype=np.int64)
    starts, finishes = targets.of_role(Role.start), targets.of_role(Role.finish)
    limits = brief.limits
    return Task(
        shape=shape,
        low_mm=low_mm,
        high_mm=high_mm,
        saving=0.0,
        fit_low_mm=0,
        fit_high_mm=0,
        state=state,
        start_group=starts[0] if starts else -1,
        finish_group=finishes[0] if finishes else -1,
        villages=brief.course.villages,
        scenic=brief.course.scenic,
        option=option,
        option_terminal=option_terminal,
        reached=reached,
        reached_group=reached_group,
        terminal=terminal,
        via_first=len(of_groups),
        length_mm=lengths_between(
            graph, terminal, high_mm, len(terminal) - len(of_groups) if shape == LOOP else 0
        ),
        max_repeated=1.0 if limits.max_repeated is None else limits.max_repeated,
        max_unpaved=1.0 if limits.max_unpaved is None else limits.max_unpaved,
        min_motor_free=limits.min_motor_free or 0.0,
        max_self_crossings=-1 if limits.max_self_crossings is None else limits.max_self_crossings,
        max_tunnel_mm=_most_in_tunnels_mm(brief),
        weight=weights_of(brief.search.prefer),
        keen=keenness_of(brief.search.prefer),
    )


def _most_in_tunnels_mm(brief: Brief) -> int:
    """Give what of a lap, or of the way out, may lie in tunnels; -1 where there is no limit.

    Tunnels on a lead-in count but once: what comes out is judged as written.
    """
    limit_m = brief.limits.max_tunnel_m
    if limit_m is None:
        return -1
    return _mm(limit_m / (2 if brief.course.shape == "out-and-back" else brief.course.laps))


_STATES = {
    Role.stop: STATE_REQUIRED,
    Role.start: STATE_REQUIRED,
    Role.finish: STATE_REQUIRED,
    Role.village: STATE_VILLAGE,
    Role.scenic: STATE_SCENIC,
    Role.kept: STATE_REQUIRED,
}


def _on_core(core: Core, nodes: Ints) -> Ints:
    there = core.node_of[nodes]
    return there[there >= 0]


def _near_start(targets: Targets, options: list[Ints], core: Core, high_mm: int) -> NDArray[np.bool_]:
    """Tell which nodes of the core a course could reach from its start, as the crow flies."""
    starts = targets.of_role(Role.start)
    graph = core.graph
    if not starts or not len(options[starts[0]]):
        return np.ones(len(graph.x), dtype=np.bool_)
    node = options[starts[0]][0]
    return np.asarray(np.hypot(graph.x - graph.x[node], graph.y - graph.y[node]) <= high_mm / 2000.0)


def _vias(core: Core, near: NDArray[np.bool_]) -> Ints:
    """Choose points to be led through: junctions, evenly along the order of the nodes in space."""
    junctions = np.flatnonzero(near & (np.diff(core.graph.row) >= 3))
    nodes = junctions if len(junctions) >= 2 else np.arange(len(near))
    return nodes[np.unique(np.linspace(0, len(nodes) - 1, _VIAS).astype(np.int64))]


def _reached(network: CutNetwork, core: Core, terminal: Ints) -> tuple[Ints, Ints]:
    """Give for each terminal the groups that are reached there, as compressed rows."""
    node = core.node_of[network.node_node]
    pairs = np.column_stack((node, network.node_group))[node >= 0]
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    low = np.searchsorted(pairs[:, 0], terminal, side="left")
    high = np.searchsorted(pairs[:, 0], terminal, side="right")
    reached = np.concatenate(([0], np.cumsum(high - low))).astype(np.int64)
    rows = [pairs[a:b, 1] for a, b in zip(low, high, strict=True)]
    return reached, np.concatenate([*rows, np.empty(0, dtype=np.int64)]).astype(np.int64)


def _options(reached: Ints, reached_group: Ints, of_groups: int, groups: int) -> tuple[Ints, Ints]:
    """Give for each group its terminals, as compressed rows."""
    terminal = np.repeat(np.arange(len(reached) - 1), np.diff(reached))
    own = terminal < of_groups
    order = np.lexsort((terminal[own], reached_group[own]))
    first = np.searchsorted(reached_group[own][order], np.arange(groups + 1)).astype(np.int64)
    return first, terminal[own][order].astype(np.int64)


def lengths_between(graph: object, terminal: Ints, most_mm: int, vias: int = 0) -> Ints:
    """Find the shortest lengths between terminals, on two threads.

    Parameters
    ----------
    graph : Graph
    terminal : int64 (T,)
    most_mm : int
    vias : int
        So many of the last terminals look half as far among each other: no ring of that length has more
        between two of its points.

    Returns
    -------
    int64 (T, T)
        Millimetres; more than `most_mm` where farther than was looked.
    """
    count = len(terminal)
    far = count - vias
    half_mm = most_mm // 2
    bounds = [*_parts(0, far, most_mm), *_parts(far, count, half_mm)]
    with ThreadPoolExecutor(THREADS) as pool:
        parts = pool.map(lambda part: terminal_lengths(graph, terminal, *part), bounds)
        lengths_mm = np.concatenate([*parts, np.empty((0, count), dtype=np.int64)])
    beyond = lengths_mm[far:] > half_mm
    lengths_mm[far:][beyond] = most_mm + 1
    lengths_mm[far:, :far] = lengths_mm[:far, far:].T
    return lengths_mm


def _parts(first: int, end: int, most_mm: int) -> list[tuple[int, int, int]]:
    """Part rows of terminals evenly, with how far they look."""
    bounds = np.unique(np.linspace(first, end, 2 * THREADS + 1).astype(np.int64)).tolist()
    return [(low, high, most_mm) for low, high in itertools.pairwise(bounds)]
