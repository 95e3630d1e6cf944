"""Walks on small maps, put on their roads as the search does it, for tests of lines and of closing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.ground_cache import way_nodes_for
from courseplanner.layout.line.line import EdgeStretch, Line
from courseplanner.layout.line.spans.node_spans import walked_on_spans
from courseplanner.layout.line.walked import Walked
from courseplanner.layout.search.walks import stretches_of_walk
from courseplanner.roads.ground import Ground
from layout.stages import Stages

__all__ = ["along", "laid", "walked"]


def laid(ground: Ground, stretches: Sequence[EdgeStretch]) -> Walked:
    """Put stretches of roads on the map, as the spans of their route tell them."""
    return walked_on_spans(way_nodes_for(ground), stretches)[1]


def walked(stages: Stages, walk: Sequence[int] | NDArray[np.int64], *, closed: bool) -> Walked:
    """Put a walk on the core of some roads on the map."""
    steps = np.asarray(walk, dtype=np.int64)
    return laid(stages.region, stretches_of_walk(stages.network, stages.core, steps, closed=closed))


def along(line: Line) -> Walked:
    """Take a line for a walk: each of its segments is a stretch, and a span of its own."""
    ends = np.arange(len(line.lon))
    return Walked(line, tuple(EdgeStretch(int(edge), 0.0, 1.0) for edge in line.edge), ends, ends)
