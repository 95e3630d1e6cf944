"""Kernels on the whole network: which edges meet at a node."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel

__all__ = ["neighbours"]


@kernel
def neighbours(count, edge_from, edge_to, usable):  # type: ignore[no-untyped-def]
    """Give compressed rows of a graph: node `n` has the edges `order[first[n]:first[n + 1]]`.

    A self-loop stands twice in the row of its node.
    """
    first = np.zeros(count + 1, dtype=np.int64)
    for e in range(len(edge_from)):
        if usable[e]:
            first[edge_from[e] + 1] += 1
            first[edge_to[e] + 1] += 1
    for n in range(count):
        first[n + 1] += first[n]
    order = np.empty(first[count], dtype=np.int64)
    fill = first[:-1].copy()
    for e in range(len(edge_from)):
        if usable[e]:
            for n in (edge_from[e], edge_to[e]):
                order[fill[n]] = e
                fill[n] += 1
    return first, order
