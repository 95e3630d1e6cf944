"""The roads that a brief allows, cut and scored for the search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.errors import PlaceNameError
from courseplanner.base.i18n import text
from courseplanner.layout.ask.lengths import searched_lengths_mm
from courseplanner.layout.ask.reach import Reach
from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.layout.ask.targets import Role
from courseplanner.layout.search.graph.core import Core, make_core
from courseplanner.layout.search.graph.cut_network import CutNetwork, Cutting, cut_network_of
from courseplanner.layout.search.graph.edge_scores import edge_scores_of
from courseplanner.layout.search.graph.required_roads import with_required_roads
from courseplanner.layout.search.graph.task import choose_terminals
from courseplanner.measure.geometry.nearness import Outlines, outlines_of

__all__ = ["SearchGraph", "build_search_graph"]


@dataclass(frozen=True, slots=True, eq=False)
class SearchGraph:
    """Roads ready for the search.

    Parameters
    ----------
    network, core
    chosen : dict of int to int64
        For each group of targets the nodes of the cut network by which courses reach it.
    """

    network: CutNetwork
    core: Core
    chosen: dict[int, NDArray[np.int64]]

    @property
    def reachable(self) -> NDArray[np.int64]:
        """The groups that the roads of the core reach."""
        groups = [group for group, nodes in self.chosen.items() if (self.core.node_of[nodes] >= 0).any()]
        return np.array(groups, dtype=np.int64)


def _target_reach(resolved: ResolvedBrief) -> tuple[Outlines, Reach]:
    """Give outlines and reach of the targets, out of those of all sights."""
    chosen = np.array(resolved.target_of, dtype=np.int64)
    reach = resolved.sights.reach
    nodes = reach.nodes
    rows = []
    for new, old in enumerate(chosen):
        low, high = np.searchsorted(reach.key, [old * nodes, (old + 1) * nodes])
        rows.append(np.column_stack((reach.key[low:high] - old * nodes + new * nodes, np.arange(low, high))))
    index = np.concatenate([*rows, np.empty((0, 2), dtype=np.int64)]).astype(np.int64)
    outlines = outlines_of([target.place for target in resolved.targets.targets], resolved.plane)
    return outlines, Reach(
        reach.entry_edge[chosen], reach.entry_offset_m[chosen], reach.entry_part[chosen],
        index[:, 0], reach.by_road_m[index[:, 1]], nodes,
    )  # fmt: skip


def build_search_graph(resolved: ResolvedBrief) -> SearchGraph | None:
    """Make the core of the roads that a brief allows.

    Returns
    -------
    SearchGraph or None
        `None` where no roads of the right kind remain.

    Raises
    ------
    PlaceNameError
        If a stop lies on no road that can be used.
    """
    roads, brief, targets = resolved.ground.roads, resolved.brief, resolved.targets
    if not resolved.allowed.any():
        return None
    outlines, reach = _target_reach(resolved)
    open_ended = brief.course.shape not in ("loop", "laps")
    network = cut_network_of(
        roads,
        resolved.lines,
        searched_lengths_mm(resolved.ground),
        resolved.allowed,
        targets,
        outlines,
        reach,
        Cutting(open_ended, tuple(int(part.edges[0]) for part in resolved.kept if len(part.edges) == 1)),
    )
    if resolved.kept:
        network = with_required_roads(network, roads, targets, resolved.kept)
    chosen = choose_terminals(brief, network, targets)
    keep = np.unique(np.concatenate([*chosen.values(), np.empty(0, dtype=np.int64)])).astype(np.int64)
    edge_scores = partial(edge_scores_of, resolved.ground, resolved.plane, resolved.scenic, network)
    core = make_core(roads, network, keep, edge_scores, dead_ends=open_ended)
    if core is None:
        return None
    _refuse_unreachable_stops(resolved, chosen, core)
    # Where a half of a part is a dead end, no loop runs through it.
    for group in set(targets.of_role(Role.kept)) - set(core.graph.visit_group.tolist()):
        chosen[group] = np.empty(0, dtype=np.int64)
    return SearchGraph(network, core, chosen)


def _refuse_unreachable_stops(
    resolved: ResolvedBrief, chosen: dict[int, NDArray[np.int64]], core: Core
) -> None:
    targets = resolved.targets
    for role in (Role.start, Role.finish, Role.stop):
        for group in targets.of_role(role):
            if (core.node_of[chosen[group]] >= 0).any():
                continue
            within_m = next(target.within_m for target in targets.targets if target.group == group)
            raise PlaceNameError(
                targets.where(resolved.brief, group),
                text(
                    "no road that the course may use and can get to passes within {within:g} m of {name}",
                    within=within_m, name=targets.groups[group].label,
                ),
                text("choose a place beside a road, or loosen [limits]"),
            )  # fmt: skip
