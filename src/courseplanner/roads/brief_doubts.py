"""What a brief names and comes to nothing in its region: said, though it is no error."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import shapely

from courseplanner.base.i18n import Text, text
from courseplanner.brief.check import is_area_file
from courseplanner.brief.problem import BriefProblem
from courseplanner.model.brief.brief import Brief
from courseplanner.model.region import Region
from courseplanner.roads.avoided_areas import AvoidedArea, read_areas, roads_touched, swapped

__all__ = ["brief_doubts"]

_MOST_NAMED = 3
"""Of so many areas each is named by itself, of more only how many there are."""
_BESIDE_DEG = 0.05
"""Places of a list may lie so far beside the roads, some 5 km, and still belong to the region."""


def brief_doubts(brief: Brief, region: Region) -> tuple[BriefProblem, ...]:
    """Tell which areas to avoid touch no road of the region, and which lists have no place in it.

    Parameters
    ----------
    brief : Brief
    region : Region
        The one that it means.

    Returns
    -------
    tuple of BriefProblem
        Courses can be planned all the same.

    Raises
    ------
    PlaceListError
        If a file of areas to avoid can't be read.
    """
    found: list[BriefProblem] = []
    for entry, avoided in enumerate(brief.course.avoid):
        if is_area_file(avoided):
            found += (
                BriefProblem("course", "avoid", entry, *words) for words in _of_file(Path(avoided), region)
            )
    for entry, file in enumerate(brief.region.places):
        found += (BriefProblem("region", "places", entry, *words) for words in _of_list(file, region))
    return tuple(found)


def _of_file(file: Path, region: Region) -> tuple[tuple[Text, Text], ...]:
    try:
        stat = file.stat()
    except OSError:
        return _of_areas(file, (0, 0), region)
    return _of_areas(file, (stat.st_mtime_ns, stat.st_size), region)


@lru_cache(maxsize=8)  # a form asks again at each letter that is typed into any of its fields
def _of_areas(file: Path, _stamp: tuple[int, int], region: Region) -> tuple[tuple[Text, Text], ...]:
    areas = read_areas(file)
    touching, _ = roads_touched(areas, region.roads)
    idle = [area for index, area in enumerate(areas) if index not in set(touching.tolist())]
    if len(idle) <= _MOST_NAMED:
        return tuple(_of_area(file, area, region) for area in idle)
    problem = text(
        "{file}: {idle} of its {all} areas touch no road of the region, the first is feature {number}",
        file=file.name,
        idle=len(idle),
        all=len(areas),
        number=idle[0].number,
    )
    return ((problem, _fix(idle[0], region)),)


def _of_area(file: Path, area: AvoidedArea, region: Region) -> tuple[Text, Text]:
    problem = text(
        "{file}, feature {number} touches no road of the region, so nothing is avoided there",
        file=file.name,
        number=area.number,
    )
    return problem, _fix(area, region)


def _fix(area: AvoidedArea, region: Region) -> Text:
    west, south, east, north = region.bbox
    box = shapely.box(west, south, east, north)
    if box.intersects(area.shape):
        return text("check that it is drawn in the right place")
    if box.intersects(swapped(area).shape):
        return text("its coordinates look swapped: write longitude first, [longitude, latitude]")
    return text(
        "the roads of the region lie between {west:.4f}, {south:.4f} and {east:.4f}, {north:.4f}",
        west=west,
        south=south,
        east=east,
        north=north,
    )


def _of_list(file: Path, region: Region) -> Iterator[tuple[Text, Text]]:
    west, south, east, north = region.bbox
    listed = [place for place in region.places if place.source.startswith(f"list:{file.name}:")]
    beside = [
        place
        for place in listed
        if not (
            west - _BESIDE_DEG <= place.lon <= east + _BESIDE_DEG
            and south - _BESIDE_DEG <= place.lat <= north + _BESIDE_DEG
        )
    ]
    if listed and len(beside) == len(listed):
        problem = text(
            "{file}: none of its {count} places lies in the region", file=file.name, count=len(listed)
        )
        yield problem, text("check that it is the list of this region, in WGS 84")
