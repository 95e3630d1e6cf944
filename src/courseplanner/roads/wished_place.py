"""Finds the place that a wish in a brief means."""

from __future__ import annotations

from courseplanner.base.errors import PlaceNameError
from courseplanner.base.i18n import text
from courseplanner.model.brief.brief import PlaceWish, Position
from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.model.region import Region
from courseplanner.roads.gazetteer import find_by_name, nearest_names

__all__ = ["wished_place"]


def wished_place(where: str, region: Region, wished: PlaceWish) -> Place:
    """Find the place in a region that a brief means.

    Parameters
    ----------
    where : str
        The brief and the key in it, for messages.
    region : Region
    wished : str or Position

    Raises
    ------
    PlaceNameError
        If a name matches nothing or several places, or a position lies outside the region.
    """
    if isinstance(wished, Position):
        return _position(where, region, wished)
    found = find_by_name(wished, region.places)
    if not found:
        nearest = ", ".join(nearest_names(wished, region.places))
        fix = (
            text("did you mean {nearest}?", nearest=nearest)
            if nearest
            else text("give the position as [longitude, latitude]")
        )
        raise PlaceNameError(where, text("no place in the region is called “{name}”", name=wished), fix)
    if len(found) > 1:
        listed = ", ".join(f"{place.kind} [{place.lon:.5f}, {place.lat:.5f}]" for place in found[:6])
        raise PlaceNameError(
            where,
            text("“{name}” matches {count} places: {listed}", name=wished, count=len(found), listed=listed),
            text("give the position of the right one as [longitude, latitude]"),
        )
    return found[0]


def _position(where: str, region: Region, wished: Position) -> Place:
    west, south, east, north = region.bbox
    if not (west <= wished.lon <= east and south <= wished.lat <= north):
        swapped = west <= wished.lat <= east and south <= wished.lon <= north
        fix = (
            text("the coordinates look swapped: write [{lat}, {lon}]", lat=wished.lat, lon=wished.lon)
            if swapped
            else text(
                "the roads of the region lie between {west:.4f}, {south:.4f} and {east:.4f}, {north:.4f}",
                west=west,
                south=south,
                east=east,
                north=north,
            )
        )
        raise PlaceNameError(
            where, text("[{lon}, {lat}] lies outside the region", lon=wished.lon, lat=wished.lat), fix
        )
    label = f"[{wished.lon:g}, {wished.lat:g}]"
    return Place(PlaceKind.STOP, Names(label), None, wished.lon, wished.lat, (), "brief")
