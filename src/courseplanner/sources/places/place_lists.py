"""Reads the user's own lists of places, from CSV and GeoJSON in WGS 84."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.base.errors import PlaceListError
from courseplanner.base.i18n import text
from courseplanner.model.places.places import Place
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.bytes.text_files import read_text_file
from courseplanner.sources.places.place_list_rows import FIELDS, checked_position, described, field_of
from courseplanner.sources.places.rings import even_odd_area

__all__ = ["PlaceList", "read_place_list"]

_NEEDED = ("name", "kind", "lon", "lat")
_CRS84 = ("crs84", "epsg::4326", "epsg:4326")
_HEADER = text("begin with the line name,kind,rating,lon,lat")
_GEOJSON = text("give a FeatureCollection of points and polygons")

Rings = tuple[NDArray[np.float64], ...]


@dataclass(frozen=True, slots=True, eq=False)
class PlaceList:
    """A list that was read.

    Parameters
    ----------
    path : Path
    sha256 : str
        Of the file's bytes, in hex.
    places : tuple of Place
        In the order of the file.
    """

    path: Path
    sha256: str
    places: tuple[Place, ...]


def read_place_list(path: Path, roads: BBox) -> PlaceList:
    """Read a list of places: name, kind, rating, lon, lat, and names in Chinese and English.

    Parameters
    ----------
    path : Path
        `.csv` (UTF-8, UTF-16 or GB 18030; comma, semicolon or tab), `.geojson` or `.json`.
    roads : tuple of float
        West, south, east, north of the roads, to notice swapped coordinates.

    Raises
    ------
    PlaceListError
        Naming the file, the row and the fix. Rows count from 1 as a
        spreadsheet shows them, the heading included; features count from 1.
    """
    readers = {".csv": _csv_places, ".geojson": _geojson_places, ".json": _geojson_places}
    reader = readers.get(path.suffix.casefold())
    if reader is None:
        raise PlaceListError(
            str(path), text("is neither .csv nor .geojson"), text("save the list in one of the two")
        )
    content, words = read_text_file(path, PlaceListError)
    places = tuple(reader(path, words, roads))
    return PlaceList(path, hashlib.sha256(content).hexdigest(), places)


def _csv_places(path: Path, content: str, roads: BBox) -> Iterator[Place]:
    heading = content.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    fields: list[str] = []
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            if not any(cell.strip() for cell in row):
                continue
            where = f"{path}, row {number}"
            if not fields:
                fields = _checked_fields(row, where)
                continue
            yield _csv_place(fields, row, where, f"list:{path.name}:{number}", roads)
    except csv.Error as error:
        raise PlaceListError(
            f"{path}, row {number + 1}",
            text("is not a row of CSV ({reason})", reason=str(error)),
            text("check that its quotation marks come in pairs"),
        ) from error
    if not fields:
        raise PlaceListError(str(path), text("the list is empty"), _HEADER)


def _checked_fields(row: list[str], where: str) -> list[str]:
    fields = [field_of(cell) for cell in row]
    for needed in _NEEDED:
        if needed in fields:
            continue
        nearest = difflib.get_close_matches(needed, [field for field in fields if field not in FIELDS], n=1)
        if nearest:
            fix = text("call the column {nearest} {needed}", nearest=repr(nearest[0]), needed=repr(needed))
        else:
            fix = _HEADER
        raise PlaceListError(where, text("there is no column {needed}", needed=repr(needed)), fix)
    twice = next((field for field in FIELDS if fields.count(field) > 1), None)
    if twice is not None:
        problem = text("there are two columns {field}", field=repr(twice))
        raise PlaceListError(where, problem, text("keep one of them"))
    return fields


def _csv_place(fields: list[str], row: list[str], where: str, source: str, roads: BBox) -> Place:
    if len(row) > len(fields) and any(cell.strip() for cell in row[len(fields) :]):
        raise PlaceListError(
            where,
            text("has {cells} cells under {columns} headings", cells=len(row), columns=len(fields)),
            text("put a name that holds the separator in quotation marks"),
        )
    cells = dict(zip(fields, (cell.strip() for cell in row), strict=False))
    said = described(cells, where)
    lon, lat = checked_position(cells.get("lon"), cells.get("lat"), where, roads)
    return Place(said.kind, said.names, said.rating, lon, lat, (), source)


def _geojson_places(path: Path, content: str, roads: BBox) -> Iterator[Place]:
    try:
        document = json.loads(content)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise PlaceListError(f"{path}, line {line}", text("is not JSON"), _GEOJSON) from error
    if not isinstance(document, dict):
        raise PlaceListError(str(path), text("is not GeoJSON"), _GEOJSON)
    _check_crs(document, path)
    features = document.get("features") if document.get("type") == "FeatureCollection" else [document]
    if not isinstance(features, list):
        raise PlaceListError(str(path), text("has no list of features"), _GEOJSON)
    for number, feature in enumerate(features, start=1):
        where = f"{path}, feature {number}"
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise PlaceListError(where, text("is not a feature"), _GEOJSON)
        yield _geojson_place(feature, where, f"list:{path.name}:{number}", roads)


def _check_crs(document: dict[str, object], path: Path) -> None:
    named = document.get("crs")
    if named is not None and not json.dumps(named).casefold().rstrip('"} ').endswith(_CRS84):
        raise PlaceListError(
            str(path),
            text("its coordinates are not WGS 84"),
            text("save it in longitude and latitude of WGS 84"),
        )


def _geojson_place(feature: dict[str, object], where: str, source: str, roads: BBox) -> Place:
    properties = feature.get("properties")
    written = properties.items() if isinstance(properties, dict) else ()
    cells = {field_of(key): "" if value is None else str(value).strip() for key, value in written}
    said = described(cells, where)
    geometry = feature.get("geometry")
    shape = geometry if isinstance(geometry, dict) else {}
    coordinates = shape.get("coordinates")
    if shape.get("type") == "Point":
        lon, lat = _position(coordinates, where, roads)
        return Place(said.kind, said.names, said.rating, lon, lat, (), source)
    if shape.get("type") == "Polygon":
        rings = _rings([coordinates], where, roads)
    elif shape.get("type") == "MultiPolygon":
        rings = _rings(coordinates, where, roads)
    else:
        raise PlaceListError(where, text("is neither a point nor a polygon"), _GEOJSON)
    lon, lat = _point_inside(rings, where)
    return Place(said.kind, said.names, said.rating, lon, lat, rings, source)


def _position(coordinates: object, where: str, roads: BBox) -> tuple[float, float]:
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        raise PlaceListError(where, text("has a point without coordinates"), text("write [lon, lat]"))
    return checked_position(coordinates[0], coordinates[1], where, roads)


def _rings(polygons: object, where: str, roads: BBox) -> Rings:
    """Read polygons as rings, outer and inner alike."""
    rings = []
    for polygon in polygons if isinstance(polygons, list) else ():
        for ring in polygon if isinstance(polygon, list) else ():
            points = [_position(point, where, roads) for point in (ring if isinstance(ring, list) else ())]
            if len(set(points)) < 3:
                raise PlaceListError(
                    where, text("has a ring of fewer than three points"), text("close it around its area")
                )
            if points[0] != points[-1]:
                points.append(points[0])
            line = np.array(points)
            line.flags.writeable = False
            rings.append(line)
    if not rings:
        raise PlaceListError(where, text("has a polygon without a ring"), text("write its coordinates"))
    return tuple(rings)


def _point_inside(rings: Rings, where: str) -> tuple[float, float]:
    area = even_odd_area(rings)
    if area.is_empty or not area.area:
        raise PlaceListError(where, text("has a polygon without an area"), text("draw it around the place"))
    point = shapely.point_on_surface(area)
    return point.x, point.y
