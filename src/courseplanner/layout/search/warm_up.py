"""Goes through the whole search once, on a town of a few streets, so that all of it is loaded."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import Text
from courseplanner.base.progress import Progress
from courseplanner.layout.ask.resolved_brief import resolve
from courseplanner.layout.search.graph.search_graph import build_search_graph
from courseplanner.layout.search.graph.task import make_task
from courseplanner.layout.search.kernels.core import climbs
from courseplanner.layout.search.kernels.figures import FIGURES, worth_of
from courseplanner.layout.search.kernels.improve import improve_walk
from courseplanner.layout.search.proposing import propose
from courseplanner.layout.search.trials.length_targeting import estimate_m
from courseplanner.layout.search.trials.pool import Walk
from courseplanner.measure.geometry.beside import Lanes, nearest_beside
from courseplanner.measure.geometry.geodesy import distance_m
from courseplanner.measure.geometry.overlap import trace
from courseplanner.model.brief.brief import Brief
from courseplanner.model.names import Names
from courseplanner.model.network.roads import UNKNOWN, RoadClass, RoadNetwork, RoadPart
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.model.race import Race
from courseplanner.model.region import Region
from courseplanner.model.rulebook.rulebook import RuleSet
from courseplanner.roads.ground import ground_of

__all__ = ["warm_up"]

_SIDE = 4
_STEP_DEG = 0.002


def warm_up(check: Callable[[], None]) -> None:
    """Lay out a course where it costs next to nothing.

    Kernels are loaded, or compiled, when they are first called: this calls all of them.

    Parameters
    ----------
    check : callable
        Called now and then; what it raises ends the warm-up.
    """

    def listen(_fraction: float, _words: Text) -> None:
        check()

    brief = _brief()
    ground = ground_of(_town(), brief)
    race = Race(brief, RuleSet("", "", "", ()))
    propose(ground, race, Progress(listen), lambda _candidates: None)
    # The ceiling of time may end it before any walk was weighed.
    resolved = resolve(ground, race)
    search_graph = build_search_graph(resolved)
    # Nor does the town have heights, nor paths beside its roads.
    steps = trace(np.array([0.0, 10.0]), np.array([0.0, 0.0]))
    level = np.zeros(len(steps.x), dtype=np.int8)
    nearest_beside(steps, level, Lanes(steps, np.full(len(steps.x), 10.0), level), 20.0)
    climbs(np.zeros(2), np.array([0, 2]), np.array([0, 1]), np.zeros(1, np.int64), np.ones(1, np.bool_), 3.0)
    if search_graph is not None:
        task = make_task(
            brief, search_graph.network, resolved.targets, search_graph.core, search_graph.chosen
        )
        graph, walk = search_graph.core.graph, np.zeros(1, dtype=np.int64)
        _, figure, _ = improve_walk(graph, task, 1, 0, walk, 0)
        worth_of(task, figure)
        estimate_m(graph, task, Walk(walk, np.zeros(FIGURES, dtype=np.int64), 0.0, 1), 1)


def _brief() -> Brief:
    tables = {
        "event": {"distance": 1_500.0},
        "region": {},
        "course": {"villages": 1, "visit": ["B"]},
        "search": {"candidates": 1, "time_s": 1e-3},
    }
    return Brief.model_validate({"schema": 1, **tables})


def _town() -> Region:
    """Make streets that cross at every corner of a chequered board, and two places."""
    steps = np.arange(_SIDE) * _STEP_DEG
    lon, lat = (corner.ravel() for corner in np.meshgrid(steps, steps))
    corners = np.arange(_SIDE * _SIDE).reshape(_SIDE, _SIDE)
    ends = [(int(a), int(b)) for line in (*corners, *corners.T) for a, b in itertools.pairwise(line)]
    places = tuple(
        Place(PlaceKind.VILLAGE, Names(name), None, float(lon[at]), float(lat[at]))
        for name, at in (("A", 0), ("B", _SIDE * _SIDE - 1))
    )
    box = (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    return Region(_roads(lon, lat, np.array(ends)), places, box, ())


def _roads(lon: NDArray[np.float64], lat: NDArray[np.float64], ends: NDArray[np.int64]) -> RoadNetwork:
    length_mm = [round(1000.0 * distance_m(lon[a], lat[a], lon[b], lat[b])) for a, b in ends]
    return RoadNetwork(
        node_lon=lon,
        node_lat=lat,
        edge_from=ends[:, 0].astype(np.int32),
        edge_to=ends[:, 1].astype(np.int32),
        edge_length_mm=np.array(length_mm, dtype=np.int32),
        edge_way=np.zeros(len(ends), dtype=np.int32),
        point_start=np.arange(0, 2 * len(ends) + 1, 2, dtype=np.int64),
        point_lon=lon[ends].ravel(),
        point_lat=lat[ends].ravel(),
        point_node=1 + ends.ravel(),
        way_id=np.array([1], dtype=np.int64),
        way_class=np.array([RoadClass.residential], dtype=np.int8),
        way_surface=np.array([UNKNOWN], dtype=np.int16),
        surfaces=(),
        way_tracktype=np.array([UNKNOWN], dtype=np.int8),
        way_width_tag_m=np.array([np.nan], dtype=np.float32),
        way_width_sidewalks_m=np.array([np.nan], dtype=np.float32),
        way_shared=np.array([False]),
        way_lanes=np.array([UNKNOWN], dtype=np.int8),
        way_bridge=np.array([UNKNOWN], dtype=np.int8),
        way_tunnel=np.array([UNKNOWN], dtype=np.int8),
        way_layer=np.array([0], dtype=np.int8),
        way_access=np.array([UNKNOWN], dtype=np.int8),
        way_motor_free=np.array([UNKNOWN], dtype=np.int8),
        way_oneway=np.array([UNKNOWN], dtype=np.int8),
        way_roundabout=np.array([False]),
        way_part=np.array([RoadPart.own], dtype=np.int8),
        way_road=np.array([UNKNOWN], dtype=np.int32),
        way_name=np.array([UNKNOWN], dtype=np.int32),
        names=(),
        way_width_stated=np.array([False]),
        way_divider=np.array([UNKNOWN], dtype=np.int8),
        level_crossing_lon=np.zeros(0),
        level_crossing_lat=np.zeros(0),
    )
