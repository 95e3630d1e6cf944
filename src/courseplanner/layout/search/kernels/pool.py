"""Kernels that compare walks: how much of one runs on the ground of another."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel

__all__ = ["PERMILLE", "ground_of", "shared_permille"]

PERMILLE = 1000


@kernel
def ground_of(graph, steps):  # type: ignore[no-untyped-def]
    """Give the chains that a walk runs on, and how much of each chain lies on its ground.

    Parameters
    ----------
    steps : int64
        Of one walk.

    Returns
    -------
    own : int64
        Its chains, each once, in order.
    cover : int16 (chains,)
        Permille of each chain that lies on the ground of the walk.
    """
    chains = len(graph.start)
    cover = np.zeros(chains, dtype=np.int16)
    for step in steps:
        chain = step >> 1
        if cover[chain] < 0:
            continue
        cover[chain] = -1
        for k in range(graph.beside[chain], graph.beside[chain + 1]):
            other = graph.beside_chain[k]
            if cover[other] >= 0:
                part = PERMILLE * graph.beside_mm[k] // max(graph.length_mm[other], 1)
                cover[other] = min(PERMILLE, cover[other] + min(PERMILLE, part))
    own = np.empty(len(steps), dtype=np.int64)
    count = 0
    for chain in range(chains):
        if cover[chain] < 0:
            cover[chain] = PERMILLE
            own[count] = chain
            count += 1
    return own[:count].copy(), cover


@kernel
def shared_permille(length_mm, own, own_count, cover, walks, one):  # type: ignore[no-untyped-def]
    """Give how much one walk shares with each of the first `walks`, the larger of both ways.

    Parameters
    ----------
    length_mm : int64 (chains,)
    own : int64 (room, most)
        The chains of each walk, of which the first `own_count` count.
    own_count : int64 (room,)
    cover : int16 (room, chains)
    walks, one : int

    Returns
    -------
    int64 (walks,)
        In whole numbers, so that it is the same on every machine.
    """
    shares = np.zeros(walks, dtype=np.int64)
    our_length = 1
    for i in range(own_count[one]):
        our_length += length_mm[own[one, i]]
    for w in range(walks):
        theirs, their_length, ours = 0, 1, 0
        for i in range(own_count[w]):
            their_length += length_mm[own[w, i]]
            theirs += length_mm[own[w, i]] * cover[one, own[w, i]]
        for i in range(own_count[one]):
            ours += length_mm[own[one, i]] * cover[w, own[one, i]]
        shares[w] = max(theirs // their_length, ours // our_length)
    return shares
