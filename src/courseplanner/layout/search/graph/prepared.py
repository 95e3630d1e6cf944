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
from courseplanner.layout.ask.setting import Setting
from courseplanner.layout.ask.targets import Role
from courseplanner.layout.search.graph.appeal import appeal_of
from courseplanner.layout.search.graph.core import Core, make_core
from courseplanner.layout.search.graph.ground import Cutting, Ground, lay_ground
from courseplanner.layout.search.graph.kept_roads import with_kept_roads
from courseplanner.layout.search.graph.task import choose_terminals
from courseplanner.measure.geometry.nearness import Outlines, outlines_of

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Roads ready for the search.

    Parameters
    ----------
    ground, core
    chosen : dict of int to int64
        For each group of targets the nodes of the ground by which courses reach it.
    """

    ground: Ground
    core: Core
    chosen: dict[int, NDArray[np.int64]]

    @property
    def reachable(self) -> NDArray[np.int64]:
        """The groups that the roads of the core reach."""
        groups = [group for group, nodes in self.chosen.items() if (self.core.node_of[nodes] >= 0).any()]
        return np.array(groups, dtype=np.int64)


def _target_reach(setting: Setting) -> tuple[Outlines, Reach]:
    """Give outlines and reach of the targets, out of those of all sights."""
    chosen = np.array(setting.target_of, dtype=np.int64)
    reach = setting.sights.reach
    nodes = reach.nodes
    rows = []
    for new, old in enumerate(chosen):
        low, high = np.searchsorted(reach.key, [old * nodes, (old + 1) * nodes])
        rows.append(np.column_stack((reach.key[low:high] - old * nodes + new * nodes, np.arange(low, high))))
    index = np.concatenate([*rows, np.empty((0, 2), dtype=np.int64)]).astype(np.int64)
    outlines = outlines_of([target.place for target in setting.targets.targets], setting.plane)
    return outlines, Reach(
        reach.entry_edge[chosen], reach.entry_offset_m[chosen], reach.entry_part[chosen],
        index[:, 0], reach.by_road_m[index[:, 1]], nodes,
    )  # fmt: skip


def prepare(setting: Setting) -> Prepared | None:
    """Make the core of the roads that a brief allows.

    Returns
    -------
    Prepared or None
        `None` where no roads of the right kind remain.

    Raises
    ------
    PlaceNameError
        If a stop lies on no road that can be used.
    """
    roads, brief, targets = setting.region.roads, setting.brief, setting.targets
    if not setting.allowed.any():
        return None
    outlines, reach = _target_reach(setting)
    open_ended = brief.course.shape not in ("loop", "laps")
    ground = lay_ground(
        roads,
        setting.lines,
        searched_lengths_mm(setting.region),
        setting.allowed,
        targets,
        outlines,
        reach,
        Cutting(open_ended, tuple(int(part.edges[0]) for part in setting.kept if len(part.edges) == 1)),
    )
    if setting.kept:
        ground = with_kept_roads(ground, roads, targets, setting.kept)
    chosen = choose_terminals(brief, ground, targets)
    keep = np.unique(np.concatenate([*chosen.values(), np.empty(0, dtype=np.int64)])).astype(np.int64)
    appeal = partial(appeal_of, setting.region, setting.plane, setting.scenic, ground)
    core = make_core(roads, ground, keep, appeal, dead_ends=open_ended)
    if core is None:
        return None
    _refuse_unreachable_stops(setting, chosen, core)
    # Where a half of a part is a dead end, no loop runs through it.
    for group in set(targets.of_role(Role.kept)) - set(core.graph.visit_group.tolist()):
        chosen[group] = np.empty(0, dtype=np.int64)
    return Prepared(ground, core, chosen)


def _refuse_unreachable_stops(setting: Setting, chosen: dict[int, NDArray[np.int64]], core: Core) -> None:
    targets = setting.targets
    for role in (Role.start, Role.finish, Role.stop):
        for group in targets.of_role(role):
            if (core.node_of[chosen[group]] >= 0).any():
                continue
            within_m = next(target.within_m for target in targets.targets if target.group == group)
            raise PlaceNameError(
                targets.where(setting.brief, group),
                text(
                    "no road that the course may use and can get to passes within {within:g} m of {name}",
                    within=within_m, name=targets.groups[group].label,
                ),
                text("choose a place beside a road, or loosen [limits]"),
            )  # fmt: skip
