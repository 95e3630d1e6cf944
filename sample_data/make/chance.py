"""Repeatable chance: numbers that depend on a label and a count, and on nothing else.

The streams of `random` and `numpy.random` are not promised to stay as they are
between versions, so the sample has its own: SplitMix64 (Steele, Lea and Flood,
2014) in integers. Smooth noise is a cubic B-spline over hashed values: sums and
products only, so no mathematics library can shift a last digit.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from math import fsum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Chance", "Noise1D", "Noise2D", "hashed_unit"]

T = TypeVar("T")

SEED = 20270328
_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


def _mixed(value: int) -> int:
    value &= _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def _label_key(label: str) -> int:
    return _mixed(SEED * _GOLDEN + zlib.crc32(label.encode("utf-8")))


def hashed_unit(key: int, *counts: int) -> float:
    """Give a number in [0, 1) that depends on the key and the counts alone."""
    state = key
    for count in counts:
        state = _mixed(state + (count + 1) * _GOLDEN)
    return (state >> 11) / float(1 << 53)


class Chance:
    """A stream of repeatable numbers with a label; one stream never disturbs another."""

    def __init__(self, label: str) -> None:
        self._key = _label_key(label)
        self._drawn = 0

    def unit(self) -> float:
        """Draw from [0, 1)."""
        self._drawn += 1
        return hashed_unit(self._key, self._drawn)

    def between(self, low: float, high: float) -> float:
        """Draw from [low, high)."""
        return low + (high - low) * self.unit()

    def happens(self, share: float) -> bool:
        """Tell yes in this share of draws."""
        return self.unit() < share

    def one_of(self, things: Sequence[T]) -> T:
        """Draw one thing."""
        return things[min(int(self.unit() * len(things)), len(things) - 1)]

    def bell(self, width: float) -> float:
        """Draw around 0, within three times the width (a sum of six even draws)."""
        return (fsum(self.unit() for _ in range(6)) - 3.0) * width


def _spline_weights(u: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    v = 1.0 - u
    return (
        v * v * v / 6.0,
        (3.0 * u * u * u - 6.0 * u * u + 4.0) / 6.0,
        (3.0 * v * v * v - 6.0 * v * v + 4.0) / 6.0,
        u * u * u / 6.0,
    )


class Noise1D:
    """Smooth noise along a line, about -0.6 to 0.6, with two continuous derivatives.

    Parameters
    ----------
    label : str
        Another label, another noise.
    spacing : float
        Distance between the hashed values, in the unit of the argument.
    """

    def __init__(self, label: str, spacing: float) -> None:
        self._key = _label_key(label)
        self._spacing = spacing

    def __call__(self, at: float) -> float:
        """Give the noise at one place."""
        scaled = at / self._spacing
        cell = int(scaled // 1.0)
        weights = _spline_weights(np.array(scaled - cell))
        values = (2.0 * hashed_unit(self._key, cell + k + 4096) - 1.0 for k in range(4))
        return float(fsum(float(w) * v for w, v in zip(weights, values, strict=True)))


class Noise2D:
    """Smooth noise over the plane, about -0.5 to 0.5; see `Noise1D`."""

    def __init__(self, label: str, spacing: float) -> None:
        self._key = _label_key(label)
        self._spacing = spacing

    def __call__(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the noise at many places; the arrays have one shape."""
        column, row = np.floor(x / self._spacing), np.floor(y / self._spacing)
        weights_x = _spline_weights(x / self._spacing - column)
        weights_y = _spline_weights(y / self._spacing - row)
        first_column, first_row = int(column.min()), int(row.min())
        columns, rows = (column - first_column).astype(np.int64), (row - first_row).astype(np.int64)
        lattice = np.array(
            [
                [2.0 * hashed_unit(self._key, first_row + j + 4096, first_column + i + 4096) - 1.0
                 for i in range(int(columns.max()) + 4)]
                for j in range(int(rows.max()) + 4)
            ]
        )  # fmt: skip
        total = np.zeros_like(x)
        for j, weight_y in enumerate(weights_y):
            for i, weight_x in enumerate(weights_x):
                total += weight_y * weight_x * lattice[rows + j, columns + i]
        return total
