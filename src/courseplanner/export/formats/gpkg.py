"""GeoPackage: the layers of a course for a county's GIS, with styles that QGIS opens them in."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.cue_words import cue_words
from courseplanner.export.exporter import Exporter
from courseplanner.export.palette import COURSE, LEG_COLOURS, MARK_COLOURS, TURN
from courseplanner.export.qgis_style import by_value, one_line, one_point
from courseplanner.export.syntax.jsontext import metres, share, storable

__all__ = ["EXPORTERS", "gpkg_bytes"]

_WGS_84 = "EPSG:4326"
_VERSION = "1.2"
"""Older GIS warn of newer ones."""
_ALWAYS = "2000-01-01T00:00:00.000Z"
"""No file carries the time of its making."""

_PRIORITIES: Mapping[str, int] = MappingProxyType(
    {"start": 10, "finish": 10, "km": 9, "turnaround": 8, "visit": 6, "station": 2}
)
"""Of labels: a kilometre is read before a defibrillator."""
_PRIORITY_OF_TURNS = 4

_STYLES = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
    owner TEXT(30), ui TEXT(30), update_time DATETIME
)
"""
"""As QGIS makes it."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer: its geometries, its columns, and how QGIS draws it."""

    name: str
    kind: str
    shapes: Sequence[Any]
    columns: Mapping[str, Sequence[Any]]
    style: str


def gpkg_bytes(package: CoursePackage) -> bytes:
    """Write a course as GeoPackage, in WGS 84.

    Layers: `course` (the line along the shortest possible route, with its figures), `centreline`,
    `legs` (what it runs on), `points` (start, finish, kilometres, turnarounds, visits, stations),
    `marks` and `turns`; and `layer_styles`, which QGIS draws them by.
    """
    layers = tuple(_layers(package))
    with tempfile.TemporaryDirectory(prefix="courseplanner-") as folder:
        path = Path(folder) / "course.gpkg"
        with _one_date():
            for layer in layers:
                _write(path, layer)
        _add_styles(path, layers)
        return path.read_bytes()


@contextmanager
def _one_date() -> Iterator[None]:
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _ALWAYS})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _write(path: Path, layer: _Layer) -> None:
    import geopandas

    columns = {
        name: [storable(cell) if isinstance(cell, str) else cell for cell in cells]
        for name, cells in layer.columns.items()
    }
    frame = geopandas.GeoDataFrame(columns, geometry=list(layer.shapes), crs=_WGS_84)
    frame.to_file(
        path, layer=layer.name, driver="GPKG", engine="pyogrio", geometry_type=layer.kind,
        mode="a" if path.exists() else "w", dataset_options={"VERSION": _VERSION},
    )  # fmt: skip


def _add_styles(path: Path, layers: Sequence[_Layer]) -> None:
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(_STYLES)
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, ?, ?, ?)",
            ("layer_styles", "attributes", "layer_styles", _ALWAYS),
        )
        base.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
            "styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) "
            "VALUES ('', '', ?, 'geom', ?, ?, '', 1, 'courseplanner', '', ?)",
            [(layer.name, layer.name, layer.style, _ALWAYS) for layer in layers],
        )


def _layers(package: CoursePackage) -> Iterator[_Layer]:
    yield _course(package)
    yield _centreline(package)
    yield _legs(package)
    yield _points(package)
    yield _marks(package)
    yield _turns(package)


def _course(package: CoursePackage) -> _Layer:
    from shapely import LineString

    candidate, course = package.candidate, package.candidate.course
    rows = [course.lon, course.lat] + ([] if course.height_m is None else [course.height_m])
    figures: dict[str, Sequence[Any]] = {
        "name": [package.name],
        "nominal_m": [candidate.nominal_m],
        "target_m": [round(candidate.target_m, 6)],
        "course_m": [metres(course.course_m)],
        "ground_m": [None if candidate.ground_m is None else metres(candidate.ground_m)],
        "separation_m": [metres(candidate.separation_m)],
        "repeated": [share(candidate.shares.repeated)],
        "unpaved": [share(candidate.shares.unpaved)],
        "motor_free": [share(candidate.shares.motor_free)],
        "tunnel": [share(candidate.shares.tunnel)],
        "status": [str(text("planned course, to be measured by calibrated bicycle"))],
    }
    kind = "LineString" if course.height_m is None else "LineString Z"
    return _Layer("course", kind, [LineString(np.column_stack(rows))], figures, one_line(COURSE, 0.9))


