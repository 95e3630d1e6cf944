"""On which side of a line the shut part of its roads lies, as the runner sees it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.line import Line
from courseplanner.measure.string.corridor import Shut
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["shut_of"]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


def shut_of(roads: RoadNetwork, line: Line) -> Shut | None:
    """Tell what is not open to those who run along a line in the middle of its roads.

    Returns
    -------
    Shut or None
        For each segment; `None` where all is open.
    """
    way = roads.edge_way[line.edge]
    opened = roads.open_roads
    if opened is None or not opened.shut_m[way].any():
        return None
    left_m, right_m = opened.shut_left_m[way].astype(float), opened.shut_right_m[way].astype(float)
    as_run = opened.as_run[way]
    fixed = np.flatnonzero(~as_run & (left_m != right_m))
    back = np.zeros(len(way), dtype=np.bool_)
    back[fixed] = _runs_back(roads, line, fixed)
    return Shut(np.where(back, right_m, left_m), np.where(back, left_m, right_m), as_run)


def _runs_back(roads: RoadNetwork, line: Line, segments: Ints) -> Bools:
    """Tell which segments of a line run against the direction of their edges."""
    back = np.zeros(len(segments), dtype=np.bool_)
    for row, segment in enumerate(segments.tolist()):
        edge = int(line.edge[segment])
        points = slice(roads.point_start[edge], roads.point_start[edge + 1])
        shrink = np.cos(np.radians(line.lat[segment]))
        road = roads.point_lon[points] * shrink + 1j * roads.point_lat[points]
        run = line.lon[segment : segment + 2] * shrink + 1j * line.lat[segment : segment + 2]
        step, moved = np.diff(road), run[1] - run[0]
        along = np.clip(
            ((run.mean() - road[:-1]) * step.conjugate()).real / np.maximum(np.abs(step) ** 2, 1e-30), 0, 1
        )
        nearest = int(np.argmin(np.abs(road[:-1] + along * step - run.mean())))
        back[row] = (moved * step[nearest].conjugate()).real < 0.0
    return back
