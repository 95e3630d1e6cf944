"""Compares the search with an exact solver, on invented towns of about 300 edges.

Each town is a jittered grid with streets left out, scenic spots, motor-free streets and big roads; asked is a
loop of some kilometres from a given start. CP-SAT of OR-tools begins at the best walk of the search and looks
for the one that is worth most, by the default weights without roundness, which is not linear, each way along
a street at most once. Printed is what part of the optimum, or of the bound that was proved where time ran
out, the best walk of the search is worth. Needs `pip install .[exact]`; `python -m campaign.exact`, from the
folder `tests`, or `make campaign`.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.progress import Progress
from courseplanner.layout.search.graph.core import Graph
from courseplanner.layout.search.graph.search_graph import build_search_graph
from courseplanner.layout.search.graph.task import make_task
from courseplanner.layout.search.kernels import figures as of
from courseplanner.layout.search.kernels.ring import Task
from courseplanner.layout.search.search import Effort, search
from courseplanner.layout.search.trials.improving import improve
from courseplanner.model.brief.brief import Brief
from laying import resolved_in
from layout.maps import SmallMap, make_brief, position

INSTANCES = 20
SIDE, STEP_M = 13, 180.0
LENGTH_M = 3_000.0
_SCALE = 10_000_000
"""Worths are whole numbers for the solver: this is 1."""


def town(seed: int) -> SmallMap:
    """Draw a town."""
    random = np.random.default_rng(seed)
    small = SmallMap()
    for row in range(SIDE):
        for column in range(SIDE):
            x, y = STEP_M * np.array([column, row]) + random.uniform(-40.0, 40.0, 2)
            small.node(1 + SIDE * row + column, float(x), float(y))
    for row in range(SIDE):
        for column in range(SIDE):
            here = 1 + SIDE * row + column
            for there, inside in ((here + 1, column + 1 < SIDE), (here + SIDE, row + 1 < SIDE)):
                if inside and random.uniform() > 0.06:
                    big = (row == SIDE // 2 and there == here + 1) or (
                        column == SIDE // 3 and there != here + 1
                    )
                    road = "secondary" if big else "cycleway" if random.uniform() < 0.3 else "residential"
                    small.way([here, there], {"highway": road, "surface": "asphalt"})
    for number in range(12):
        x, y = random.uniform(0.0, STEP_M * (SIDE - 1), 2)
        small.spot(f"Spot {number}", float(x), float(y))
    return small


def problem(seed: int, folder: Path) -> tuple[Brief, Graph, Task]:
    """Make the brief of a town, its core, and the task."""
    middle = STEP_M * (SIDE // 2)
    brief = make_brief(LENGTH_M, start=list(position(middle, middle)))
    resolved = resolved_in(town(seed).region(folder), brief)
    prepared = build_search_graph(resolved)
    assert prepared is not None
    task = make_task(brief, prepared.network, resolved.targets, prepared.core, prepared.chosen)
    weight = task.weight.copy()
    weight[of.ROUNDNESS] = 0.0
    # Within one per cent the length is as good as the same for all, and the sum as good as linear.
    return brief, prepared.core.graph, task._replace(weight=weight, high_mm=round(1.01 * task.low_mm))


def linear_worth(graph: Graph, task: Task, walk: NDArray[np.int64]) -> float:
    """Weigh a walk as the solver does: as parts of the least length."""
    seen, cover = np.zeros(len(graph.start), dtype=np.int64), np.zeros(len(task.state), dtype=np.int64)
    figure = np.asarray(of.measure_walk(graph, task, walk, len(walk), seen, cover)).copy()
    figure[of.LENGTH] = task.low_mm
    return float(of.worth_of(task, figure))


def searched(brief: Brief, graph: Graph, task: Task) -> tuple[float, NDArray[np.int64]]:
    """Give the worth of the best walk of the search, and that walk."""
    wanted = brief.search
    pool = search(graph, task, wanted.seed, wanted.candidates, Effort(60.0), Progress()).pool
    improve(graph, task, pool, brief, time.monotonic() + 60.0, Progress())
    best = max((one.walk for one in pool.best(20)), key=lambda walk: linear_worth(graph, task, walk))
    return linear_worth(graph, task, best), best


def solved(graph: Graph, task: Task, known: NDArray[np.int64], time_s: float) -> tuple[float, float]:
    """Give the worth of the best walk that the solver found, bestart at a known one, and its bound."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    steps = 2 * len(graph.start)
    begins = np.column_stack((graph.start, graph.end)).ravel()
    ends = begins.reshape(-1, 2)[:, ::-1].ravel()
    used: list[Any] = [model.new_bool_var(f"s{s}") for s in range(steps)]
    follows = dict(zip(known.tolist(), np.roll(known, -1).tolist(), strict=True))
    for s in range(steps):
        model.add_hint(used[s], s in follows)
    arcs: list[Any] = [(s, s, ~used[s]) for s in range(steps)]
    worth: list[Any] = []
    of_node: dict[int, list[int]] = {}
    for s in range(steps):
        of_node.setdefault(int(begins[s]), []).append(s)
    for s in range(steps):
        for t in of_node[int(ends[s])]:
            goes = model.new_bool_var(f"a{s}.{t}")
            model.add_hint(goes, follows.get(s) == t)
            arcs.append((s, t, goes))
            worth.append(_joint_worth(graph, task, s, t) * goes)
    model.add_circuit(arcs)
    length = [int(graph.length_mm[s >> 1]) for s in range(steps)]
    whole_mm = sum(length[s] * used[s] for s in range(steps))
    model.add(whole_mm >= task.low_mm)
    model.add(whole_mm <= task.high_mm)
    for group in range(len(task.state)):
        there = [c for c in range(len(graph.start)) if group in _visited(graph, c)]
        model.add_bool_or([used[s] for c in there for s in (2 * c, 2 * c + 1)])
    for chain in range(len(graph.start)):
        both = model.new_bool_var(f"r{chain}")
        model.add(both >= used[2 * chain] + used[2 * chain + 1] - 1)
        worth.append(_part(task, of.REPEATED, length[2 * chain]) * both)
        worth += [_step_worth(graph, task, s) * used[s] for s in (2 * chain, 2 * chain + 1)]
    model.maximize(sum(worth))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = time_s
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return -np.inf, solver.best_objective_bound / _SCALE
    return solver.objective_value / _SCALE, solver.best_objective_bound / _SCALE