def _centreline(package: CoursePackage) -> _Layer:
    from shapely import LineString

    road = package.candidate.course.road
    line = LineString(np.column_stack((road.lon, road.lat)))
    figures: dict[str, Sequence[Any]] = {"name": [package.name], "length_m": [metres(road.length_m)]}
    return _Layer("centreline", "LineString", [line], figures, one_line("#777777", 0.26))


def _legs(package: CoursePackage) -> _Layer:
    course = package.candidate.course
    legs = course.legs
    columns: dict[str, Sequence[Any]] = {
        "way": [leg.way if leg.is_on_road else None for leg in legs],
        "name": [leg.name for leg in legs],
        "from_m": [metres(leg.from_m) for leg in legs],
        "to_m": [metres(leg.to_m) for leg in legs],
        "class": [leg.road_class for leg in legs],
        "surface": [leg.surface for leg in legs],
        "width_m": [leg.width_m for leg in legs],
        "width_from": [leg.width_from for leg in legs],
        "motor_free": [leg.motor_free for leg in legs],
        "traffic": [_TRAFFIC[leg.motor_free] for leg in legs],
    }
    shapes = [_part(package, leg.from_m, leg.to_m) for leg in legs]
    return _Layer("legs", "LineString", shapes, columns, by_value("traffic", LEG_COLOURS, is_line=True))


_TRAFFIC = {True: "free", False: "motor", None: "unknown"}


def _part(package: CoursePackage, from_m: float, to_m: float) -> Any:
    """Give a part of the line, with its ends where the chainages say."""
    from shapely import LineString

    course = package.candidate.course
    inside = (course.chainage_m > from_m) & (course.chainage_m < to_m)
    at_m = np.concatenate(([from_m], course.chainage_m[inside], [to_m]))
    ends = [np.interp(at_m, course.chainage_m, values) for values in (course.lon, course.lat)]
    return LineString(np.column_stack(ends))


def _points(package: CoursePackage) -> _Layer:
    from shapely import Point

    marks = package.marks
    columns: dict[str, Sequence[Any]] = {
        "type": [mark.type for mark in marks],
        "name": [mark.name for mark in marks],
        "at_m": [metres(mark.at_m) for mark in marks],
        "nominal_m": [round(mark.nominal_m, 4) for mark in marks],
    }
    shapes = [Point(mark.lon, mark.lat) for mark in marks]
    style = by_value("type", MARK_COLOURS, is_line=False, priorities=_PRIORITIES)
    return _Layer("points", "Point", shapes, columns, style)


def _marks(package: CoursePackage) -> _Layer:
    from shapely import Point

    marks = package.candidate.course_marks
    columns: dict[str, Sequence[Any]] = {
        "kind": [str(mark.kind) for mark in marks],
        "name": [str(mark.name) for mark in marks],
        "at_m": [metres(mark.at_m) for mark in marks],
        "nominal_m": [round(mark.nominal_m, 4) for mark in marks],
        "place": [None if mark.place is None else str(mark.place) for mark in marks],
        "kerb": [None if mark.kerb is None else str(mark.kerb) for mark in marks],
    }
    shapes = [Point(mark.lon, mark.lat) for mark in marks]
    return _Layer("marks", "Point", shapes, columns, one_point(MARK_COLOURS["km"], _PRIORITIES["km"]))


def _turns(package: CoursePackage) -> _Layer:
    from shapely import Point

    cues = package.cues
    columns: dict[str, Sequence[Any]] = {
        "kind": [str(cue.kind) for cue in cues],
        "name": [str(cue_words(cue)) for cue in cues],
        "at_m": [metres(cue.at_m) for cue in cues],
        "angle_deg": [None if cue.angle_deg is None else round(cue.angle_deg, 1) for cue in cues],
        "road": [cue.road for cue in cues],
        "place": [None if cue.place is None else str(cue.place) for cue in cues],
    }
    return _Layer(
        "turns",
        "Point",
        [Point(cue.lon, cue.lat) for cue in cues],
        columns,
        one_point(TURN, _PRIORITY_OF_TURNS),
    )


EXPORTERS = (Exporter("gpkg", ".gpkg", text("GeoPackage (QGIS and other GIS)"), gpkg_bytes),)
