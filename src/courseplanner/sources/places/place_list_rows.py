"""Checks the rows of a user's own list of places, whatever file they stand in."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from dataclasses import dataclass

from courseplanner.base.errors import PlaceListError
from courseplanner.base.i18n import text
from courseplanner.model.names import Names
from courseplanner.model.places.places import SETTLEMENTS, PlaceKind
from courseplanner.sources.bytes.bbox import BBox
from courseplanner.sources.places.ratings import parse_rating

__all__ = ["FIELDS", "Described", "checked_position", "described", "field_of"]

FIELDS = ("name", "kind", "rating", "lon", "lat", "name:zh", "name:en")
_ALSO_WRITTEN = {
    "name_zh": "name:zh",
    "name_en": "name:en",
    "longitude": "lon",
    "lng": "lon",
    "latitude": "lat",
}
_NAMED_KINDS = SETTLEMENTS | {PlaceKind.SCENIC}
# A list may reach beyond the roads; so far beyond, a position swapped into them is a slip.
_BEYOND_DEG = 0.5


@dataclass(frozen=True, slots=True)
class Described:
    """What a row says of a place, apart from where it is."""

    kind: PlaceKind
    names: Names
    rating: int | None


def field_of(written: str) -> str:
    """Give the field that a heading or a property means; itself if it is none."""
    plain = written.strip().casefold()
    return _ALSO_WRITTEN.get(plain, plain)


def described(row: Mapping[str, str], where: str) -> Described:
    """Read kind, names and rating of a row.

    Parameters
    ----------
    row : mapping of str to str
        By field; empty where nothing is written.
    where : str
        File and row.

    Raises
    ------
    PlaceListError
    """
    names = Names(row.get("name") or None, row.get("name:zh") or None, row.get("name:en") or None)
    kind = _kind(row.get("kind", ""), where)
    if kind in _NAMED_KINDS and not names:
        raise PlaceListError(
            where, text("a place of kind {kind} has no name", kind=kind.value), text("give it a name")
        )
    written = row.get("rating", "")
    rating = parse_rating(written) if written else None
    if written and rating is None:
        raise PlaceListError(
            where,
            text("{written} is not a rating", written=repr(written)),
            text("write 1 to 5, 4A or AAAA, or leave it empty"),
        )
    return Described(kind, names, rating)


def _kind(written: str, where: str) -> PlaceKind:
    words = [kind.value for kind in PlaceKind]
    plain = written.strip().casefold()
    if plain in words:
        return PlaceKind(plain)
    nearest = difflib.get_close_matches(plain, words, n=1)
    problem = (
        text("{written} is not a kind of place", written=repr(written))
        if plain
        else text("the kind is missing")
    )
    if nearest:
        raise PlaceListError(where, problem, text("the nearest kind is {nearest}", nearest=nearest[0]))
    raise PlaceListError(where, problem, text("write one of {kinds}", kinds=", ".join(words)))


def checked_position(lon: object, lat: object, where: str, roads: BBox) -> tuple[float, float]:
    """Read a position.

    Parameters
    ----------
    lon, lat : object
        Numbers, or text that holds one.
    where : str
        File and row.
    roads : tuple of float
        West, south, east, north of the roads, to notice swapped coordinates.

    Returns
    -------
    tuple of float
        Longitude and latitude, WGS 84 degrees.

    Raises
    ------
    PlaceListError
    """
    east, north = _degrees("lon", lon, where), _degrees("lat", lat, where)
    out_of_range = abs(east) > 180 or abs(north) > 90
    swapped = abs(east) <= 90 and abs(north) <= 180 and out_of_range
    if swapped or (not out_of_range and _lies_in(roads, north, east) and not _lies_in(roads, east, north)):
        raise PlaceListError(
            where,
            text("lon {lon} and lat {lat} are swapped", lon=east, lat=north),
            text("write lon {lat} and lat {lon}", lon=east, lat=north),
        )
    if out_of_range:
        raise PlaceListError(
            where,
            text("lon {lon}, lat {lat} is nowhere on Earth", lon=east, lat=north),
            text("write degrees of WGS 84"),
        )
    return east, north


def _degrees(field: str, written: object, where: str) -> float:
    try:
        number = math.nan if isinstance(written, bool) else float(written)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        problem = (
            text("{field} is missing", field=field)
            if written is None or written == ""
            else text("{field} is {written}, not a number", field=field, written=repr(written))
        )
        raise PlaceListError(where, problem, text("write degrees with a point, as in 9.5215"))
    return number


def _lies_in(roads: BBox, lon: float, lat: float) -> bool:
    west, south, east, north = roads
    return (
        west - _BEYOND_DEG <= lon <= east + _BEYOND_DEG and south - _BEYOND_DEG <= lat <= north + _BEYOND_DEG
    )
