"""Lengths, ends and marks: the written file against the brief and against the JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from .case import Case
from .gpx import Waypoint
from .line import gap_m

__all__ = ["length_faults"]

EXACT_M = 0.01
MILE_M = 1609.344
MARK_M = 0.0142
"""1 cm along and 1 cm off the line."""


def length_faults(case: Case) -> Iterator[str]:
    """Judge lengths, ends and marks."""
    yield from _lengths(case)
    yield from _ends(case)
    yield from _end_marks(case)
    yield from _kilometres(case)
    yield from _splits(case)
    yield from _boards(case)
    yield from _turnarounds(case)
    yield from _visit_marks(case)


def _off(what: str, claimed: float | None, own: float, slack: float) -> Iterator[str]:
    if claimed is None or not abs(claimed - own) <= slack:
        yield f"{what} = {claimed}, measured {own:.4f}"


def _lengths(case: Case) -> Iterator[str]:
    length, wanted, line = case.entry["length"], case.wanted, case.line
    yield from _off("length: nominal_m", length["nominal_m"], wanted.nominal_m, 1e-6)
    yield from _off("length: target_m", length["target_m"], wanted.target_m, 0.001)
    yield from _off("length: course_m", length["course_m"], line.length_m, 0.005)
    yield from _off("length: centreline_m", length["centreline_m"], case.road.length_m, 0.005)
    own = line.length_m
    heights = case.written.heights_m
    if heights is not None and len(heights) == len(line.lon):
        ground = line.ground_m(heights)
        own = ground if length["basis"] == "ground" else own
        yield from _off("length: ground_m", length["ground_m"], ground, 0.005)
    elif length["basis"] == "ground" or length["ground_m"] is not None:
        yield "length: ground_m without a height at every point"
    if not abs(own - wanted.target_m) <= EXACT_M:
        yield f"length: {own:.4f} m written, {wanted.target_m:.4f} m wanted"


def _ends(case: Case) -> Iterator[str]:
    line = case.line
    for key, i in (("start", 0), ("finish", -1)):
        claimed, own = case.entry[key], (line.lon[i], line.lat[i])
        if max(abs(claimed[0] - own[0]), abs(claimed[1] - own[1])) > 1.01e-7:
            yield f"ends: {key} = {claimed}, written {own}"
    own_m = gap_m((line.lon[0], line.lat[0]), (line.lon[-1], line.lat[-1]))
    yield from _off("ends: separation_m", case.entry["separation_m"], own_m, 0.1)


def _marks(case: Case, kind: str) -> list[Waypoint]:
    return [mark for mark in case.written.waypoints if mark.type == kind]


def _mark_off_m(case: Case, mark: Waypoint, at_m: float) -> float:
    return gap_m((mark.lon, mark.lat), case.line.at(at_m))


def _end_marks(case: Case) -> Iterator[str]:
    for kind, at_m in (("start", 0.0), ("finish", case.line.length_m)):
        marks = _marks(case, kind)
        if len(marks) != 1:
            yield f"marks: {len(marks)} of type {kind}"
        elif _mark_off_m(case, marks[0], at_m) > MARK_M:
            yield f"marks: {kind} lies {_mark_off_m(case, marks[0], at_m):.3f} m off"


def _kilometres(case: Case) -> Iterator[str]:
    marks = {}
    for mark in _marks(case, "km"):
        number = re.search(r"\d+", mark.name)
        if number is None or int(number[0]) in marks:
            yield f"marks: kilometre {mark.name!r} has no number of its own"
        else:
            marks[int(number[0])] = mark
    needed = set(_kilometres_before_finish(case))
    if set(marks) != needed:
        yield f"marks: kilometres {sorted(set(marks) ^ needed)} are missing or too many"
    for k in sorted(set(marks) & needed):
        off_m = _mark_off_m(case, marks[k], case.painted_m(1000.0 * k))
        if off_m > MARK_M:
            yield f"marks: kilometre {k} lies {off_m:.3f} m off"


def _kilometres_before_finish(case: Case) -> range:
    return range(1, int(np.ceil(case.wanted.nominal_m / 1000.0 - 1e-9)))


def _splits(case: Case) -> Iterator[str]:
    """Judge the table of marks: all there, and each on the line where it says."""
    splits = case.entry.get("marks")  # an addition to the contract
    if splits is None:
        return
    for split in splits:
        off_m = gap_m(tuple(split["position"]), case.line.at(split["at_m"]))
        if off_m > MARK_M:
            yield f"marks: {split['name']!r} of the table lies {off_m:.3f} m off"
    at_m = [split["at_m"] for split in splits]
    if at_m != sorted(at_m) or at_m[0] != 0.0 or abs(at_m[-1] - case.line.length_m) > MARK_M:
        yield "marks: the table is out of order, or does not go from start to finish"
    yield from _counts(case, splits)
    for split in splits:
        off_m = split["at_m"] - case.painted_m(split["nominal_m"])
        if not abs(off_m) <= EXACT_M:
            yield f"marks: {split['name']!r} counts {split['nominal_m']} m, {off_m:.3f} m off its place"


def _counts(case: Case, splits: list[dict[str, Any]]) -> Iterator[str]:
    """Judge what the boards of the table say."""
    wanted = [1000.0 * k for k in _kilometres_before_finish(case)]
    found = [split["nominal_m"] for split in splits if split["kind"] in ("km", "5km")]
    if found != wanted:
        yield f"marks: kilometres {found} in the table"
    if [split["nominal_m"] for split in splits if split["kind"] == "5km"] != [
        m for m in wanted if m % 5000.0 == 0.0
    ]:
        yield "marks: the table marks every fifth kilometre wrong"
    halves = [split["nominal_m"] for split in splits if split["kind"] == "halfway"]
    if len(halves) != 1 or abs(halves[0] - case.wanted.nominal_m / 2.0) > 1e-3:
        yield f"marks: halfway at {halves}"
    miles = [split["nominal_m"] for split in splits if split["kind"] == "mile"]
    if any(abs(mile_m - MILE_M * n) > 1e-3 for n, mile_m in enumerate(miles, 1)):
        yield f"marks: miles at {miles}"


def _boards(case: Case) -> Iterator[str]:
    """Judge boards and mats among the stations: they stand where the marks are painted."""
    stations = case.entry.get("stations") or ()
    boards_m = [one["at_m"] for one in stations if one["kind"] == "board"]
    for k, at_m in enumerate(boards_m, 1):
        if not abs(at_m - case.painted_m(1000.0 * k)) <= EXACT_M:
            yield f"stations: board {k} at {at_m} m, painted at {case.painted_m(1000.0 * k):.3f} m"
    mats_m = [one["at_m"] for one in stations if one["kind"] == "mat"]
    if not mats_m or any(one["given"] for one in stations if one["kind"] == "mat"):
        return
    for k in _kilometres_before_finish(case)[4::5]:
        painted_m = case.painted_m(1000.0 * k)
        if min(abs(at_m - painted_m) for at_m in mats_m) > EXACT_M:
            yield f"stations: no mat at kilometre {k}, painted at {painted_m:.3f} m"


def _turnarounds(case: Case) -> Iterator[str]:
    marks = [(mark.lon, mark.lat) for mark in _marks(case, "turnaround")]
    turns = [case.line.at(float(case.road_at_m[i])) for i in case.reversals]
    for i, turn in zip(case.reversals, turns, strict=True):
        if min((gap_m(turn, mark) for mark in marks), default=np.inf) > MARK_M:
            yield f"marks: no turnaround where the line turns back at {case.road_at_m[i]:.1f} m"
    for mark in marks:
        if min((gap_m(turn, mark) for turn in turns), default=np.inf) > MARK_M:
            yield f"marks: a turnaround at {mark} where the line does not turn back"


def _visit_marks(case: Case) -> Iterator[str]:
    for visit in case.entry["visits"]:
        marks = [mark for mark in _marks(case, "visit") if visit["name"] in mark.name]
        off = min((_mark_off_m(case, mark, visit["at_m"]) for mark in marks), default=np.inf)
        if off > visit["offset_m"] + 1.0 + _area_slack_m(case, visit["name"]):
            yield f"marks: no mark of the visit to {visit['name']!r} near {visit['at_m']} m"


def _area_slack_m(case: Case, name: str) -> float:
    # The mark of an area or line may lie anywhere in it.
    return max((float(spot.shape.length) for spot in case.ground.places.exactly(name)), default=0.0)
