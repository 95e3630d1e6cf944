"""A course as planned: its line, what it runs on, and what lies along it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.network.usable_width import own_limit_m

__all__ = ["Centreline", "Closing", "Course", "Landmark", "LandmarkKind", "Leg", "Mark", "Visit"]


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of the course on one way.

    Parameters
    ----------
    way : int
        OSM id; 0 where a track follows no road of the map.
    name : str or None
        Of the road.
    from_m, to_m : float
        Chainage.
    road_class : str
        `highway` as tagged.
    surface : str or None
        As tagged.
    width_m : float
        Kerb to kerb.
    width_from : str
        `tag`, `lanes`, `class` or `user`.
    motor_free : bool or None
        `None` where the tags do not tell.
    unpaved : bool
        By its tag, else by its class.
    bridge, tunnel : bool
        By their tags.
    divider : bool or None
        Whether both directions of runners will be kept apart, as the user states; `None` where he
        does not.
    shut_left_m, shut_right_m : float
        What is not open to runners from the left and the right kerb, as they see them.
    shut_as_run : bool
        Whether runners of the other direction have it the other way round; else it is shut to them on the
        same ground.
    marked_by : str or None
        What keeps them off it; `None` where nothing is said.
    is_halved : bool
        Whether the line keeps to the right half of what is open, since runners meet there: by the divider
        that is stated, else by one that is assumed.
    """

    way: int
    name: str | None
    from_m: float
    to_m: float
    road_class: str
    surface: str | None
    width_m: float
    width_from: str
    motor_free: bool | None
    unpaved: bool
    bridge: bool = False
    tunnel: bool = False
    divider: bool | None = None
    shut_left_m: float = 0.0
    shut_right_m: float = 0.0
    shut_as_run: bool = False
    marked_by: str | None = None
    is_halved: bool = False

    @property
    def open_width_m(self) -> float:
        """What of the width is open to runners."""
        return max(self.width_m - self.shut_left_m - self.shut_right_m, 0.0)

    @property
    def own_width_m(self) -> float:
        """What of the width one direction has where runners meet."""
        return max(self.divider_m + self.width_m / 2.0 - self.shut_right_m, 0.0)

    @property
    def divider_m(self) -> float:
        """Where the part of one direction ends where runners meet, metres to the left of the middle."""
        kerb_m = np.array([self.shut_right_m - self.width_m / 2.0])
        far_m = np.array([self.width_m / 2.0 - self.shut_left_m])
        return float(own_limit_m(kerb_m, far_m, np.array([self.shut_as_run]))[0])

    @property
    def is_on_road(self) -> bool:
        """Whether the road is one of the map."""
        return self.way != 0


