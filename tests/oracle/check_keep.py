"""What a brief keeps: tracks and roads that each course must run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import shapely

from .case import Case
from .line import Floats
from .tags import fold

__all__ = ["keep_faults"]

BESIDE_M = 25.0
"""A receiver is off by some metres, and the line by half a road."""
ENDS_M = 400.0
"""Of a track that begins or ends between two junctions, that part is not kept."""
LEAST_OF_A_ROAD_M = 100.0


def keep_faults(case: Case) -> Iterator[str]:
    """Judge what is kept."""
    line = shapely.LineString(case.line.xy)
    for path in case.wanted.keep_files:
        away_m = np.asarray(shapely.distance(line, shapely.points(_inner_points(case, path))))
        if away_m.max(initial=0.0) > BESIDE_M:
            yield f"keep: {path.name} lies up to {away_m.max():.0f} m beside the line"
    for name in case.wanted.keep_names:
        run_m = sum(
            leg["to_m"] - leg["from_m"]
            for leg in case.entry["legs"]
            if leg["name"] is not None and fold(leg["name"]) == fold(name)
        )
        if run_m < LEAST_OF_A_ROAD_M:
            yield f"keep: {run_m:.0f} m of {name} are run"


def _inner_points(case: Case, path: Path) -> Floats:
    """Give the points of a track in the plane, but for those near its ends."""
    points = [one for one in ET.parse(path).iter() if one.tag.endswith("trkpt")]
    degrees = np.array([(float(one.attrib["lon"]), float(one.attrib["lat"])) for one in points])
    xy = case.ground.plane.xy(degrees)
    at_m = np.append(0.0, np.cumsum(np.hypot(*np.diff(xy, axis=0).T)))
    return np.asarray(xy[(at_m > ENDS_M) & (at_m < at_m[-1] - ENDS_M)])
