"""Areas that a course keeps out of, from a GeoJSON file, and the roads that they touch.

What is closed by the police must not be run through because a file says something else than was meant: what
is no polygon on Earth is refused, by its feature.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from courseplanner.base.errors import PlaceListError
from courseplanner.base.i18n import text
from courseplanner.model.brief.brief_values import shown
from courseplanner.model.network.roads import RoadNetwork

__all__ = ["AvoidedArea", "read_areas", "roads_touched", "swapped"]

_WGS_84 = ("crs84", "epsg::4326", "epsg:4326")
_DRAW = text("draw a polygon around what is to be avoided")
_GEOJSON = text("give a FeatureCollection of polygons in WGS 84")
_WRITE = text("write [longitude, latitude] in degrees")

_Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True, eq=False)
class AvoidedArea:
    """A feature of the file.

    Parameters
    ----------
    number : int
        From 1, in the order of the file.
    shape : Polygon or MultiPolygon
        WGS 84 degrees.
    """

    number: int
    shape: Any


def read_areas(file: Path) -> tuple[AvoidedArea, ...]:
    """Read the polygons of a GeoJSON file (RFC 7946).

    Parameters
    ----------
    file : Path
        A FeatureCollection, one feature or one geometry: polygons and collections of polygons.

    Returns
    -------
    tuple of AvoidedArea
        At least one.

    Raises
    ------
    PlaceListError
        Naming the file, the feature and the fix: if it can't be read, holds no polygon or something else
        beside, or a position that is not on Earth.
    """
    areas = []
    for number, geometry in enumerate(_geometries(file), start=1):
        where = f"{file}, feature {number}"
        shape = shapely.make_valid(shapely.union_all([_polygon(rings) for rings in _rings(geometry, where)]))
        if not shape.area > 0.0:
            raise PlaceListError(where, text("is a polygon without an area"), _DRAW)
        areas.append(AvoidedArea(number, shape))
    if not areas:
        raise PlaceListError(str(file), text("holds no feature, so that nothing is avoided"), _DRAW)
    return tuple(areas)


def _geometries(file: Path) -> Iterator[object]:
    """Give the geometry of each feature, whatever it is."""
    document = _document(file)
    features = document["features"] if document.get("type") == "FeatureCollection" else [document]
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            raise PlaceListError(f"{file}, feature {number}", text("is not a feature"), _GEOJSON)
        yield feature.get("geometry") if feature.get("type") == "Feature" else feature


def _document(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        problem = text("the file can't be read ({why})", why=error.strerror)
        raise PlaceListError(str(file), problem, text("give a readable GeoJSON file")) from None
    except UnicodeDecodeError:
        raise PlaceListError(
            str(file), text("the file is not UTF-8 text"), text("save it as UTF-8")
        ) from None
    except json.JSONDecodeError as error:
        raise PlaceListError(f"{file}, line {error.lineno}", text("is not JSON"), _GEOJSON) from None
    except (RecursionError, ValueError):  # lists too deep in each other, a number of thousands of digits
        raise PlaceListError(str(file), text("is not JSON"), _GEOJSON) from None
    if not isinstance(document, dict):
        raise PlaceListError(str(file), text("is not GeoJSON"), _GEOJSON)
    if document.get("type") == "FeatureCollection" and not isinstance(document.get("features"), list):
        raise PlaceListError(str(file), text("has no list of features"), _GEOJSON)
    named = document.get("crs")
    if named is not None and not json.dumps(named).casefold().rstrip('"} ').endswith(_WGS_84):
        raise PlaceListError(
            str(file),
            text("its coordinates are not WGS 84"),
            text("save it in longitude and latitude of WGS 84"),
        )
    return document


def _rings(geometry: object, where: str) -> Iterator[list[_Ring]]:
    """Give the rings of each polygon of a geometry, the outer one first."""
    held: dict[str, Any] = geometry if isinstance(geometry, dict) else {}
    kind, coordinates = held.get("type"), held.get("coordinates")
    if geometry is None:
        raise PlaceListError(where, text("has no geometry"), _DRAW)
    if kind == "Polygon":
        yield _polygon_rings(coordinates, where)
    elif kind == "MultiPolygon":
        if not (isinstance(coordinates, list) and coordinates):
            raise PlaceListError(where, text("has a polygon without a ring"), text("write its coordinates"))
        for polygon in coordinates:
            yield _polygon_rings(polygon, where)
    elif kind == "GeometryCollection" and isinstance(held.get("geometries"), list):
        for inner in held["geometries"]:
            yield from _rings(inner, where)
    elif isinstance(kind, str) and (coordinates is not None or kind == "GeometryCollection"):
        raise PlaceListError(where, text("is of type {kind}, not a polygon", kind=shown(kind)), _DRAW)
    else:
        raise PlaceListError(where, text("is not a polygon"), _GEOJSON)


def _polygon_rings(coordinates: object, where: str) -> list[_Ring]:
    if not (isinstance(coordinates, list) and coordinates):
        raise PlaceListError(where, text("has a polygon without a ring"), text("write its coordinates"))
    rings = []
    for ring in coordinates:
        points = [_position(point, where) for point in (ring if isinstance(ring, list) else ())]
        if len(set(points)) < 3:
            raise PlaceListError(where, text("has a ring of fewer than three points"), _DRAW)
        rings.append(points)
    return rings


def _position(point: object, where: str) -> tuple[float, float]:
    pair = point[:2] if isinstance(point, list) else []
    if len(pair) < 2 or not all(type(number) in (int, float) for number in pair):
        problem = text("has {point} for a position", point=_short(json.dumps(point)))
        raise PlaceListError(where, problem, _WRITE)
    # Python's reader of JSON lets NaN and Infinity pass.
    lon, lat = (number if abs(number) <= 1e9 else math.inf for number in pair)
    if not (math.isfinite(lon) and math.isfinite(lat)):
        problem = text("has the position [{lon}, {lat}], which is not valid", lon=pair[0], lat=pair[1])
        raise PlaceListError(where, problem, _WRITE)
    if abs(lon) > 180.0 or abs(lat) > 90.0:
        problem = text("has the position [{lon}, {lat}], which is not on Earth", lon=lon, lat=lat)
        if abs(lon) <= 90.0 and abs(lat) <= 180.0:
            fix = text(
                "the coordinates look swapped: write longitude first, as in [{lat}, {lon}]", lon=lon, lat=lat
            )
            raise PlaceListError(where, problem, fix)
        raise PlaceListError(where, problem, text("write degrees of WGS 84, longitude first"))
    return float(lon), float(lat)


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"


def _polygon(rings: list[_Ring]) -> Any:
    return shapely.make_valid(shapely.Polygon(rings[0], rings[1:]))


def swapped(area: AvoidedArea) -> AvoidedArea:
    """Give an area with longitude for latitude, and latitude for longitude."""
    return AvoidedArea(area.number, shapely.transform(area.shape, lambda xy: xy[:, ::-1]))


def roads_touched(
    areas: Sequence[AvoidedArea], roads: RoadNetwork
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find which areas touch which edges.

    Returns
    -------
    area, edge : int64 (k,)
        Indices of each pair.
    """
    counts = np.diff(roads.point_start)
    points = np.column_stack((roads.point_lon, roads.point_lat))
    edge = np.repeat(np.arange(roads.edge_count), counts)
    lines = np.asarray(shapely.linestrings(points, indices=edge))
    found = shapely.STRtree(lines).query([area.shape for area in areas], predicate="intersects")
    return found[0].astype(np.int64), found[1].astype(np.int64)
