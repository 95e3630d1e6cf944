"""Kernels that make the core: chains of pieces between junctions, and what lies beside what."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel
from courseplanner.layout.line.kernels_network import neighbours
from courseplanner.measure.geometry.kernels_arrays import copy_into
from courseplanner.measure.geometry.overlap import buckets

__all__ = ["chain_pieces", "climbs", "overlaps"]


@kernel
def chain_pieces(count, piece_from, piece_to, usable, keep):  # type: ignore[no-untyped-def]
    """Join pieces at nodes where only two meet, but for nodes marked in `keep`.

    Returns
    -------
    first : int64 (chains + 1,)
    piece : int64 (pieces,)
        Chain `c` runs over `piece[first[c]:first[c + 1]]`.
    forward : bool (pieces,)
        Whether it runs that piece from its start to its end.
    start, end : int64 (chains,)
        Nodes. A ring without a junction starts at its lowest node.
    """
    first, order = neighbours(count, piece_from, piece_to, usable)
    degree = np.diff(first)
    n_pieces = len(piece_from)
    seen = ~usable
    chain_first = np.zeros(n_pieces + 1, dtype=np.int64)
    out_piece, out_forward = np.empty(n_pieces, np.int64), np.empty(n_pieces, np.bool_)
    start, end = np.empty(n_pieces, np.int64), np.empty(n_pieces, np.int64)
    chains, size = 0, 0
    # First from junctions and ends; what is left then are rings, taken from any of their nodes.
    for rings in (False, True):
        for node in range(count):
            if degree[node] == 0 or (not rings and degree[node] == 2 and not keep[node]):
                continue
            for k in range(first[node], first[node + 1]):
                piece = order[k]
                if seen[piece]:
                    continue
                start[chains] = node
                here = node
                while True:
                    seen[piece] = True
                    onward = piece_from[piece] == here
                    out_piece[size], out_forward[size] = piece, onward
                    size += 1
                    here = piece_to[piece] if onward else piece_from[piece]
                    if degree[here] != 2 or keep[here] or here == node:
                        break
                    piece = order[first[here]] if order[first[here]] != piece else order[first[here] + 1]
                    if seen[piece]:
                        break
                end[chains] = here
                chains += 1
                chain_first[chains] = size
    return (
        chain_first[: chains + 1].copy(), out_piece[:size].copy(), out_forward[:size].copy(),
        start[:chains].copy(), end[:chains].copy(),
    )  # fmt: skip


@kernel
def overlaps(x, y, ux, uy, step_m, chain, chains, within_m, cosine, least_m):  # type: ignore[no-untyped-def]
    """Find chains that run beside each other.

    The steps are ordered by chain. Returns compressed rows: beside chain `c` run the
    chains `other[first[c]:first[c + 1]]`, for so many metres of `c`.
    """
    west, south = x.min(), y.min()
    columns = int((x.max() - west) / within_m) + 1
    rows = int((y.max() - south) / within_m) + 1
    cell_first, cell_order = buckets(x, y, west, south, columns, rows, within_m)
    first = np.zeros(chains + 1, dtype=np.int64)
    room = 1024
    other, beside_m = np.empty(room, np.int64), np.empty(room)
    size = 0
    sum_m = np.zeros(chains)
    last_step = np.full(chains, -1, dtype=np.int64)
    i = 0
    for c in range(chains):
        touched = [np.int64(0) for _ in range(0)]
        while i < len(x) and chain[i] == c:
            column, row = int((x[i] - west) / within_m), int((y[i] - south) / within_m)
            for r in range(max(row - 1, 0), min(row + 2, rows)):
                for q in range(max(column - 1, 0), min(column + 2, columns)):
                    for k in range(cell_first[r * columns + q], cell_first[r * columns + q + 1]):
                        j = cell_order[k]
                        f = chain[j]
                        if (
                            f != c
                            and last_step[f] != i
                            and (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 <= within_m * within_m
                            and abs(ux[i] * ux[j] + uy[i] * uy[j]) >= cosine
                        ):
                            if sum_m[f] == 0.0:
                                touched.append(f)
                            sum_m[f] += step_m[i]
                            last_step[f] = i
            i += 1
        for f in touched:
            if sum_m[f] >= least_m:
                if size == room:
                    room *= 2
                    wider_other, wider_m = np.empty(room, np.int64), np.empty(room)
                    copy_into(wider_other, 0, other, 0, size)
                    copy_into(wider_m, 0, beside_m, 0, size)
                    other, beside_m = wider_other, wider_m
                other[size], beside_m[size] = f, sum_m[f]
                size += 1
            sum_m[f] = 0.0
        first[c + 1] = size
    return first, other[:size].copy(), beside_m[:size].copy()


@kernel
def climbs(height_m, line_start, first, piece, forward, dead_band_m):  # type: ignore[no-untyped-def]
    """Add up what chains climb, run either way.

    Parameters
    ----------
    height_m : float64
        At each point of the pieces, NaN where not known; piece `p` has the points from
        `line_start[p]` to `line_start[p + 1]`.
    first, piece, forward
        Chain `c` runs over `piece[first[c]:first[c + 1]]`.
    dead_band_m : float
        Smaller ups and downs don't count, but for what is left at the end of a chain.

    Returns
    -------
    float64 (2 chains,)
        Of each chain run from its start to its end, and back.
    """
    chains = len(first) - 1
    up_m = np.zeros(2 * chains)
    for c in range(chains):
        level = last = np.nan
        for k in range(first[c], first[c + 1]):
            a, b = line_start[piece[k]], line_start[piece[k] + 1]
            for i in range(b - a):
                here = height_m[a + i] if forward[k] else height_m[b - 1 - i]
                if np.isnan(here):
                    continue
                level = here if np.isnan(level) else level
                last = here
                if abs(here - level) >= dead_band_m:
                    up_m[2 * c if here > level else 2 * c + 1] += abs(here - level)
                    level = here
        if not np.isnan(last) and last != level:
            up_m[2 * c if last > level else 2 * c + 1] += abs(last - level)
    return up_m
