"""Reads a course back from the folder that a plan wrote it to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, Field, ValidationError

from courseplanner.base.errors import PlanFolderError, TrackError
from courseplanner.base.i18n import text
from courseplanner.measure.geometry.geodesy import chainages_m
from courseplanner.model.bicycle.calibration_stretch import CalibrationStretch
from courseplanner.model.course.course import Centreline, Closing, Course, Landmark, LandmarkKind, Leg
from courseplanner.model.course.planned_course import PlannedCourse
from courseplanner.model.course.reserve import AdjustAt, Reserve
from courseplanner.model.network.assumptions import is_paved_surface
from courseplanner.sources.tracks.tracks import read_track

__all__ = ["read_planned_course"]

_LARGEST = 500_000_000
_SAME_M = 0.01
_FIX = text("give the folder of a candidate, such as out/A, as courseplanner plan wrote it")


class _Restriction(BaseModel):
    shut_left_m: float
    shut_right_m: float
    marked_by: str | None


class _Divider(BaseModel):
    stated: bool | None


class _Leg(BaseModel):
    way: int | None
    name: str | None
    from_m: float
    to_m: float
    road_class: str = Field(alias="class")
    surface: str | None
    width_m: float
    width_from: str
    motor_free: bool | None
    restriction: _Restriction | None = None
    divider: _Divider | None = None

    def leg(self) -> Leg:
        shut = self.restriction
        return Leg(
            self.way or 0,
            self.name,
            self.from_m,
            self.to_m,
            self.road_class,
            self.surface,
            self.width_m,
            self.width_from,
            self.motor_free,
            unpaved=self.surface is not None and not is_paved_surface(self.surface),
            shut_left_m=0.0 if shut is None else shut.shut_left_m,
            shut_right_m=0.0 if shut is None else shut.shut_right_m,
            marked_by=None if shut is None else shut.marked_by,
            divider=None if self.divider is None else self.divider.stated,
            is_halved=self.divider is not None,
        )


class _Landmark(BaseModel):
    kind: LandmarkKind
    names: tuple[str, ...]
    at_m: float


class _Calibration(BaseModel):
    name: str | None
    road_class: str = Field(alias="class")
    surface: str | None
    start: tuple[float, float]
    end: tuple[float, float]
    length_m: float
    rise_m: float | None
    away_m: float


class _Reserve(BaseModel):
    at: AdjustAt
    name: str | None
    at_m: float
    position: tuple[float, float]
    add_m: float
    cut_m: float


class _Length(BaseModel):
    nominal_m: float = Field(gt=0.0)
    target_m: float = Field(gt=0.0)
    basis: str
    course_m: float
    uncertainty_m: float | None


class _Closing(BaseModel):
    method: str
    shift_m: float


class _Mark(BaseModel):
    kind: str
    at_m: float


class _Candidate(BaseModel):
    id: str
    length: _Length
    closing: _Closing
    legs: tuple[_Leg, ...] = Field(min_length=1)
    marks: tuple[_Mark, ...]
    landmarks: tuple[_Landmark, ...]
    calibration_courses: tuple[_Calibration, ...]
    reserves: tuple[_Reserve, ...] | None


def read_planned_course(folder: Path) -> PlannedCourse:
    """Read a candidate back from its folder, and from `candidates.json` beside that.

    Parameters
    ----------
    folder : Path
        Such as `out/A`.

    Raises
    ------
    PlanFolderError
        If something is missing or changed since the plan wrote it.
    """
    index = folder.resolve().parent / "candidates.json"
    document = _json(index)
    entry = _entry(document, folder, index)
    try:
        track = read_track(folder / "course.gpx")
    except TrackError as error:
        raise PlanFolderError(error.where, error.problem, _FIX) from None
    chainage_m = chainages_m(track.lon, track.lat)
    if abs(float(chainage_m[-1]) - entry.length.course_m) > _SAME_M:
        problem = text(
            "is {length:.2f} m long, and not {planned:.2f} m as planned",
            length=float(chainage_m[-1]),
            planned=entry.length.course_m,
        )
        raise PlanFolderError(str(folder / "course.gpx"), problem, text("plan it again"))
    heights_m = None if np.isnan(track.height_m).any() else track.height_m
    course = Course(
        track.lon,
        track.lat,
        chainage_m,
        tuple(leg.leg() for leg in entry.legs),
        tuple(mark.at_m for mark in entry.marks if mark.kind == "turnaround"),
        Closing(entry.closing.method, entry.closing.shift_m),
        heights_m,
        tuple(Landmark(one.kind, one.names, one.at_m) for one in entry.landmarks),
        centreline=_centreline(folder / "centreline.geojson"),
    )
    return PlannedCourse(
        track.name or str(text("Course {id}", id=entry.id)),
        course,
        entry.length.nominal_m,
        entry.length.target_m,
        entry.length.basis == "ground" and heights_m is not None,
        entry.length.uncertainty_m,
        any(mark.kind == "mile" for mark in entry.marks),
        tuple(CalibrationStretch(**one.model_dump()) for one in entry.calibration_courses),
        tuple(
            Reserve(one.at, one.name, one.at_m, *one.position, one.add_m, one.cut_m)
            for one in entry.reserves or ()
        ),
        _sources(document),
        folder,
    )


def _entry(document: Any, folder: Path, index: Path) -> _Candidate:
    candidates = document.get("candidates") if isinstance(document, dict) else None
    name = folder.resolve().name
    found = [
        one for one in (candidates if isinstance(candidates, list) else [])
        if isinstance(one, dict) and one.get("id") == name
    ]  # fmt: skip
    if not found:
        raise PlanFolderError(str(index), text("has no candidate {name}", name=name), _FIX)
    try:
        return _Candidate.model_validate(found[0])
    except ValidationError as error:
        place = ".".join(str(step) for step in error.errors()[0]["loc"])
        where = f"{index}, candidate {name}, {place}"
        raise PlanFolderError(
            where, text("is missing or of the wrong type"), text("plan it again with this version")
        ) from None


def _json(path: Path) -> Any:
    try:
        if path.stat().st_size > _LARGEST:
            raise PlanFolderError(str(path), text("is too large"), _FIX)
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PlanFolderError(str(path), text("there is no such file"), _FIX) from None
    except OSError as error:
        raise PlanFolderError(str(path), text("can't be read ({why})", why=error.strerror), _FIX) from None
    except (ValueError, RecursionError):
        raise PlanFolderError(str(path), text("is not JSON"), _FIX) from None


def _centreline(path: Path) -> Centreline:
    document = _json(path)
    try:
        (feature,) = document["features"]
        lon, lat = np.array(feature["geometry"]["coordinates"], dtype=np.float64).T.copy()
        at_m = np.array(feature["properties"]["at_m"], dtype=np.float64)
        length_m = float(feature["properties"]["length_m"])
    except (KeyError, TypeError, ValueError):
        lon = lat = at_m = np.empty(0)
        length_m = np.nan
    if len(at_m) < 2 or at_m.shape != lon.shape or not np.isfinite([*lon, *lat, *at_m, length_m]).all():
        raise PlanFolderError(str(path), text("is not the centreline of a course"), text("plan it again"))
    return Centreline(lon, lat, at_m, length_m)


def _sources(document: Any) -> tuple[str, ...]:
    """Name the sources of a plan with their licences, as far as the file tells them."""
    region = document.get("region")
    provenance = region.get("provenance") if isinstance(region, dict) else None
    named = []
    for one in provenance if isinstance(provenance, list) else []:
        if isinstance(one, dict) and isinstance(one.get("source"), str):
            licence = one.get("licence")
            named.append(one["source"] + (f" ({licence})" if isinstance(licence, str) else ""))
    return tuple(named)
