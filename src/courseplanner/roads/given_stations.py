"""Finds the places of the stations that a brief asks for."""

from __future__ import annotations

from collections.abc import Iterator

from courseplanner.base.i18n import text
from courseplanner.model.brief.brief import Brief
from courseplanner.model.brief.brief_stations import DefibrillatorWish
from courseplanner.model.course.stations import DefibrillatorMode, GivenStation, StationKind
from courseplanner.roads.ground import Ground
from courseplanner.roads.wished_place import wished_place

__all__ = ["given_stations"]

_KINDS = {
    "water": StationKind.WATER,
    "sponges": StationKind.SPONGES,
    "mats": StationKind.MAT,
    "medical": StationKind.MEDICAL,
    "defibrillators": StationKind.DEFIBRILLATOR,
    "toilets": StationKind.TOILETS,
}


def given_stations(brief: Brief, ground: Ground) -> tuple[GivenStation, ...]:
    """Give the stations of `[stations]`, with the places of those that are named.

    Raises
    ------
    PlaceNameError
        If a name matches nothing or several places, or a position lies outside the region.
    """
    return tuple(_given(brief, ground))


def _given(brief: Brief, ground: Ground) -> Iterator[GivenStation]:
    for key, kind in _KINDS.items():
        for number, entry in enumerate(brief.stations.lists[key], 1):
            wish, word = (entry.at, entry.mode) if isinstance(entry, DefibrillatorWish) else (entry, None)
            mode = None if word is None else DefibrillatorMode(word)
            if isinstance(wish, float | int):
                yield GivenStation(kind, str(text("km {km:g}", km=wish)), nominal_m=1000.0 * wish, mode=mode)
            else:
                place = wished_place(f"{brief.path}, [stations] {key} {number}", ground, wish)
                yield GivenStation(kind, place.names.shown, lon=place.lon, lat=place.lat, mode=mode)
