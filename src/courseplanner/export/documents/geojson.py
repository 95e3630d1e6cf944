"""Courses as GeoJSON (RFC 7946): all candidates on one map, and the roads under each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from courseplanner import __version__
from courseplanner.export.syntax.jsontext import metres, position, share
from courseplanner.model.course.candidate import Candidate

__all__ = ["centreline_geojson", "courses_geojson"]


def courses_geojson(candidates: Sequence[Candidate]) -> bytes:
    """Write the line of each candidate with its main figures, and its marks as points.

    One feature a line of text. All have `kind` (`course`, or the type of the mark) and `candidate`; names of
    figures are those of `candidates.json`. `length_m` is what is brought to `target_m`, on `basis`.
    """
    return _collection(feature for candidate in candidates for feature in _features(candidate))


def centreline_geojson(candidate: Candidate) -> bytes:
    """Write the middle of the roads under a course, with the chainage of the course alongside each point."""
    road = candidate.course.road
    line = [position(lon, lat) for lon, lat in zip(road.lon.tolist(), road.lat.tolist(), strict=True)]
    figures = {
        "id": candidate.id,
        "candidate": candidate.id,
        "kind": "centreline",
        "length_m": metres(road.length_m),
        "at_m": [metres(at_m) for at_m in road.chainage_m.tolist()],
    }
    return _collection([_feature("LineString", line, figures, candidate.id)])


def _collection(features: Iterable[dict[str, Any]]) -> bytes:
    head = f'{{"type": "FeatureCollection", "generator": "courseplanner {__version__}", "features": ['
    words = head + "\n" + ",\n".join(map(_compact, features)) + "\n]}\n"
    return words.encode("utf-8", errors="replace")


def _features(candidate: Candidate) -> Iterator[dict[str, Any]]:
    course = candidate.course
    line = [position(lon, lat) for lon, lat in zip(course.lon.tolist(), course.lat.tolist(), strict=True)]
    figures = {
        "id": candidate.id,
        "candidate": candidate.id,
        "kind": "course",
        "length_m": metres(candidate.planned_m),
        "basis": candidate.basis,
        "course_m": metres(course.course_m),
        "ground_m": None if candidate.ground_m is None else metres(candidate.ground_m),
        "target_m": round(candidate.target_m, 6),
        **{name: share(part) for name, part in asdict(candidate.shares).items()},
        "turns": int(candidate.turns),
        "separation_m": metres(candidate.separation_m),
        "visits": [visit.name for visit in candidate.visits],
    }
    yield _feature("LineString", line, figures, candidate.id)
    for mark in candidate.marks:
        what = {
            "candidate": candidate.id,
            "kind": mark.type,
            "type": mark.type,
            "name": mark.name,
            "at_m": metres(mark.at_m),
        }
        yield _feature("Point", position(mark.lon, mark.lat), what)


def _feature(
    kind: str, coordinates: list[Any], properties: dict[str, Any], id_: str | None = None
) -> dict[str, Any]:
    feature: dict[str, Any] = {"type": "Feature"}
    if id_ is not None:
        feature["id"] = id_
    return {**feature, "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def _compact(feature: dict[str, Any]) -> str:
    return json.dumps(feature, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
