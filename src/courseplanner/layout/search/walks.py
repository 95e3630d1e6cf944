"""From a walk on the core to stretches of roads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from courseplanner.layout.line.line import EdgeStretch
from courseplanner.layout.search.graph.core import Core
from courseplanner.layout.search.graph.cut_network import CutNetwork

__all__ = ["stretches_of_walk"]

Ints = NDArray[np.int64]


def stretches_of_walk(network: CutNetwork, core: Core, walk: Ints, *, closed: bool) -> list[EdgeStretch]:
    """Give the stretches of edges that a walk runs over.

    Parameters
    ----------
    network, core
    walk : int64
        Steps: `2 * chain`, and one more where the chain is run back.
    closed : bool
        Whether the walk ends where it starts.

    Returns
    -------
    list of EdgeStretch
        A closed walk that begins in the middle of an edge begins with all that it runs of it.
    """
    stretches: list[EdgeStretch] = []
    for step in walk:
        chain, back = int(step) >> 1, bool(step & 1)
        for k in (
            range(core.first[chain], core.first[chain + 1])
            if not back
            else range(core.first[chain + 1] - 1, core.first[chain] - 1, -1)
        ):
            piece = core.piece[k]
            a, b = float(network.piece_a[piece]), float(network.piece_b[piece])
            one = EdgeStretch(
                int(network.piece_edge[piece]), *((a, b) if bool(core.forward[k]) != back else (b, a))
            )
            if stretches and stretches[-1].joins(one):
                one = EdgeStretch(one.edge, stretches.pop().a, one.b)
            stretches.append(one)
    if closed and len(stretches) > 1 and stretches[-1].joins(stretches[0]):
        last = stretches.pop()
        stretches[0] = EdgeStretch(last.edge, last.a, stretches[0].b)
    return stretches
