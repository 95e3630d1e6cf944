"""Stations along a course: what stands where for the runners."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from courseplanner.base.i18n import Text, text

__all__ = [
    "MODE_NAMES",
    "PEOPLE",
    "DefibrillatorMode",
    "GivenStation",
    "Side",
    "Station",
    "StationKind",
    "StationPlan",
    "Unplaced",
    "WatchStations",
    "devices_in_words",
]


class StationKind(StrEnum):
    """What a station is for; the words are those of `candidates.json`."""

    WATER = "water"
    SPONGES = "sponges"
    BOARD = "board"
    FINISH_BOARD = "finish-board"
    MAT = "mat"
    MEDICAL = "medical"
    DEFIBRILLATOR = "defibrillator"
    TOILETS = "toilets"


class WatchStations(StrEnum):
    """Which stations a file for watches has among its points."""

    NONE = "none"
    WATER = "water"
    ALL = "all"

    def has(self, kind: StationKind) -> bool:
        """Tell whether a kind is among them; with water go sponges and toilets."""
        if self is WatchStations.WATER:
            return kind in (StationKind.WATER, StationKind.SPONGES, StationKind.TOILETS)
        return self is WatchStations.ALL


class DefibrillatorMode(StrEnum):
    """How a defibrillator comes to a collapse; the words are those of the brief."""

    CARRIED = "carried"
    """By a team on foot that stands with it: one way."""
    FETCHED = "fetched"
    """By a bystander who runs for it and brings it back: both ways."""
    BICYCLE = "bicycle"
    """By a team on bicycles: one way."""
    MIXED = "mixed"
    """Bicycle teams, and carriers between them: of a whole course, never of one device."""


MODE_NAMES: dict[DefibrillatorMode, Text] = {
    DefibrillatorMode.CARRIED: text("carried on foot"),
    DefibrillatorMode.FETCHED: text("fetched by a bystander"),
    DefibrillatorMode.BICYCLE: text("by bicycle"),
    DefibrillatorMode.MIXED: text("bicycle teams and carriers between them"),
}
"""The modes in words."""

PEOPLE: dict[DefibrillatorMode, int] = {
    DefibrillatorMode.CARRIED: 2,
    DefibrillatorMode.FETCHED: 0,
    DefibrillatorMode.BICYCLE: 2,
}
"""How many stand with one device. Bicycle and foot teams are pairs in the races of Kinoshi, NEJM 379:488,
2018 (read in the commentary of the American College of Cardiology, 14 January 2019)."""


class Side(StrEnum):
    """The side of the road, in running direction."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Station:
    """A station at one place, which the course may pass more than once.

    Parameters
    ----------
    kind : StationKind
    name : Text
        With its kilometre; another for each place of a kind.
    passes_m : tuple of float
        Chainages at which the course passes it, in running order; at least one.
    lon, lat : float
        On the line, at the first passage.
    side : Side or None
        `None` for what lies across the road, and where start or finish has its own layout.
    width_m : float or None
        Of the road there, kerb to kerb; `None` where the road is not known.
    width_from : str or None
        How the width is known, as in a leg.
    place : Text or None
        Where it is, in words; `None` where no landmark is near.
    given : bool
        Whether the brief asks for it here.
    count : int or None
        How many toilets; `None` for other kinds and where nobody says how many run.
    mode : DefibrillatorMode or None
        How the defibrillator comes to a collapse; `None` for other kinds.
    """

    kind: StationKind
    name: Text
    passes_m: tuple[float, ...]
    lon: float
    lat: float
    side: Side | None = None
    width_m: float | None = None
    width_from: str | None = None
    place: Text | None = None
    given: bool = False
    count: int | None = None
    mode: DefibrillatorMode | None = None

    @property
    def people(self) -> int | None:
        """How many stand with the defibrillator; `None` for other kinds."""
        return None if self.mode is None else PEOPLE[self.mode]

    @property
    def at_m(self) -> float:
        """The first passage."""
        return self.passes_m[0]


@dataclass(frozen=True, slots=True)
class GivenStation:
    """A station that the brief asks for.

    Parameters
    ----------
    kind : StationKind
    label : str
        As the brief has it.
    nominal_m : float or None
        What boards count there, in metres, where it is given by its kilometre.
    lon, lat : float or None
        Its place, where it is given by that.
    mode : DefibrillatorMode or None
        How a defibrillator comes from there; `None` where the brief says it of all, or of none.
    """

    kind: StationKind
    label: str
    nominal_m: float | None = None
    lon: float | None = None
    lat: float | None = None
    mode: DefibrillatorMode | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A station that the brief asks for and the course does not pass, with how far off it is."""

    given: GivenStation
    offset_m: float


@dataclass(frozen=True, slots=True)
class StationPlan:
    """All stations of a course.

    Parameters
    ----------
    stations : tuple of Station
        In the order of their first passage.
    unplaced : tuple of Unplaced
    """

    stations: tuple[Station, ...]
    unplaced: tuple[Unplaced, ...] = ()

    def of_kind(self, kind: StationKind) -> tuple[Station, ...]:
        """Give the stations of one kind."""
        return tuple(station for station in self.stations if station.kind is kind)

    def passes_m(self, kind: StationKind) -> tuple[float, ...]:
        """Give all passages of stations of one kind, in running order."""
        return tuple(sorted(at_m for station in self.of_kind(kind) for at_m in station.passes_m))


def devices_in_words(stations: Iterable[Station]) -> Text:
    """Say how many defibrillators there are among stations, how they come, and how many people that takes."""
    modes = [
        one.mode or DefibrillatorMode.CARRIED for one in stations if one.kind is StationKind.DEFIBRILLATOR
    ]
    people = sum(PEOPLE[mode] for mode in modes)
    listed = text("")
    for mode in (mode for mode in PEOPLE if mode in modes):
        these = text("{count} {mode}", count=modes.count(mode), mode=MODE_NAMES[mode])
        listed = text("{first}, {second}", first=listed, second=these) if listed.template else these
    if not people:
        return text("{count} defibrillators ({listed})", count=len(modes), listed=listed)
    return text(
        "{count} defibrillators with {people} people, in pairs ({listed})",
        count=len(modes),
        people=people,
        listed=listed,
    )
