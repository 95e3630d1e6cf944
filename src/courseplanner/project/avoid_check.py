"""Finds what a brief avoids and the region does not have, or no file of areas holds."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import Text
from courseplanner.brief.check import is_area_file
from courseplanner.brief.problem import BriefProblem
from courseplanner.model.brief.brief import Brief
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.region import Region
from courseplanner.roads.avoided_areas import read_areas
from courseplanner.roads.road_names import ways_called

__all__ = ["avoid_problems"]


def avoid_problems(brief: Brief, region: Region) -> tuple[BriefProblem, ...]:
    """Judge what a brief avoids.

    Parameters
    ----------
    brief : Brief
    region : Region
        The one that it means.

    Returns
    -------
    tuple of BriefProblem
        One for each name that no road bears, and each file that is none of polygons.
    """
    found = []
    for entry, avoided in enumerate(brief.course.avoid):
        if is_area_file(avoided):
            trouble = _trouble_with_file(Path(avoided), _stamp(Path(avoided)))
        else:
            trouble = _trouble_with_name(avoided, region.roads)
        if trouble is not None:
            found.append(BriefProblem("course", "avoid", entry, *trouble))
    return tuple(found)


def _stamp(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=8)  # a form asks again at each letter that is typed into any of its fields
def _trouble_with_file(file: Path, _stamp: tuple[int, int]) -> tuple[Text, Text] | None:
    try:
        read_areas(file)
    except InputError as error:
        place = error.where.removeprefix(str(file)).lstrip(", ")
        return Text("{place}: {problem}", {"place": place or file.name, "problem": error.problem}), error.fix
    return None


@lru_cache(maxsize=32)
def _trouble_with_name(name: str, roads: RoadNetwork) -> tuple[Text, Text] | None:
    try:
        ways_called(roads, name, "")
    except InputError as error:
        return error.problem, error.fix
    return None
