"""Real tunnels: the heights of a course through them are not those of the mountain above."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from courseplanner.base.progress import Progress
from courseplanner.layout.line.legs import legs_of
from courseplanner.layout.line.line import Line, line_of
from courseplanner.measure.ground.heights import heights_at
from courseplanner.measure.ground.relief import relief_of, spans_of
from courseplanner.model.brief.brief import Sources
from courseplanner.model.network.roads import RoadNetwork, Tri
from courseplanner.model.region import Region
from courseplanner.workflow import open_region

LONG_M = 100.0


def through(roads: RoadNetwork, tunnel: int) -> Line | None:
    """Run a tunnel with a road before it and one behind it that are none; `None` where there are not both."""
    is_tunnel = roads.way_tunnel[roads.edge_way] == Tri.yes
    before, behind = (
        [
            int(edge)
            for edge in np.flatnonzero((roads.edge_from == node) | (roads.edge_to == node))
            if edge != tunnel and not is_tunnel[edge]
        ]
        for node in (roads.edge_from[tunnel], roads.edge_to[tunnel])
    )
    if not before or not behind or before[0] == behind[0]:
        return None
    lon, lat, edges = [], [], []
    node = roads.edge_from[tunnel]
    for edge, begin in ((before[0], None), (tunnel, node), (behind[0], roads.edge_to[tunnel])):
        points = slice(roads.point_start[edge], roads.point_start[edge + 1])
        starts_here = roads.edge_to[edge] == node if begin is None else roads.edge_from[edge] == begin
        step = 1 if starts_here else -1
        lon.append(roads.point_lon[points][::step])
        lat.append(roads.point_lat[points][::step])
        edges.append(np.full(len(lon[-1]) - 1, edge, dtype=np.int64))
    return line_of(
        np.concatenate((lon[0], lon[1][1:], lon[2][1:])),
        np.concatenate((lat[0], lat[1][1:], lat[2][1:])),
        np.concatenate(edges),
    )


def rise_inside_m(region: Region, line: Line) -> tuple[float, float]:
    """Tell how far the course, and the ground above it, rise over the ends of its tunnel."""
    assert region.terrain is not None
    spans = spans_of(legs_of(region.roads, line))
    span = max(spans, key=lambda one: one.to_m - one.from_m)
    relief = relief_of(region.terrain, line.lon, line.lat, line.chainage_m, spans)
    assert relief is not None
    at_m = np.linspace(span.from_m, span.to_m, 60)
    ends_m = np.interp([span.from_m, span.to_m], relief.at_m, relief.height_m).max()
    places = (np.interp(at_m, line.chainage_m, degrees) for degrees in (line.lon, line.lat))
    above_m = heights_at(region.terrain, *places).height_m
    return float(relief.heights(at_m).max() - ends_m), float(above_m.max() - ends_m)


def test_no_tunnel_shows_the_mountain_above_it(shared_data: Path) -> None:
    files = (shared_data / "osm" / "monaco.osm.pbf",), (shared_data / "dem" / "N43E007.hgt.zip",)
    region = open_region(Sources(osm=files[0], elevation=files[1]), Progress())
    roads = region.roads
    is_long = (roads.way_tunnel[roads.edge_way] == Tri.yes) & (roads.edge_length_mm > 1000 * LONG_M)
    lines = [line for edge in np.flatnonzero(is_long) if (line := through(roads, int(edge))) is not None]
    rises = [rise_inside_m(region, line) for line in lines]
    assert len(rises) >= 3
    assert max(above_m for _, above_m in rises) > 15.0
    assert max(inside_m for inside_m, _ in rises) < 3.0