@dataclass(frozen=True, slots=True)
class Visit:
    """A place that the course visits.

    Parameters
    ----------
    name, kind : str
    rating : int or None
        1 (A) to 5 (5A).
    lon, lat : float
        Of the place.
    at_m : float
        Chainage of the nearest point of the line.
    offset_m : float
        Distance from the line there, 0 inside an area.
    required : bool
        Whether the brief names it.
    counts : bool
        Whether it counts among villages and scenic spots; what start or finish is named after counts as a
        scenic spot only where a list rates it.
    """

    name: str
    kind: str
    rating: int | None
    lon: float
    lat: float
    at_m: float
    offset_m: float
    required: bool
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the line that is shown to people.

    Parameters
    ----------
    type : str
        `start`, `finish`, `km`, `turnaround`, `visit` or `station`.
    name : str
    at_m : float
        Chainage.
    nominal_m : float
        What boards count there, in metres: without the prevention factor.
    lon, lat : float
        On the line.
    """

    type: str
    name: str
    at_m: float
    nominal_m: float
    lon: float
    lat: float


class LandmarkKind(StrEnum):
    """What a point of the road can be described by."""

    JUNCTION = "junction"
    PLACE = "place"
    LEVEL_CROSSING = "level crossing"
    BRIDGE = "bridge"
    TUNNEL = "tunnel"


@dataclass(frozen=True, slots=True)
class Landmark:
    """Something on the map that people find along the course.

    Parameters
    ----------
    kind : LandmarkKind
    names : tuple of str
        Of the roads that meet, the place, or the road on the bridge or in the tunnel; may be empty
        but for a place.
    at_m : float
        Chainage; of a bridge or tunnel where it begins.
    """

    kind: LandmarkKind
    names: tuple[str, ...]
    at_m: float


@dataclass(frozen=True, slots=True)
class Closing:
    """How the length was brought to the target.

    Parameters
    ----------
    method : str
        `start-slide`, `finish-slide`, `turnaround` or `detour`.
    shift_m : float
        Of a loop or laps: how far along the road the finish lies before (positive) or past
        (negative) the start. Else how far start and finish slid or the turnaround moved.
    """

    method: str
    shift_m: float


@dataclass(frozen=True, slots=True, eq=False)
class Centreline:
    """The middle of the roads under a course.

    Parameters
    ----------
    lon, lat : float64 (n,)
        Rounded to 8 decimals.
    chainage_m : float64 (n,)
        Chainage of the course alongside each point; never falls.
    length_m : float
        Its own length along WGS 84 geodesics.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    chainage_m: NDArray[np.float64]
    length_m: float

    def __post_init__(self) -> None:
        for line in (self.lon, self.lat, self.chainage_m):
            line.flags.writeable = False

    def __reduce__(self) -> tuple[type[Centreline], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, field) for field in self.__slots__)


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """The line of a whole race, all laps and both directions, with what it runs on.

    The line is the shortest possible route through the corridor of its roads.

    Parameters
    ----------
    lon, lat : float64 (n,)
        The coordinates as written: rounded to 8 decimals.
    chainage_m : float64 (n,)
        Distance from the start along WGS 84 geodesics, from 0 to `course_m`.
    legs : tuple of Leg
        Without gaps from 0 to `course_m`.
    turnarounds_m : tuple of float
        Chainages of the turnarounds.
    closing : Closing or None
        `None` where it was not brought to a length.
    height_m : float64 (n,) or None
        Heights of the points as written, rounded to millimetres; `None` where heights do not cover
        the whole course.
    landmarks : tuple of Landmark
        In running order.
    level_crossings_m : tuple of float or None
        Chainages at which it crosses railways on the level; `None` where that was not looked up.
    big_road_crossings_m : tuple of float or None
        Chainages at which it crosses trunk, primary and secondary roads on the level; `None` where that
        was not looked up.
    centreline : Centreline or None
        `None` where the line is itself the middle of its roads.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    chainage_m: NDArray[np.float64]
    legs: tuple[Leg, ...]
    turnarounds_m: tuple[float, ...]
    closing: Closing | None
    height_m: NDArray[np.float64] | None = None
    landmarks: tuple[Landmark, ...] = ()
    level_crossings_m: tuple[float, ...] | None = None
    centreline: Centreline | None = None
    big_road_crossings_m: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        for line in (self.lon, self.lat, self.chainage_m):
            line.flags.writeable = False
        if self.height_m is not None:
            self.height_m.flags.writeable = False

    def __reduce__(self) -> tuple[type[Course], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, field) for field in self.__slots__)

    def leg_at(self, at_m: float) -> Leg:
        """Give the leg at a chainage; where two meet, the one that begins there."""
        position = bisect_right(self.legs, at_m, key=attrgetter("to_m"))
        return self.legs[min(position, len(self.legs) - 1)]

    @property
    def course_m(self) -> float:
        """Sum of the WGS 84 geodesics between the coordinates as written."""
        return float(self.chainage_m[-1])

    @property
    def road(self) -> Centreline:
        """The middle of the roads under it."""
        if self.centreline is None:
            return Centreline(self.lon, self.lat, self.chainage_m, self.course_m)
        return self.centreline
