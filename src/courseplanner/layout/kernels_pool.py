"""Kernels that compare walks: how much of one runs on the ground of another."""

from __future__ import annotations

import numpy as np

from courseplanner.cache import kernel

__all__ = ["PERMILLE", "ground_of", "shared_permille"]

PERMILLE = 1000


@kernel
def ground_of(graph, first, step):  # type: ignore[no-untyped-def]
    """Give the chains that walks run on, and how much of each chain lies on their ground.

    Parameters
    ----------
    first, step : int64
        Walk `i` has the steps `step[first[i]:first[i + 1]]`.

    Returns
    -------
    own_first, own : int64
        Compressed rows: the chains of each walk, each once, in order.
    cover : int16 (walks, chains)
        Permille of each chain that lies on the ground of each walk.
    """
    walks, chains = len(first) - 1, len(graph.start)
    cover = np.zeros((walks, chains), dtype=np.int16)
    own_first = np.zeros(walks + 1, dtype=np.int64)
    own = np.empty(len(step), dtype=np.int64)
    beside = np.zeros(chains, dtype=np.int64)
    n = 0
    for w in range(walks):
        sorted_chains = np.sort(step[first[w] : first[w + 1]] >> 1)
        beside[:] = 0
        for i in range(len(sorted_chains)):
            chain = sorted_chains[i]
            if i > 0 and sorted_chains[i - 1] == chain:
                continue
            own[n] = chain
            n += 1
            for k in range(graph.beside[chain], graph.beside[chain + 1]):
                beside[graph.beside_chain[k]] += graph.beside_mm[k]
        own_first[w + 1] = n
        for chain in range(chains):
            if beside[chain]:
                cover[w, chain] = min(PERMILLE, PERMILLE * beside[chain] // max(graph.length_mm[chain], 1))
        for i in range(own_first[w], n):
            cover[w, own[i]] = PERMILLE
    return own_first, own[:n].copy(), cover


@kernel
def shared_permille(length_mm, own_first, own, cover, one):  # type: ignore[no-untyped-def]
    """Give how much one walk shares with each, the larger of both ways, int64 (walks,).

    In whole numbers, so that it is the same on every machine.
    """
    walks = len(own_first) - 1
    shares = np.zeros(walks, dtype=np.int64)
    for w in range(walks):
        theirs, their_length, ours, our_length = 0, 1, 0, 1
        for i in range(own_first[w], own_first[w + 1]):
            their_length += length_mm[own[i]]
            theirs += length_mm[own[i]] * cover[one, own[i]]
        for i in range(own_first[one], own_first[one + 1]):
            our_length += length_mm[own[i]]
            ours += length_mm[own[i]] * cover[w, own[i]]
        shares[w] = max(theirs // their_length, ours // our_length)
    return shares
