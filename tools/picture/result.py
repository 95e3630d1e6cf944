"""Reads what a plan wrote: `candidates.json` and `courses.geojson`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseplanner.model.places.places import VILLAGES, PlaceKind

__all__ = ["Candidate", "Mark", "Visit", "read_candidates"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mark:
    """A kilometre mark: its number, and where it stands on the line, in WGS 84 degrees."""

    number: int
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Visit:
    """A place that a course passes.

    Parameters
    ----------
    name, kind : str
    rating : int or None
        1 (A) to 5 (5A); `None` where it is unrated.
    lon, lat : float
        The point of the course that is nearest to it, WGS 84 degrees.
    offset_m : float
        From that point to the place.
    """

    name: str
    kind: str
    rating: int | None
    lon: float
    lat: float
    offset_m: float


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """What is drawn of one course.

    Parameters
    ----------
    id : str
    lonlat : float64 (n, 2)
        The line, WGS 84 degrees.
    course_m : float
        Planned length.
    repeated, motor_free : float
        Shares of the length, 0 to 1.
    marks : tuple of Mark
    visits : tuple of Visit
        Villages and scenic spots, each name once, in the order of the course.
    """

    id: str
    lonlat: Floats
    course_m: float
    repeated: float
    motor_free: float
    marks: tuple[Mark, ...]
    visits: tuple[Visit, ...]

    @property
    def villages(self) -> tuple[Visit, ...]:
        """The villages that it passes."""
        return tuple(visit for visit in self.visits if visit.kind in VILLAGES)

    @property
    def spots(self) -> tuple[Visit, ...]:
        """The scenic spots that it passes."""
        return tuple(visit for visit in self.visits if visit.kind == PlaceKind.SCENIC)


def read_candidates(folder: Path) -> list[Candidate]:
    """Read the candidates of a plan, best first.

    Parameters
    ----------
    folder : Path
        What `courseplanner plan` wrote.

    Raises
    ------
    OSError
        If a file is missing.
    KeyError, ValueError
        If it is not what `courseplanner plan` writes.
    """
    table = json.loads((folder / "candidates.json").read_text(encoding="utf-8"))
    features = json.loads((folder / "courses.geojson").read_text(encoding="utf-8"))["features"]
    lines = {
        feature["id"]: feature["geometry"]["coordinates"]
        for feature in features
        if feature["geometry"]["type"] == "LineString"
    }
    return [_candidate(entry, lines[entry["id"]], features) for entry in table["candidates"]]


def _candidate(entry: dict[str, Any], line: list[list[float]], features: list[dict[str, Any]]) -> Candidate:
    marks, beside = [], {}
    for feature in features:
        what = feature["properties"]
        if what.get("candidate") != entry["id"] or feature["geometry"]["type"] != "Point":
            continue
        lon, lat = feature["geometry"]["coordinates"][:2]
        if what["type"] == "km":
            marks.append(Mark(round(what["at_m"] / 1000), lon, lat))
        elif what["type"] == "visit":
            beside[what["name"], what["at_m"]] = (lon, lat)
    return Candidate(
        id=entry["id"],
        lonlat=np.array(line, dtype=np.float64)[:, :2],
        course_m=entry["length"]["course_m"],
        repeated=entry["shares"]["repeated"],
        motor_free=entry["shares"]["motor_free"],
        marks=tuple(marks),
        visits=_visits(entry["visits"], beside),
    )


def _visits(
    entries: list[dict[str, Any]], beside: dict[tuple[str, float], tuple[float, float]]
) -> tuple[Visit, ...]:
    wanted = {*VILLAGES, PlaceKind.SCENIC}
    found: dict[tuple[str, bool], Visit] = {}
    for entry in entries:
        place = beside.get((entry["name"], entry["at_m"]))
        if entry["kind"] not in wanted or place is None:
            continue
        visit = Visit(entry["name"], entry["kind"], entry["rating"], *place, entry["offset_m"])
        found.setdefault((visit.name, visit.kind == PlaceKind.SCENIC), visit)
    return tuple(found.values())
