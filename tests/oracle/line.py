"""The written line: measured, sampled, and compared with itself and others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

__all__ = ["GEOD", "Line", "Plane", "repeated_share", "shared_share"]

GEOD = Geod(ellps="WGS84")

Floats = NDArray[np.float64]

EARLIER_M = 100.0
BESIDE_M = 15.0
PARALLEL_DEG = 30.0
"""A metre is repeated (contract) if the course ran beside it, parallel, so much earlier."""

_RADIUS_M = 6_371_008.8


class Plane:
    """Metres around one place: a transverse Mercator, true to 3 mm in 300 m within 30 km."""

    def __init__(self, lon: float, lat: float) -> None:
        self._to = Transformer.from_crs(
            4326, f"+proj=tmerc +lon_0={lon} +lat_0={lat} +ellps=WGS84", always_xy=True
        )

    def xy(self, lon_lat: Floats) -> Floats:
        """Project degrees (n, 2) to metres (n, 2)."""
        return np.column_stack(self._to.transform(lon_lat[:, 0], lon_lat[:, 1]))

    def shape(self, shape: BaseGeometry) -> BaseGeometry:
        """Project a geometry."""
        return shapely.transform(shape, self.xy)


@dataclass(frozen=True, eq=False)
class Samples:
    """Middles of equal pieces of a line: distance along, place in metres, direction in radians."""

    at_m: Floats
    xy: Floats
    bearing: Floats


class Line:
    """A line of coordinates as written.

    Parameters
    ----------
    lon, lat : float64 (n,)
    plane : Plane
    """

    def __init__(self, lon: Floats, lat: Floats, plane: Plane) -> None:
        self.lon, self.lat = lon, lat
        self.steps_m = GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2]
        self.chain_m = np.concatenate([[0.0], np.cumsum(self.steps_m)])
        self.xy = plane.xy(np.column_stack([lon, lat]))
        self.shape = shapely.LineString(self.xy)

    @property
    def length_m(self) -> float:
        """Sum of the geodesics."""
        return float(self.chain_m[-1])

    def ground_m(self, heights_m: Floats) -> float:
        """Give the length on the ground, by the formula of the contract."""
        return float(self.ground_steps_m(heights_m).sum())

    def ground_steps_m(self, heights_m: Floats) -> Floats:
        """Give the length of each step on the ground, by the formula of the contract."""
        level = self.steps_m * (1.0 + (heights_m[:-1] + heights_m[1:]) / 2.0 / _RADIUS_M)
        return np.asarray(np.hypot(level, np.diff(heights_m)))

    def at(self, metres: float) -> tuple[float, float]:
        """Longitude and latitude at a distance along the line, on the geodesic of the step there."""
        i = int(np.clip(np.searchsorted(self.chain_m, metres, side="right") - 1, 0, len(self.steps_m) - 1))
        azimuth = GEOD.inv(self.lon[i], self.lat[i], self.lon[i + 1], self.lat[i + 1])[0]
        lon, lat, _ = GEOD.fwd(self.lon[i], self.lat[i], azimuth, metres - float(self.chain_m[i]))
        return float(lon), float(lat)

    def xy_at(self, metres: Floats) -> Floats:
        """Metres in the plane at distances along the line, (n, 2)."""
        return np.column_stack([np.interp(metres, self.chain_m, axis) for axis in self.xy.T])

    def samples(self, to_m: float, step_m: float) -> Samples:
        """Sample the first `to_m` metres about every `step_m`."""
        count = max(1, round(to_m / step_m))
        at_m = (np.arange(count, dtype=np.float64) + 0.5) * (to_m / count)
        segment = np.clip(np.searchsorted(self.chain_m, at_m, side="right") - 1, 0, len(self.steps_m) - 1)
        run = np.diff(self.xy, axis=0)[segment]
        return Samples(at_m, self.xy_at(at_m), np.arctan2(run[:, 1], run[:, 0]))


def gap_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Geodesic distance between two places given as longitude and latitude."""
    return float(GEOD.inv(*one, *other)[2])


def _parallel(one: Floats, other: Floats) -> NDArray[np.bool_]:
    # Twice the angle makes both directions of a road the same.
    parallel: NDArray[np.bool_] = np.cos(2.0 * (one - other)) >= np.cos(np.radians(2.0 * PARALLEL_DEG)) - 1e-9
    return parallel


def repeated_share(line: Line, to_m: float, step_m: float = 2.0) -> float:
    """Part of the first `to_m` metres that is repeated, in the sense of the contract."""
    samples = line.samples(to_m, step_m)
    pairs = cKDTree(samples.xy).query_pairs(BESIDE_M, output_type="ndarray")
    first, later = pairs.min(axis=1), pairs.max(axis=1)
    far = samples.at_m[later] - samples.at_m[first] > EARLIER_M
    first, later = first[far], later[far]
    again = later[_parallel(samples.bearing[first], samples.bearing[later])]
    return len(np.unique(again)) / len(samples.at_m)


def shared_share(one: Line, other: Line, step_m: float = 4.0) -> float:
    """Part of the shorter line that runs beside the other, in the sense of the contract."""
    short, long = sorted((one, other), key=lambda line: line.length_m)
    a, b = short.samples(short.length_m, step_m), long.samples(long.length_m, step_m)
    near = cKDTree(a.xy).sparse_distance_matrix(cKDTree(b.xy), BESIDE_M, output_type="ndarray")
    beside = near["i"][_parallel(a.bearing[near["i"]], b.bearing[near["j"]])]
    return len(np.unique(beside)) / len(a.at_m)
