"""The way through triangles: what the kernel finds is the one way that a search over all edges finds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from courseplanner.measure.string.channel import GRID_M, SAME_M, channel
from courseplanner.measure.string.kernels_channel import NO_WAY, ONE_WAY, SEVERAL_WAYS, only_way

Points = np.ndarray


def triangles_of(ground: shapely.Polygon) -> Points:
    pieces = shapely.constrained_delaunay_triangles(ground)
    return shapely.get_coordinates(pieces).reshape(-1, 4, 2)[:, :3]


def way_by_ground(triangles: Points, ends: Points) -> list[int]:
    """The triangles on the way, by walking through those that share an edge (more than a point)."""
    polygons: Any = shapely.polygons(triangles)
    at, goal = (int(np.argmin(shapely.distance(polygons, shapely.Point(end)))) for end in ends)
    came = {at: -1}
    queue = [at]
    while queue:
        here = queue.pop(0)
        shared = shapely.length(shapely.intersection(polygons, polygons[here]))
        near: Any = shapely.intersection(polygons, polygons[here])
        beside = [i for i in range(len(polygons)) if near[i].geom_type == "LineString" and shared[i] > 1e-3]
        for other in beside:
            if other not in came:
                came[other] = here
                queue.append(other)
    way = [goal]
    while way[-1] != at:
        way.append(came[way[-1]])
    return way[::-1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(5, 40), st.integers(-60, 60)), min_size=3, max_size=12),
    st.integers(1, 6),
)
def test_each_edge_on_the_way_is_a_portal_with_its_left_end_first(
    steps: list[tuple[int, int]], half: int
) -> None:
    bearing = np.radians(np.cumsum([turn for _, turn in steps]) / 4.0)
    length = np.array([length for length, _ in steps], dtype=np.float64)
    x, y = np.cumsum(length * np.cos(bearing)), np.cumsum(length * np.sin(bearing))
    line = shapely.LineString(np.column_stack((np.append(0.0, x), np.append(0.0, y))))
    ground: Any = shapely.set_precision(line.buffer(half, cap_style="flat", join_style="mitre"), GRID_M)
    if not isinstance(ground, shapely.Polygon) or len(ground.interiors):
        return
    triangles = triangles_of(ground)
    ends = np.array([line.interpolate(0.01).coords[0], line.interpolate(line.length - 0.01).coords[0]])
    answer, portals = only_way(triangles, ends, GRID_M, SAME_M)
    assert answer == ONE_WAY
    way = way_by_ground(triangles, ends)
    assert len(portals) == len(way) - 1
    for portal, here, there in zip(portals, way[:-1], way[1:], strict=True):
        left, right = portal[:2], portal[2:]
        for corner in (left, right):
            assert np.hypot(*(triangles[here] - corner).T).min() < 2 * GRID_M
            assert np.hypot(*(triangles[there] - corner).T).min() < 2 * GRID_M
        along = triangles[there].mean(axis=0) - triangles[here].mean(axis=0)
        across = left - right
        assert along[0] * across[1] - along[1] * across[0] > 0.0


def test_ground_with_a_hole_has_several_ways_and_the_shorter_is_taken() -> None:
    ring = shapely.Polygon([(0, 0), (30, 0), (30, 20), (0, 20)], [[(10, 12), (20, 12), (20, 18), (10, 18)]])
    triangles, ends = triangles_of(ring), np.array([[1.0, 10.0], [29.0, 10.0]])
    assert only_way(triangles, ends, GRID_M, SAME_M)[0] == SEVERAL_WAYS
    portals = channel(triangles, ends)
    assert portals is not None
    # Below the hole the straight line is free.
    assert (portals[:, [1, 3]].min(axis=1) <= 10.0).all()


@pytest.mark.parametrize("end", [(40.0, 5.0), (-1.0, -1.0)])
def test_a_point_beside_the_ground_has_no_way(end: tuple[float, float]) -> None:
    triangles = triangles_of(shapely.box(0, 0, 30, 10))
    ends = np.array([[1.0, 5.0], end])
    assert only_way(triangles, ends, GRID_M, SAME_M)[0] == NO_WAY
    assert channel(triangles, ends) is None


def test_triangles_in_two_parts_are_left_to_the_search_of_all_ways() -> None:
    triangles = np.concatenate(
        [triangles_of(shapely.box(0, 0, 10, 10)), triangles_of(shapely.box(20, 0, 30, 10))]
    )
    ends = np.array([[1.0, 5.0], [29.0, 5.0]])
    assert only_way(triangles, ends, GRID_M, SAME_M)[0] == SEVERAL_WAYS
    assert channel(triangles, ends) is None