def _visited(graph: Graph, chain: int) -> list[int]:
    return [int(group) for group in graph.visit_group[graph.visit[chain] : graph.visit[chain + 1]]]


def _part(task: Task, figure: int, length_mm: int) -> int:
    return round(_SCALE * float(task.weight[figure]) * length_mm / task.low_mm)


def _step_worth(graph: Graph, task: Task, step: int) -> int:
    chain, edge_scores = step >> 1, graph.edge_scores
    lengths = {
        of.UNPAVED: graph.unpaved_mm,
        of.MOTOR_FREE: graph.motor_free_mm,
        of.SCENERY: edge_scores.scenic_mm,
        of.NARROW: edge_scores.narrow_mm,
        of.UNKNOWN_SURFACE: edge_scores.unknown_mm,
    }
    counts = int(edge_scores.turns[chain]), int(edge_scores.crossings[chain])
    return sum(_part(task, figure, int(mm[chain])) for figure, mm in lengths.items()) + _counted(
        task, *counts
    )


def _counted(task: Task, turns: int, crossings: int) -> int:
    per_km = 1e6 / task.low_mm
    return round(
        _SCALE
        * per_km
        * (float(task.weight[of.TURNS]) * turns + float(task.weight[of.CROSSINGS]) * crossings)
    )


def _joint_worth(graph: Graph, task: Task, came: int, goes: int) -> int:
    """Weigh what lies between two steps, reckoned here once more: it shares no code with the search."""
    if came == goes ^ 1:
        return round(_SCALE * float(task.weight[of.TURNAROUNDS]))
    back = came ^ 1
    a = -complex(graph.leave_x[back], graph.leave_y[back])
    b = complex(graph.leave_x[goes], graph.leave_y[goes])
    turn = abs(float(np.degrees(np.angle(b / a)))) > 45.0
    node = int((graph.start if goes % 2 == 0 else graph.end)[goes >> 1])
    on_big = bool(graph.edge_scores.is_big[back] or graph.edge_scores.is_big[goes])
    crossed = not on_big and int(graph.edge_scores.big_leads[node]) > 1
    return _counted(task, int(turn), int(crossed))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--instances", type=int, default=INSTANCES)
    parser.add_argument("--time-s", type=float, default=60.0)
    asked = parser.parse_args()
    if importlib.util.find_spec("ortools") is None:
        print("skipped: needs ortools")
        return 0
    print(f"{'town':>5} {'edges':>6} {'search':>8} {'exact':>8} {'bound':>8} {'part':>6} {'proved':>6}")
    parts = []
    for seed in range(asked.instances):
        with tempfile.TemporaryDirectory() as folder:
            brief, graph, task = problem(seed, Path(folder))
        ours, walk = searched(brief, graph, task)
        exact, bound = solved(graph, task, walk, asked.time_s)
        best = max(exact, bound)
        parts.append(ours / best)
        proved = "yes" if bound - exact < 1e-6 else "no"
        figures = f"{ours:8.4f} {exact:8.4f} {bound:8.4f} {parts[-1]:6.1%}"
        print(f"{seed:5} {len(graph.start):6} {figures} {proved:>6}", flush=True)
    good, median = sum(part >= 0.95 for part in parts), statistics.median(parts)
    print(f"95 % of the optimum, or of its bound, in {good} of {len(parts)}; median {median:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
