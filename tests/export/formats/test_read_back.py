"""Each format, read back by a reader that is not ours: the same length and the same marks."""

from __future__ import annotations

import io
import itertools
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import fitdecode
import geopandas
import gpxpy
import numpy as np
import openpyxl
import pyproj
import pytest
from ezdxf.filemanagement import read as read_dxf
from fastkml import kml

from campaign.size import many
from courseplanner.export.formats import exporters
from export.formats.lines import LINES, package

_GEOD = pyproj.Geod(ellps="WGS84")
_SAME_M = 0.01
_SEMICIRCLE_DEG = 180.0 / 2**31


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader finds in a file: the line, and the marks in its order."""

    lon: np.ndarray
    lat: np.ndarray
    marks: list[tuple[str, float, float]]

    @property
    def length_m(self) -> float:
        return float(_GEOD.line_length(self.lon, self.lat))


def _from_gpx(content: bytes) -> Found:
    read = gpxpy.parse(content)
    points = [point for track in read.tracks for part in track.segments for point in part.points]
    marks = [(mark.name or "", mark.longitude, mark.latitude) for mark in read.waypoints]
    return _found(((point.longitude, point.latitude) for point in points), marks)


def _from_kml(content: bytes) -> Found:
    document: Any = next(iter(kml.KML.parse(io.BytesIO(content)).features))
    line, marks = None, []
    for feature in document.features:
        if hasattr(feature, "features"):
            turns = feature.name == "Turns"
            places = [] if turns else list(feature.features)
            marks += [(place.name, place.geometry.x, place.geometry.y) for place in places]
        else:
            line = [point[:2] for point in feature.geometry.coords]
    assert line is not None
    return _found(line, marks)


def _from_kmz(content: bytes) -> Found:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["doc.kml"]
        return _from_kml(archive.read("doc.kml"))


def _from_fit(content: bytes) -> Found:
    line, marks = [], []
    with fitdecode.FitReader(io.BytesIO(content), check_crc=fitdecode.CrcCheck.RAISE) as reader:
        for frame in reader:
            if isinstance(frame, fitdecode.FitDataMessage) and frame.name in ("record", "course_point"):
                place = [frame.get_value(f"position_{axis}") * _SEMICIRCLE_DEG for axis in ("long", "lat")]
                if frame.name == "record":
                    line.append(place)
                else:
                    marks.append((frame.get_value("name"), *place))
    return _found(line, marks)


def _from_tcx(content: bytes) -> Found:
    # No library reads courses of TCX; the reader of the standard library knows nothing of the writer.
    space = "{http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2}"
    root = ET.fromstring(content)

    def place(element: ET.Element) -> Any:
        path = f"{space}Position/{space}%sDegrees"
        return tuple(float(element.findtext(path % axis, "")) for axis in ("Longitude", "Latitude"))

    points = root.iter(f"{space}CoursePoint")
    marks = [(point.findtext(f"{space}Notes", ""), *place(point)) for point in points]
    return _found(map(place, root.iter(f"{space}Trackpoint")), marks)


def _from_layers(read: Callable[[str | None], Any]) -> Found:
    line = next(shape for shape in read("course").geometry if shape.geom_type == "LineString")
    points = read("points")
    points = points[points.geometry.geom_type == "Point"]
    marks = list(zip(points["name"], points.geometry.x, points.geometry.y, strict=True))
    return _found((point[:2] for point in line.coords), marks)


def _from_gpkg(content: bytes) -> Found:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "course.gpkg"
        path.write_bytes(content)
        return _from_layers(lambda layer: geopandas.read_file(path, layer=layer))


def _from_geojson(content: bytes) -> Found:
    return _from_layers(lambda _layer: geopandas.read_file(io.BytesIO(content)))


def _from_dxf(content: bytes) -> Found:
    drawing = read_dxf(io.StringIO(content.decode("utf-8")))
    assert not drawing.audit().errors
    space: Any = drawing.modelspace()
    wkt = space.get_geodata().coordinate_system_definition
    to_globe = pyproj.Transformer.from_crs(pyproj.CRS.from_wkt(wkt), "EPSG:4326", always_xy=True)
    flat, solid = space.query('LWPOLYLINE[layer=="COURSE"]'), space.query('POLYLINE[layer=="COURSE"]')
    points = flat[0].get_points() if len(flat) else solid[0].points()
    corners = [tuple(point)[:2] for point in points]
    layers = {"MARKS", "STATIONS", "PLACES"}
    names = [one.dxf.text for one in space.query("TEXT") if one.dxf.layer in layers]
    middles = [tuple(one.dxf.center)[:2] for one in space.query("CIRCLE") if one.dxf.layer in layers]
    marks = [(name, *to_globe.transform(*middle)) for name, middle in zip(names, middles, strict=True)]
    return _found((to_globe.transform(*corner) for corner in corners), marks)


def _from_xlsx(content: bytes) -> list[tuple[str, float, float]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = list(book["Points"].iter_rows(min_row=2, values_only=True))
    return [(str(name), float(lon), float(lat)) for _type, name, _at, lon, lat in rows]


def _found(line: Iterable[Any], marks: list[tuple[str, float, float]]) -> Found:
    lon, lat = np.array([tuple(point) for point in line], dtype=np.float64).T
    return Found(lon, lat, marks)


READERS: dict[str, Callable[[bytes], Found]] = {
    "gpx": _from_gpx,
    "kml": _from_kml,
    "kmz": _from_kmz,
    "fit": _from_fit,
    "tcx": _from_tcx,
    "gpkg": _from_gpkg,
    "geojson": _from_geojson,
    "dxf": _from_dxf,
}
_STEP_DEG = {"fit": _SEMICIRCLE_DEG}
_WITH_CUES = frozenset({"fit", "tcx"})
"""There, cues stand among the marks."""


# Reading a long FIT file back takes seconds: once is enough.
_TWICE_IN_CAMPAIGN = many({("fit", "100 km", False)}, set())
_CASES = [case for case in itertools.product(READERS, LINES, (False, True)) if case not in _TWICE_IN_CAMPAIGN]


@pytest.mark.parametrize(("name", "line", "heights"), _CASES)
def test_another_reader_finds_the_same_length_and_marks(name: str, line: str, *, heights: bool) -> None:
    asked = package(line, heights=heights)
    course = asked.candidate.course
    found = READERS[name](exporters()[name].write(asked))
    step_deg = _STEP_DEG.get(name, 0.0)
    assert len(found.lon) == len(course.lon)
    assert np.abs(_turned(found.lon - course.lon)).max() <= step_deg / 2.0 + 1e-8
    assert np.abs(found.lat - course.lat).max() <= step_deg / 2.0 + 1e-8
    # A point that is off by half a step in both directions is off by 7 mm; lengths add up at random.
    step_m = step_deg * 111_320.0
    assert found.length_m == pytest.approx(course.course_m, abs=_SAME_M + step_m * np.sqrt(len(found.lon)))
    wanted = [(mark.name, mark.lon, mark.lat) for mark in asked.marks]
    marks = [mark for mark in found.marks if mark[0] in {one[0] for one in wanted}]
    assert sorted(mark[0] for mark in marks) == sorted(mark[0] for mark in wanted)
    if name not in _WITH_CUES:
        assert len(found.marks) == len(wanted)
    there = {mark[0]: mark[1:] for mark in marks}
    for words, lon, lat in wanted:
        assert abs(_turned(np.array(there[words][0] - lon))) <= step_deg + 2e-8
        assert abs(there[words][1] - lat) <= step_deg + 2e-8


@pytest.mark.parametrize("line", LINES)
def test_a_workbook_has_the_same_marks(line: str) -> None:
    asked = package(line)
    found = _from_xlsx(exporters()["xlsx"].write(asked))
    assert [one[0] for one in found] == [mark.name for mark in asked.marks]
    for one, mark in zip(found, asked.marks, strict=True):
        assert one[1:] == pytest.approx((mark.lon, mark.lat), abs=1e-8)


def _turned(angle_deg: np.ndarray) -> np.ndarray:
    """Bring differences of longitudes to less than half a turn."""
    return (angle_deg + 180.0) % 360.0 - 180.0
