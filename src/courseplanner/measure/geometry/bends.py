"""How a line bends: how far it runs straight from an end, and how tight its turns are."""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.measure.geometry.geodesy import Plane

__all__ = ["Turns", "straight_from_start_m", "straight_to_finish_m", "turns_along"]

Floats = NDArray[np.float64]

_BASE_M = 5.0
"""Points nearer than this to the last one kept are passed over: they tell no direction that runners feel."""

_ROUNDING = 1e-9


def straight_from_start_m(lon: Floats, lat: Floats, chainage_m: Floats, angle_deg: float) -> float:
    """Tell how far a line runs before its direction leaves the first one by more than an angle.

    Parameters
    ----------
    lon, lat, chainage_m : float64 (n,)
        The line; chainages as `chainages_m` gives them.
    angle_deg : float
        Turns add up with their signs, so a bend and one back cancel out.

    Returns
    -------
    float
        Chainage of the point where the angle is passed; the whole length where it never is.
    """
    kept = _apart(chainage_m)
    x, y = _plane_xy(lon, lat)
    heading = np.unwrap(np.arctan2(np.diff(y[kept]), np.diff(x[kept])))
    turned = np.abs(heading - heading[0]) > math.radians(angle_deg) + _ROUNDING
    if not turned.any():
        return float(chainage_m[-1])
    return float(chainage_m[kept[int(np.argmax(turned))]])


def straight_to_finish_m(lon: Floats, lat: Floats, chainage_m: Floats, angle_deg: float) -> float:
    """Tell the same of the end of a line, seen from its finish."""
    backwards_m = (chainage_m[-1] - chainage_m)[::-1]
    return straight_from_start_m(lon[::-1], lat[::-1], backwards_m, angle_deg)


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """How tight a line is at its points.

    Parameters
    ----------
    at_m : float64 (n,)
        Chainages of the points that have enough line on both sides.
    radius_m : float64 (n,)
        Of the circle through the point and those half a base before and after it; infinite on a straight.
    angle_deg : float64 (n,)
        Between the directions over one base that end and begin one base before and after the
        point: what lies between counts as one turn. 0 where the line is too short for it.
    """

    at_m: Floats
    radius_m: Floats
    angle_deg: Floats


def turns_along(lon: Floats, lat: Floats, chainage_m: Floats, base_m: float) -> Turns:
    """Tell the radius and the angle of the turn at each point of a line.

    Parameters
    ----------
    lon, lat, chainage_m : float64 (n,)
        The line; chainages as `chainages_m` gives them.
    base_m : float
        A right-angled corner of a line without width has a radius of base / (4 sin 45°).
    """
    half_m = base_m / 2.0
    at_m = chainage_m[(chainage_m >= half_m) & (chainage_m <= chainage_m[-1] - half_m)]
    x, y = _plane_xy(lon, lat)
    line = (chainage_m, x + 1j * y)
    before, here, after = (_at(line, at_m + shift) for shift in (-half_m, 0.0, half_m))
    return Turns(at_m, _radius(before, here, after), _angle(line, at_m, base_m))


def _radius(a: NDArray[np.complex128], b: NDArray[np.complex128], c: NDArray[np.complex128]) -> Floats:
    """Give the radius of the circle through three points, by its area; half the way where it folds back."""
    one, two, three = np.abs(b - a), np.abs(c - b), np.abs(c - a)
    twice_area = np.abs(((b - a).conjugate() * (c - a)).imag)
    straight = twice_area < 1e-6 * np.maximum(one * two, 1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        radius = one * two * three / (2.0 * twice_area)
    # On a fold the circle has no size of its own: it is the limit of a turn both ways, half a leg.
    fold = three < 1e-3 * (one + two)
    return np.where(fold, (one + two) / 4.0, np.where(straight, np.inf, radius))


def _angle(line: tuple[Floats, NDArray[np.complex128]], at_m: Floats, base_m: float) -> Floats:
    first, second, third, fourth = (_at(line, at_m + n * base_m) for n in (-2.0, -1.0, 1.0, 2.0))
    turned = np.abs(np.angle((fourth - third) * (second - first).conjugate(), deg=True))
    whole = (at_m >= 2.0 * base_m) & (at_m <= line[0][-1] - 2.0 * base_m)
    return np.where(whole, turned, 0.0)


def _at(line: tuple[Floats, NDArray[np.complex128]], at_m: Floats) -> NDArray[np.complex128]:
    chainage_m, points = line
    return np.interp(at_m, chainage_m, points.real) + 1j * np.interp(at_m, chainage_m, points.imag)


def _apart(chainage_m: Floats) -> list[int]:
    """Give the points that lie a base apart along the line, the first and the last among them."""
    along_m, kept = chainage_m.tolist(), [0]
    last = len(along_m) - 1
    while kept[-1] < last:
        following = bisect.bisect_left(along_m, along_m[kept[-1]] + _BASE_M - _ROUNDING, lo=kept[-1] + 1)
        kept.append(min(following, last))
    return kept


def _plane_xy(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    middle = len(lon) // 2
    return Plane(float(lon[middle]), float(lat[middle])).xy(lon, lat)
