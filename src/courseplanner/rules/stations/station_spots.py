"""How well a station stands at each point of a course, and on which side of the road."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.model.course.course import Landmark, Leg
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.stations import Side
from courseplanner.model.course.stretch import Stretch

__all__ = ["Spots"]

_STEP_M = 10.0
_BEND_WITHIN_M = 60.0
_BEND_DEG = 30.0
_SIDE_DEG = 5.0
_WIDE_M = 8.0
"""From this width on a table takes nothing from the runners."""
_STEEP = 0.06
_LANDMARK_WITHIN_M = 100.0
_CROSSING_WITHIN_M = 50.0

# What speaks against a spot, in parts of moving the station as far as it may move.
_ON_STRUCTURE = 4.0
_AT_CROSSING = 2.0
_IN_BEND = 1.5
_NARROW = 1.0
_RUN_TWICE = 0.6
_ON_SLOPE = 0.6
_NO_LANDMARK = 0.4

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Points every 10 m of a course, with what speaks against a station there.

    Parameters
    ----------
    at_m : float64 (k,)
        Chainage.
    cost : float64 (k,)
        1 is as bad as moving the station as far as it may be moved.
    turned_deg : float64 (k,)
        How far the course turns around there, to the left positive.
    opposed : bool (k,)
        Whether runners come from the other side on the same carriageway.
    """

    at_m: Floats
    cost: Floats
    turned_deg: Floats
    opposed: NDArray[np.bool_]

    @classmethod
    def of(cls, evidence: Evidence, landmarks: Sequence[Landmark]) -> Spots:
        """Look at a course: widths, bridges, bends, slopes, crossings and landmarks, as far as known."""
        at_m = np.arange(0.0, evidence.course_m + _STEP_M / 2.0, _STEP_M)
        turned_deg = _turned(evidence, at_m)
        opposed = _on(at_m, evidence.opposed or ())
        cost = (
            _of_legs(at_m, evidence.legs or ())
            + _IN_BEND * (np.abs(turned_deg) > _BEND_DEG)
            + _RUN_TWICE * (opposed | _on(at_m, evidence.lapped or ()))
            + _NO_LANDMARK * (_away(at_m, [mark.at_m for mark in landmarks]) > _LANDMARK_WITHIN_M)
            + _AT_CROSSING * (_away(at_m, evidence.level_crossings_m or ()) < _CROSSING_WITHIN_M)
        )
        if evidence.profile is not None:
            height_m = np.interp(at_m, evidence.profile.at_m, evidence.profile.height_m)
            cost = cost + _ON_SLOPE * (np.abs(np.gradient(height_m, _STEP_M)) > _STEEP)
        return cls(at_m, cost, turned_deg, opposed)

    def best_m(self, aim_m: float, first_m: float, last_m: float) -> float:
        """Give the best point for a station from `first_m` to `last_m`; the nearer to the aim, the better."""
        first, end = np.searchsorted(self.at_m, (first_m - 1e-6, last_m + 1e-6))
        if first >= end:
            return min(max(aim_m, first_m), last_m)
        at_m = self.at_m[first:end]
        room_m = max(aim_m - first_m, last_m - aim_m, _STEP_M)
        return float(at_m[np.argmin(self.cost[first:end] + ((at_m - aim_m) / room_m) ** 2)])

    def side_at(self, at_m: float) -> Side:
        """Give the side away from the line that runners take: the outside of a bend, else the right.

        Runners hug the inside of a bend. Where they meet others they keep to the right, so that the
        right is their own side.
        """
        at = int(np.clip(np.rint(at_m / _STEP_M), 0, len(self.at_m) - 1))
        if self.opposed[at]:
            return Side.RIGHT
        return Side.LEFT if self.turned_deg[at] < -_SIDE_DEG else Side.RIGHT


def _turned(evidence: Evidence, at_m: Floats) -> Floats:
    """Give how far the course turns from 60 m before to 60 m after each point, to the left positive."""
    lon, lat = evidence.lon, evidence.lat
    x, y = Plane(float(lon.mean()), float(lat.mean())).xy(lon, lat)

    def place(shift_m: float) -> NDArray[np.complex128]:
        where = np.clip(at_m + shift_m, 0.0, evidence.course_m)
        return np.interp(where, evidence.chainage_m, x) + 1j * np.interp(where, evidence.chainage_m, y)

    before, here, after = place(-_BEND_WITHIN_M), place(0.0), place(_BEND_WITHIN_M)
    return np.angle((after - here) * (here - before).conjugate(), deg=True)


def _of_legs(at_m: Floats, legs: Sequence[Leg]) -> Floats:
    if not legs:
        return np.zeros(len(at_m))
    leg = np.searchsorted([leg.to_m for leg in legs[:-1]], at_m, side="right")
    width_m = np.array([leg.open_width_m for leg in legs])
    on_structure = np.array([leg.bridge or leg.tunnel for leg in legs])
    narrow = np.clip((_WIDE_M - width_m) / _WIDE_M, 0.0, 1.0)
    return np.asarray((_NARROW * narrow + _ON_STRUCTURE * on_structure)[leg])


def _on(at_m: Floats, stretches: Sequence[Stretch]) -> NDArray[np.bool_]:
    found = np.zeros(len(at_m), dtype=np.bool_)
    for stretch in stretches:
        found |= (at_m >= stretch.from_m) & (at_m <= stretch.to_m)
    return found


def _away(at_m: Floats, places_m: Sequence[float]) -> Floats:
    """Give for each point how far the nearest place is along the course."""
    if not places_m:
        return np.full(len(at_m), np.inf)
    places = np.sort(np.asarray(places_m, dtype=np.float64))
    after = np.clip(np.searchsorted(places, at_m), 0, len(places) - 1)
    before = np.maximum(after - 1, 0)
    return np.asarray(np.minimum(np.abs(places[after] - at_m), np.abs(places[before] - at_m)))
