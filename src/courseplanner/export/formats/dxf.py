"""DXF for CAD: the course in metres of its UTM zone, on layers of its own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyproj

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.cue_words import cue_words
from courseplanner.export.disclaimers import what_it_is
from courseplanner.export.exporter import Exporter
from courseplanner.export.palette import COURSE, MARK_COLOURS, TURN

__all__ = ["EXPORTERS", "dxf_bytes", "utm_of"]

_TEXT_M = 8.0
_DOT_M = 3.0
_METRES = 6
"""Of `$INSUNITS`."""
_LAYERS = {
    "COURSE": COURSE,
    "CENTRELINE": "#777777",
    "MARKS": MARK_COLOURS["km"],
    "STATIONS": MARK_COLOURS["station"],
    "PLACES": MARK_COLOURS["visit"],
    "TURNS": TURN,
    "TEXT": "#1a1a1a",
}
_LAYER_OF = {"station": "STATIONS", "visit": "PLACES"}


def utm_of(lon: float, lat: float) -> pyproj.CRS:
    """Give the UTM zone of a place, on WGS 84."""
    zone = min(int((lon + 180.0) // 6.0) + 1, 60)
    return pyproj.CRS.from_epsg((32600 if lat >= 0.0 else 32700) + zone)


def dxf_bytes(package: CoursePackage) -> bytes:
    """Write a course as DXF (R2010): its line, the middle of its roads, its marks and cues.

    Coordinates are metres, east and north, of the UTM zone at the middle of the course; which one stands
    in the drawing, in words and as the well-known text of its geodata. Distances in that
    plane differ from those on the ground by up to 0.04 % in the middle of a zone: lengths are those of
    `candidates.json`. Where heights are known the line is three-dimensional.
    """
    from ezdxf.filemanagement import new

    course = package.candidate.course
    crs = utm_of(float(course.lon.mean()), float(course.lat.mean()))
    to_plane = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    with _one_date():
        drawing = new("R2010", units=_METRES)
        _draw(drawing, package, crs, to_plane)
        # ezdxf names the classes that it uses in the order of a set, which differs in each process.
        for kind in sorted(drawing.entitydb.dxf_types_in_use()):
            drawing.classes.add_class(kind)
        out = io.StringIO()
        drawing.write(out)
    return bytes(drawing.encode(out.getvalue()))


def _draw(drawing: Any, package: CoursePackage, crs: pyproj.CRS, to_plane: pyproj.Transformer) -> None:
    course, space = package.candidate.course, drawing.modelspace()
    for name, colour in _LAYERS.items():
        drawing.layers.add(name).rgb = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    _add_line(space, "COURSE", to_plane, (course.lon, course.lat, course.height_m))
    _add_line(space, "CENTRELINE", to_plane, (course.road.lon, course.road.lat, None))
    for mark in package.marks:
        layer = _LAYER_OF.get(mark.type, "MARKS")
        _add_point(space, layer, to_plane.transform(mark.lon, mark.lat), mark.name)
    for cue in package.cues:
        _add_point(space, "TURNS", to_plane.transform(cue.lon, cue.lat), str(cue_words(cue)))
    corner = to_plane.transform(float(course.lon.min()), float(course.lat.min()))
    _add_notes(space, corner, (package.name, str(what_it_is(package)), f"{crs.name}, EPSG:{crs.to_epsg()}"))
    space.new_geodata().coordinate_system_definition = crs.to_wkt("WKT1_ESRI")


@contextmanager
def _one_date() -> Iterator[None]:
    """Let drawings carry neither the time of their making nor random numbers."""
    from ezdxf._options import options

    before = options.write_fixed_meta_data_for_testing
    options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        options.write_fixed_meta_data_for_testing = before


def _add_line(space: Any, layer: str, to_plane: pyproj.Transformer, line: tuple[Any, Any, Any]) -> None:
    lon, lat, height_m = line
    x, y = to_plane.transform(lon, lat)
    z = np.zeros_like(x) if height_m is None else height_m
    points = np.column_stack((x, y, z)).tolist()
    if height_m is None:
        space.add_lwpolyline([point[:2] for point in points], dxfattribs={"layer": layer})
    else:
        space.add_polyline3d(points, dxfattribs={"layer": layer})


def _add_point(space: Any, layer: str, place: tuple[float, float], words: str) -> None:
    space.add_circle(place, _DOT_M, dxfattribs={"layer": layer})
    at = (place[0] + 1.5 * _DOT_M, place[1])
    space.add_text(_plain(words), height=_TEXT_M, dxfattribs={"layer": layer, "insert": at})


def _add_notes(space: Any, corner: tuple[float, float], lines: Iterable[str]) -> None:
    """Add what has to be known of the drawing below its south-western corner."""
    for number, words in enumerate(lines, 2):
        at = (corner[0], corner[1] - 2.0 * number * _TEXT_M)
        space.add_text(_plain(words), height=_TEXT_M, dxfattribs={"layer": "TEXT", "insert": at})


def _plain(words: str) -> str:
    """Keep a line a line, and a per cent sign a per cent sign: `%%` begins a code in DXF."""
    return " ".join(words.split()).replace("%%", "% %")


EXPORTERS = (Exporter("dxf", ".dxf", text("DXF (CAD)"), dxf_bytes),)
