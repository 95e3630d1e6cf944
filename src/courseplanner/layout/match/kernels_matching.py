"""Kernels that match a track to roads: the most likely way through the roads near its points."""

from __future__ import annotations

import numpy as np

from courseplanner.base.kernel_cache import kernel

__all__ = ["most_likely", "moves_between"]


@kernel(inner=True)
def _spread(first, order, edge_from, edge_to, length_m, edge, at_m, limit_m, distance, came):  # type: ignore[no-untyped-def]
    """Find how far nodes are from a point of an edge, up to a limit; gives the nodes that were reached.

    `came` holds the edge by which each was reached. The parts within a limit are small: relaxing until
    nothing changes needs no heap.
    """
    touched = [np.int64(0) for _ in range(0)]
    queue = [np.int64(0) for _ in range(0)]
    for node, away_m in ((edge_from[edge], at_m), (edge_to[edge], length_m[edge] - at_m)):
        if away_m <= limit_m and away_m < distance[node]:
            if distance[node] == np.inf:
                touched.append(np.int64(node))
            distance[node] = away_m
            came[node] = edge
            queue.append(np.int64(node))
    done = 0
    while done < len(queue):
        node = queue[done]
        done += 1
        for k in range(first[node], first[node + 1]):
            e = order[k]
            other = edge_to[e] if edge_from[e] == node else edge_from[e]
            reached_m = distance[node] + length_m[e]
            if reached_m <= limit_m and reached_m < distance[other]:
                if distance[other] == np.inf:
                    touched.append(np.int64(other))
                distance[other] = reached_m
                came[other] = e
                queue.append(np.int64(other))
    return touched


@kernel(inner=True)
def _route_m(edge_from, edge_to, length_m, distance, edge, at_m, to_edge, to_m):  # type: ignore[no-untyped-def]
    """Give the length of the shortest way to a point of an edge, after `_spread`."""
    best_m = min(
        distance[edge_from[to_edge]] + to_m,
        distance[edge_to[to_edge]] + length_m[to_edge] - to_m,
    )
    if edge == to_edge:
        best_m = min(best_m, abs(to_m - at_m))
    return best_m


@kernel
def most_likely(  # type: ignore[no-untyped-def]
    first, order, edge_from, edge_to, length_m, cand_first, cand_edge, cand_m, cand_cost,
    straight_m, beta_m, most_times, most_more_m,
):  # fmt: skip
    """Choose one candidate for each point, by Viterbi's algorithm.

    Point `t` has the candidates `cand_first[t]:cand_first[t + 1]`. A step costs its route's difference
    from the straight distance, over `beta_m`; no route is longer than `most_times` the straight distance
    and `most_more_m` more.

    Returns
    -------
    chosen : int64 (points,)
        -1 for a point without candidates.
    breaks : bool (points,)
        Whether no route leads from the point before to this one.
    """
    points = len(cand_first) - 1
    nodes = len(first) - 1
    distance = np.full(nodes, np.inf)
    came = np.full(nodes, -1, dtype=np.int64)
    cost = np.full(len(cand_edge), np.inf)
    back = np.full(len(cand_edge), -1, dtype=np.int64)
    breaks = np.zeros(points, dtype=np.bool_)
    for t in range(points):
        here, end = cand_first[t], cand_first[t + 1]
        linked = False
        if t > 0:
            limit_m = most_times * straight_m[t - 1] + most_more_m
            for c in range(cand_first[t - 1], here):
                if cost[c] == np.inf:
                    continue
                touched = _spread(
                    first,
                    order,
                    edge_from,
                    edge_to,
                    length_m,
                    cand_edge[c],
                    cand_m[c],
                    limit_m,
                    distance,
                    came,
                )
                for n in range(here, end):
                    route_m = _route_m(
                        edge_from,
                        edge_to,
                        length_m,
                        distance,
                        cand_edge[c],
                        cand_m[c],
                        cand_edge[n],
                        cand_m[n],
                    )
                    if route_m <= limit_m:
                        total = cost[c] + abs(route_m - straight_m[t - 1]) / beta_m + cand_cost[n]
                        if total < cost[n]:
                            cost[n] = total
                            back[n] = c
                            linked = True
                for node in touched:
                    distance[node] = np.inf
        if not linked:
            breaks[t] = True
            for n in range(here, end):
                cost[n] = cand_cost[n]
    chosen = np.full(points, -1, dtype=np.int64)
    best = -1
    for t in range(points - 1, -1, -1):
        if best < 0:
            for n in range(cand_first[t], cand_first[t + 1]):
                if best < 0 or cost[n] < cost[best]:
                    best = n
        chosen[t] = best
        best = back[best] if best >= 0 else -1
    return chosen, breaks


@kernel
def moves_between(  # type: ignore[no-untyped-def]
    first, order, edge_from, edge_to, length_m, edge, at_m, straight_m, most_times, most_more_m
):
    """Give the shortest ways from each of a row of points on edges to the next, as moves along edges.

    Returns
    -------
    edge : int64 (k,)
    from_m, to_m : float64 (k,)
        Along that edge.
    """
    nodes = len(first) - 1
    distance = np.full(nodes, np.inf)
    came = np.full(nodes, -1, dtype=np.int64)
    out_edge = [np.int64(0) for _ in range(0)]
    out_from = [0.0 for _ in range(0)]
    out_to = [0.0 for _ in range(0)]
    for t in range(len(edge) - 1):
        e, f = edge[t], edge[t + 1]
        limit_m = most_times * straight_m[t] + most_more_m
        touched = _spread(first, order, edge_from, edge_to, length_m, e, at_m[t], limit_m, distance, came)
        by_from = distance[edge_from[f]] + at_m[t + 1]
        by_to = distance[edge_to[f]] + length_m[f] - at_m[t + 1]
        if e == f and abs(at_m[t + 1] - at_m[t]) <= min(by_from, by_to):
            out_edge.append(np.int64(e))
            out_from.append(at_m[t])
            out_to.append(at_m[t + 1])
        else:
            node = edge_from[f] if by_from <= by_to else edge_to[f]
            on_edge = [np.int64(f)]
            on_from = [0.0 if by_from <= by_to else length_m[f]]
            on_to = [at_m[t + 1]]
            while True:
                g = came[node]
                by_start = edge_from[e] == node and distance[node] == at_m[t]
                if g == e and (by_start or distance[node] == length_m[e] - at_m[t]):
                    on_edge.append(np.int64(e))
                    on_from.append(at_m[t])
                    on_to.append(0.0 if by_start else length_m[e])
                    break
                on_edge.append(np.int64(g))
                forward = edge_to[g] == node
                on_from.append(0.0 if forward else length_m[g])
                on_to.append(length_m[g] if forward else 0.0)
                node = edge_from[g] if forward else edge_to[g]
            for k in range(len(on_edge) - 1, -1, -1):
                out_edge.append(on_edge[k])
                out_from.append(on_from[k])
                out_to.append(on_to[k])
        for node in touched:
            distance[node] = np.inf
    return np.array(out_edge), np.array(out_from), np.array(out_to)
