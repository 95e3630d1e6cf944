"""Names of the region's places that complete what is typed; without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courseplanner.base.i18n import Text, text
from courseplanner.model.names import folded
from courseplanner.model.places.places import SETTLEMENTS, Place, PlaceKind

__all__ = ["KIND_NAMES", "PlaceNames", "Suggestion"]

KIND_NAMES: dict[PlaceKind, Text] = {
    PlaceKind.CITY: text("city"),
    PlaceKind.TOWN: text("town"),
    PlaceKind.VILLAGE: text("village"),
    PlaceKind.HAMLET: text("hamlet"),
    PlaceKind.SCENIC: text("scenic spot"),
    PlaceKind.SCENERY: text("scenery"),
    PlaceKind.WATERSIDE: text("waterside"),
    PlaceKind.PARK: text("park"),
    PlaceKind.RESERVE: text("reserve"),
    PlaceKind.LANDFORM: text("landform"),
    PlaceKind.HOTEL: text("hotel"),
    PlaceKind.FOOD: text("food"),
    PlaceKind.HOSPITAL: text("hospital"),
    PlaceKind.TOILETS: text("toilets"),
    PlaceKind.WATER: text("drinking water"),
    PlaceKind.DEFIBRILLATOR: text("defibrillator"),
    PlaceKind.STOP: text("position"),
}
_RATING_NAMES = ("A", "2A", "3A", "4A", "5A")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One name to complete with.

    Parameters
    ----------
    name : str
        The name of the place that was typed a part of, in whichever language.
    others : tuple of str
        Its names in other languages.
    kind : PlaceKind
    rating : int or None
    """

    name: str
    others: tuple[str, ...]
    kind: PlaceKind
    rating: int | None

    @property
    def beside(self) -> Text:
        """What stands beside the name: what it is, how it is rated, and its other names."""
        kind = KIND_NAMES[self.kind]
        if self.rating is not None:
            kind = text("{kind} {rating}", kind=kind, rating=_RATING_NAMES[self.rating - 1])
        if not self.others:
            return kind
        return text("{kind} · {names}", kind=kind, names=" · ".join(self.others))


def _rank(place: Place) -> int:
    if place.kind in SETTLEMENTS:
        return 0
    return 1 if place.kind is PlaceKind.SCENIC else 2


class PlaceNames:
    """The names of a region's places, to be searched by a part of them.

    Parameters
    ----------
    places : sequence of Place
        Folded at the first search: a region of a city has tens of thousands of names.
    """

    def __init__(self, places: Sequence[Place] = ()) -> None:
        self._places = places
        self._entries: list[tuple[str, str, Place]] | None = None

    def matching(self, typed: str, most: int = 50) -> tuple[Suggestion, ...]:
        """Find names that hold what is typed, anywhere, without case and accents.

        Returns
        -------
        tuple of Suggestion
            Settlements, then scenic spots, then the rest; in each those that begin with it first.
        """
        key = folded(typed)
        if not key:
            return ()
        found: dict[tuple[str, PlaceKind], tuple[tuple[int, bool, str], Place]] = {}
        for own, name, place in self._folded():
            if key in own:
                order = (_rank(place), not own.startswith(key), own)
                found.setdefault((name, place.kind), (order, place))
        best = sorted(found.items(), key=lambda item: item[1][0])
        return _distinct(best, most)

    def _folded(self) -> list[tuple[str, str, Place]]:
        if self._entries is None:
            self._entries = [
                (folded(name), name, place)
                for place in self._places
                for name in dict.fromkeys(place.names.all)
            ]
        return self._entries


def _distinct(
    found: list[tuple[tuple[str, PlaceKind], tuple[tuple[int, bool, str], Place]]], most: int
) -> tuple[Suggestion, ...]:
    """Keep one name of each place: the one that fits best."""
    seen: set[int] = set()
    kept: list[Suggestion] = []
    for (name, kind), (_, place) in found:
        if id(place) in seen:
            continue
        seen.add(id(place))
        others = tuple(other for other in dict.fromkeys(place.names.all) if other != name)
        kept.append(Suggestion(name, others, kind, place.rating))
        if len(kept) == most:
            break
    return tuple(kept)
