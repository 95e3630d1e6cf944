"""The ends of edges, as kernels take them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.network.roads import RoadNetwork

__all__ = ["ends_of"]

Ints = NDArray[np.int64]


def ends_of(roads: RoadNetwork) -> tuple[Ints, Ints]:
    """Give the nodes at the two ends of each edge in the type for which kernels are compiled, once."""
    return roads.edge_from.astype(np.int64), roads.edge_to.astype(np.int64)
