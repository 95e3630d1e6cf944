"""Compares values as TOML holds them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

__all__ = ["same", "without_empty"]


def same(one: object, other: object) -> bool:
    """Tell whether two values would be written alike: 1, 1.0 and true are three, and nan is itself."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if type(one) is not type(other):
        return False
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    return one == other


def without_empty(data: Mapping[str, object], tables: Iterable[str]) -> dict[str, object]:
    """Give data without those of these tables that have no key: a brief means the same without them."""
    empty = {name for name in tables if isinstance(data.get(name), Mapping) and not data[name]}
    return {key: value for key, value in data.items() if key not in empty}
