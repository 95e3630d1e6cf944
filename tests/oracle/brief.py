"""Reads a brief, as far as the check needs it; the form of the brief is not judged here."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .tags import rating_of

__all__ = ["Limits", "Stop", "Wanted", "read_wanted"]

Stop = str | tuple[float, float]
"""A place by its name, or as longitude and latitude."""

_NOMINAL_M = {
    "5km": 5e3,
    "10km": 1e4,
    "15km": 1.5e4,
    "10miles": 10 * 1609.344,
    "20km": 2e4,
    "half-marathon": 42195 / 2,
    "25km": 2.5e4,
    "30km": 3e4,
    "marathon": 42195.0,
    "50km": 5e4,
    "100km": 1e5,
}


@dataclass(frozen=True)
class Limits:
    """The hard limits of a brief; `None` where there is none."""

    min_width_m: float | None
    max_repeated: float | None
    max_unpaved: float | None
    min_motor_free: float | None
    max_tunnel_m: float | None


@dataclass(frozen=True)
class Wanted:
    """What a brief asks for; files as paths that can be opened."""

    nominal_m: float
    factor: float
    osm: tuple[Path, ...]
    places: tuple[Path, ...]
    shape: str
    laps: int
    lead_in_m: float
    max_self_crossings: int | None
    start: Stop | None
    finish: Stop | None
    visit: tuple[Stop, ...]
    avoid_names: tuple[str, ...]
    avoid_files: tuple[Path, ...]
    keep_names: tuple[str, ...]
    keep_files: tuple[Path, ...]
    villages: int
    scenic: int
    scenic_rating: int
    visit_within_m: float
    limits: Limits
    floor_m: float | None
    candidates: int
    seed: int | None

    @property
    def target_m(self) -> float:
        """The nominal distance times the prevention factor."""
        return self.nominal_m * self.factor


def _floor_m(event: dict[str, Any], shape: str, limits: dict[str, Any]) -> float | None:
    """Give how wide every road has to be for the field, by the table of widths and fields.

    4 m, 6 m by the rules of CAA; with stated waves also what lets each of them clear the start in 15 minutes
    at 50 runners a minute for each metre of a line of 0.7 of the road.
    """
    known = {"world-athletics": 4.0, "usatf": 4.0, "community": 4.0, "caa": 6.0}
    least_m = known.get(event.get("rules", "world-athletics"))
    if "runners" not in event or "min_width_m" in limits or least_m is None:
        return None
    if "waves" not in event:
        return least_m
    for_waves_m = float(event["runners"]) / (float(event["waves"]) * 15 * 50 * 0.7)
    return max(least_m, 2 * for_waves_m if shape == "out-and-back" else for_waves_m)


def _stop(value: Any) -> Stop | None:
    if value is None or isinstance(value, str):
        return value
    return float(value[0]), float(value[1])


def _stops(values: list[Any]) -> tuple[Stop, ...]:
    return tuple(stop for stop in map(_stop, values) if stop is not None)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def read_wanted(path: Path) -> Wanted:
    """Read the brief at `path`."""
    brief = tomllib.loads(path.read_text(encoding="utf-8"))
    event, region, course = brief["event"], brief["region"], brief.get("course", {})
    limits, search = brief.get("limits", {}), brief.get("search", {})
    distance = event["distance"]
    avoid = _listed(course.get("avoid", []))
    files = [name for name in avoid if name.lower().endswith((".geojson", ".json"))]
    keep = _listed(course.get("keep", []))
    tracks = [name for name in keep if name.lower().endswith(".gpx")]
    return Wanted(
        nominal_m=_NOMINAL_M[distance] if isinstance(distance, str) else float(distance),
        factor=event.get("prevention_factor", 1.001),
        osm=tuple(path.parent / name for name in region["osm"]),
        places=tuple(path.parent / name for name in region.get("places", [])),
        shape=course.get("shape", "loop"),
        laps=course.get("laps", 1),
        max_self_crossings=limits.get("max_self_crossings"),
        lead_in_m=float(course.get("lead_in_m", 0)),
        start=_stop(course.get("start")),
        finish=_stop(course.get("finish")),
        visit=_stops(course.get("visit", [])),
        avoid_names=tuple(name for name in avoid if name not in files),
        avoid_files=tuple(path.parent / name for name in files),
        keep_names=tuple(name for name in keep if name not in tracks),
        keep_files=tuple(path.parent / name for name in tracks),
        villages=course.get("villages", 0),
        scenic=course.get("scenic", 0),
        scenic_rating=rating_of(course.get("scenic_rating")) or 0,
        visit_within_m=float(course.get("visit_within_m", 300)),
        limits=Limits(
            limits.get("min_width_m"),
            limits.get("max_repeated"),
            limits.get("max_unpaved"),
            limits.get("min_motor_free"),
            limits.get("max_tunnel_m"),
        ),
        floor_m=_floor_m(event, course.get("shape", "loop"), limits),
        candidates=search.get("candidates", 6),
        seed=search.get("seed"),
    )
