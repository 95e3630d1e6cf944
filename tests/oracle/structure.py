"""The form of `candidates.json`: every key of the contract, of the right type."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

__all__ = ["form_faults", "read_answer"]

Spec = Any
"""A test, a mapping of keys to specs, or a list with the spec of its items."""


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _share(value: Any) -> bool:
    return _number(value) and 0.0 <= value <= 1.0


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _numbers(how_many: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) == how_many and all(map(_number, value))


def _one_of(*words: Any) -> Callable[[Any], bool]:
    return lambda value: value in words


def _maybe(spec: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or spec(value)


def _sha256(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None


_VISIT = {
    "name": _text,
    "kind": _text,
    "rating": _maybe(_one_of(1, 2, 3, 4, 5)),
    "at_m": _number,
    "offset_m": _number,
}
_LEG = {
    "way": _count,
    "name": _maybe(_text),
    "from_m": _number,
    "to_m": _number,
    "class": _text,
    "surface": _maybe(_text),
    "width_m": _maybe(_number),
    "width_from": _one_of("tag", "lanes", "sidewalks", "class", "user"),
    "motor_free": _maybe(_flag),
}
_FINDING = {
    "rule": _text,
    "status": _one_of("pass", "warn", "fail", "unknown"),
    "measured": _maybe(_number),
    "limit": _maybe(_number),
    "unit": lambda value: isinstance(value, str),
    "margin": _maybe(_number),
    "at_m": lambda value: isinstance(value, list) and all(map(_number, value)),
}
_LENGTH = {
    "nominal_m": _number,
    "target_m": _number,
    "basis": _one_of("ellipsoid", "ground"),
    "course_m": _number,
    "ground_m": _maybe(_number),
    "centreline_m": _number,
    "uncertainty_m": _maybe(_number),
    "bias_m": _maybe(_number),
}
_SHARES = dict.fromkeys(
    ("repeated", "unpaved", "surface_unknown", "width_unknown", "motor_free", "tunnel"), _share
)
_CANDIDATE = {
    "id": lambda value: isinstance(value, str) and re.fullmatch("[A-Z]{1,2}", value) is not None,
    "files": {"gpx": _text, "certification_map": _maybe(_text)},
    "length": _LENGTH,
    "closing": {
        "method": _one_of("start-slide", "finish-slide", "turnaround", "detour"),
        "shift_m": _number,
    },
    "start": _numbers(2),
    "finish": _numbers(2),
    "separation_m": _number,
    "drop_m_per_km": _maybe(_number),
    "climb_m": _maybe(_number),
    "descent_m": _maybe(_number),
    "visits": [_VISIT],
    "legs": [_LEG],
    "shares": _SHARES,
    "turns": _maybe(_count),
    "crossings": _maybe(_count),
    "scenery": _maybe(_number),
    "findings": None,
}
_ANSWER = {
    "schema": _one_of(1),
    "version": _text,
    "seed": _count,
    "complete": _flag,
    "elapsed_s": dict.fromkeys(("load", "search", "total"), _number),
    "region": {
        "bbox": _numbers(4),
        "edges": _count,
        "provenance": [{"source": _text, "sha256": _sha256, "date": _maybe(_text), "licence": _maybe(_text)}],
    },
    "candidates": [_CANDIDATE],
    "unmet": [
        {
            "requirement": _text,
            "asked": _maybe(_number),
            "reached": _maybe(_number),
            "unit": lambda value: isinstance(value, str),
        }
    ],
}


def _faults(value: Any, spec: Spec, where: str) -> list[str]:
    if isinstance(spec, Mapping):
        if not isinstance(value, dict):
            return [f"form: {where} is no object"]
        missing = [f"form: {where}.{key} is missing" for key in spec if key not in value]
        inner = [_faults(value[key], spec[key], f"{where}.{key}") for key in spec if key in value]
        return missing + [fault for faults in inner for fault in faults]
    if isinstance(spec, list):
        if not isinstance(value, list):
            return [f"form: {where} is no list"]
        inner = [_faults(item, spec[0], f"{where}[{i}]") for i, item in enumerate(value)]
        return [fault for faults in inner for fault in faults]
    if spec is None:
        return [] if value is None else _faults(value, [_FINDING], where)
    return [] if spec(value) else [f"form: {where} = {value!r}"]


def form_faults(answer: Any) -> list[str]:
    """Judge the form of the whole answer; `findings` alone may be `null` in place of a list."""
    return _faults(answer, _ANSWER, "candidates.json")


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


def read_answer(folder: Path) -> Any:
    """Read `candidates.json`; raises ValueError where it is not JSON (NaN is none)."""
    text = (folder / "candidates.json").read_text(encoding="utf-8")
    return json.loads(text, parse_constant=_no_constant)
