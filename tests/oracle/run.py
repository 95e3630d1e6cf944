"""Judges a whole run: the folder that `plan` wrote, against its brief."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from .brief import Wanted, read_wanted
from .case import Case, CutNetwork
from .check_corridor import corridor_faults
from .check_crossings import crossing_faults
from .check_keep import keep_faults
from .check_length import length_faults
from .check_roads import road_faults
from .check_shape import shape_faults
from .check_visits import visit_faults
from .gpx import Written, geojson_faults, read_gpx, read_road
from .line import Plane, shared_share
from .lists import read_list
from .osm import read_extract
from .places import Places
from .roads import Roads
from .structure import form_faults, read_answer

__all__ = ["MAX_SHARED", "judge_empty_run", "judge_run"]

MAX_SHARED = 0.70
CHECKS = (
    length_faults,
    corridor_faults,
    shape_faults,
    road_faults,
    visit_faults,
    keep_faults,
    crossing_faults,
)


def judge_run(brief: Path, folder: Path, *, max_shared: float = MAX_SHARED) -> list[str]:
    """Judge what `plan` wrote where it found courses.

    Parameters
    ----------
    brief : Path
    folder : Path
        The DIR of `plan`.
    max_shared : float
        No two candidates may share more.

    Returns
    -------
    list of str
        Faults, `A: topic: words`, or `run: topic: words` where they concern the run; empty
        where all is well.
    """
    wanted = read_wanted(brief)
    try:
        answer = read_answer(folder)
    except (OSError, ValueError) as error:
        return [f"run: form: candidates.json can't be read: {error}"]
    faults = form_faults(answer)
    if faults:
        return [f"run: {fault}" for fault in faults]
    return _judge(wanted, answer, folder, max_shared)


def judge_empty_run(folder: Path) -> list[str]:
    """Judge what `plan` wrote where no course fits (exit 3): `candidates.json` alone, with reasons."""
    try:
        answer = read_answer(folder)
    except (OSError, ValueError) as error:
        return [f"run: form: candidates.json can't be read: {error}"]
    faults = form_faults(answer)
    if not faults and answer["candidates"]:
        faults.append("form: there are candidates")
    if not faults and not answer["unmet"]:
        faults.append("unmet: no requirement is named")
    others = sorted(path.name for path in folder.iterdir() if path.name != "candidates.json")
    if others:
        faults.append(f"files: {others} beside candidates.json")
    return [f"run: {fault}" for fault in faults]


def _judge(wanted: Wanted, answer: dict[str, Any], folder: Path, max_shared: float) -> list[str]:
    faults = [f"run: {fault}" for fault in _run_faults(wanted, answer, folder)]
    written: dict[str, Written] = {}
    for entry in answer["candidates"]:
        track, gpx_faults = read_gpx(folder / entry["files"]["gpx"])
        faults += [f"{entry['id']}: {fault}" for fault in gpx_faults]
        if track is not None:
            road = entry["files"].get("centreline")
            written[entry["id"]] = track if road is None else replace(track, road=read_road(folder / road))
    faults += [f"run: {fault}" for fault in geojson_faults(folder / "courses.geojson", written)]
    ground = _ground(wanted)
    cases = [
        Case(entry, written[entry["id"]], ground) for entry in answer["candidates"] if entry["id"] in written
    ]
    for case in cases:
        faults += [f"{case.entry['id']}: {fault}" for check in CHECKS for fault in check(case)]
    return faults + [f"run: {fault}" for fault in _shared_faults(cases, max_shared)]


def _ground(wanted: Wanted) -> CutNetwork:
    return CutNetwork(wanted, *_world(tuple(wanted.osm), tuple(wanted.places)))


@lru_cache(maxsize=1)
def _world(osm: tuple[Path, ...], lists: tuple[Path, ...]) -> tuple[Plane, Roads, Places]:
    """Read what many runs in one region share."""
    extract = read_extract(osm)
    middle = np.median(np.array(list(extract.nodes.values())), axis=0)
    plane = Plane(*middle)
    things = [thing for path in lists for thing in read_list(path)] + extract.things
    return plane, Roads(extract, plane), Places(things, plane)


def _run_faults(wanted: Wanted, answer: dict[str, Any], folder: Path) -> Iterator[str]:
    ids = [entry["id"] for entry in answer["candidates"]]
    if ids != [_letters(i) for i in range(len(ids))]:
        yield f"form: ids {ids}"
    if wanted.seed is not None and answer["seed"] != wanted.seed:
        yield f"form: seed {answer['seed']}, the brief says {wanted.seed}"
    folders = sorted(path.name for path in folder.iterdir() if re.fullmatch("[A-Z]{1,2}", path.name))
    if folders != sorted(ids):
        yield f"files: folders {folders} for candidates {ids}"
    for entry in answer["candidates"]:
        if entry["files"]["gpx"] != f"{entry['id']}/course.gpx":
            yield f"files: gpx of {entry['id']} is {entry['files']['gpx']}"
        missing = [name for name in entry["files"].values() if name and not (folder / name).is_file()]
        if missing:
            yield f"files: {missing} are named and missing"
    yield from _unmet_faults(wanted, answer)
    sums = {source["sha256"] for source in answer["region"]["provenance"]}
    for path in (*wanted.osm, *wanted.places):
        if hashlib.sha256(path.read_bytes()).hexdigest() not in sums:
            yield f"provenance: {path.name} is missing or its sum is wrong"


def _unmet_faults(wanted: Wanted, answer: dict[str, Any]) -> Iterator[str]:
    found = len(answer["candidates"])
    if found > wanted.candidates or found == 0:
        yield f"form: {found} candidates, {wanted.candidates} asked"
    told = [(u["asked"], u["reached"]) for u in answer["unmet"] if u["requirement"] == "candidates"]
    if told != ([(wanted.candidates, found)] if found < wanted.candidates else []):
        yield f"unmet: {found} of {wanted.candidates} candidates, told {told}"


def _letters(index: int) -> str:
    first, last = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def _shared_faults(cases: list[Case], max_shared: float) -> Iterator[str]:
    for one, other in combinations(cases, 2):
        shared = shared_share(one.line, other.line)
        if shared > max_shared + 0.002:
            yield f"shared: {one.entry['id']} and {other.entry['id']} share {shared:.3f}"
