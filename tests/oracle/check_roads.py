"""The roads under the line: connectedness, legs, hard limits, shares."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape as shape_of

from .case import Case
from .check_shape import repeats
from .roads import ON_ROAD_M
from .tags import (
    closed_to_races,
    fold,
    in_tunnel,
    may_have_sidewalks,
    motor_free_answers,
    never_routed,
    part_of_a_road,
    unpaved,
    widths,
)

__all__ = ["road_faults"]

SHARE = 0.01
LIMIT = 0.002
"""What sampling every two metres may miss."""
LONGEST_LINK_M = 61.0
MOST_NARROW = 0.03
"""Of a course on what is narrower than its field needs."""
TUNNEL_M = 1.0
"""Where on the written line a road ends is known so well at each portal."""

Tags = dict[str, str]


def road_faults(case: Case) -> Iterator[str]:
    """Judge the roads that a course runs on."""
    yield from _jumps(case)
    yield from _legs(case)
    yield from _forbidden(case)
    yield from _too_narrow_for_field(case)
    yield from _shares(case)
    yield from _avoided_areas(case)


def _stretches(case: Case, bad: list[bool]) -> Iterator[tuple[float, float]]:
    """Give the chainages of runs of bad steps."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], np.array(bad, dtype=int), [0]])))
    for first, last in edges.reshape(-1, 2).tolist():
        yield float(case.road_at_m[first]), float(case.road_at_m[last])


def _jumps(case: Case) -> Iterator[str]:
    for from_m, to_m in _stretches(case, [not segments for segments in case.matched]):
        yield f"roads: off every way, or a vertex left out, from {from_m:.1f} to {to_m:.1f} m"
    for i, (before, after) in enumerate(pairwise(case.matched), start=1):
        if before and after and not case.ground.roads.joined(before, after, case.road.xy[i]):
            yield f"roads: from one way to another without a junction at {case.road_at_m[i]:.1f} m"


def _legs(case: Case) -> Iterator[str]:
    legs = case.entry["legs"]
    if not legs:
        yield "legs: there are none"
        return
    ends = [0.0, *(leg["to_m"] for leg in legs)]
    for end, leg in zip(ends, legs, strict=False):
        if abs(leg["from_m"] - end) > 0.0011 or not leg["to_m"] > leg["from_m"]:
            yield f"legs: a gap, overlap or empty leg at {leg['from_m']} m"
    if abs(ends[-1] - case.line.length_m) > ON_ROAD_M + 0.01:
        yield f"legs: end at {ends[-1]}, the course at {case.line.length_m:.3f} m"
    yield from _legs_on_ways(case)
    tags_of: dict[int, Tags] = {}
    for way, tags in case.ground.roads.ways:
        tags_of.setdefault(way, tags)
    for leg in legs:
        if leg["way"] not in tags_of:
            yield f"legs: way {leg['way']} is not in the extract"
        else:
            yield from _leg_faults(leg, tags_of[leg["way"]])


def _legs_on_ways(case: Case) -> Iterator[str]:
    ways, way_of = case.ground.roads.ways, case.ground.roads.segment_way
    bad = [
        # A way of which the course cuts the corner is none of its legs.
        bool(segments)
        and long_m > 0.01
        and not {ways[way_of[s]][0] for s in segments} & {leg["way"] for leg in legs}
        for segments, legs, long_m in zip(case.matched, case.step_legs, np.diff(case.road_at_m), strict=True)
    ]
    for from_m, to_m in _stretches(case, bad):
        yield f"legs: not on the way of the leg from {from_m:.1f} to {to_m:.1f} m"


def _leg_faults(leg: dict[str, Any], tags: Tags) -> Iterator[str]:
    where = f"legs: way {leg['way']}"
    if leg["class"] != tags["highway"]:
        yield f"{where}: class {leg['class']!r}, tagged {tags['highway']!r}"
    if leg["surface"] != tags.get("surface"):
        yield f"{where}: surface {leg['surface']!r}, tagged {tags.get('surface')!r}"
    names: set[str | None] = {tags[key] for key in ("name", "name:zh", "name:en") if key in tags}
    # A road without a name may be called by its number, or not at all.
    if leg["name"] not in (names or {None, tags.get("ref")}):
        yield f"{where}: name {leg['name']!r}, tagged {names}"
    if leg["motor_free"] not in motor_free_answers(tags):
        yield f"{where}: motor_free {leg['motor_free']} against its tags"
    by_sidewalks = {"sidewalks": (2.0, 25.0)} if may_have_sidewalks(tags) else {}
    low, high = (widths(tags) | by_sidewalks).get(leg["width_from"], (np.inf, -np.inf))
    if leg["width_from"] != "user" and not low - 0.01 <= (leg["width_m"] or 0.0) <= high + 0.01:
        yield f"{where}: width {leg['width_m']} from {leg['width_from']} against its tags"


def _forbidden(case: Case) -> Iterator[str]:
    wanted = case.wanted
    avoided = {fold(name) for name in wanted.avoid_names}
    least = wanted.limits.min_width_m or 0.0

    def shut(tags: Tags) -> str:
        return f"access={tags['access']}" if closed_to_races(tags) else ""

    def narrow(tags: Tags) -> str:
        most = max(high for _, high in widths(tags).values())
        return f"{most} m wide, {least} m wanted" if most < least - 0.01 else ""

    def avoid(tags: Tags) -> str:
        names = {fold(tags[key]) for key in ("name", "name:zh", "name:en") if key in tags}
        return f"{tags.get('name')} is to be avoided" if names & avoided else ""

    tests: list[Callable[[Tags], str]] = [lambda tags: never_routed(tags) or "", shut, narrow, avoid]
    for test in tests:
        skipped = _by_sidewalks(case) if test is narrow else [False] * len(case.step_tags)
        words = [
            "" if tags is None or skip else test(tags)
            for tags, skip in zip(case.step_tags, skipped, strict=True)
        ]
        for from_m, to_m in _stretches(case, [bool(word) for word in words]):
            step = int(np.searchsorted(case.road_at_m, from_m, side="right")) - 1
            yield f"limits: {words[step]} from {from_m:.1f} to {to_m:.1f} m"


def _by_sidewalks(case: Case) -> list[bool]:
    """Tell the steps whose width is by what tags of the road do not say: where its sidewalks lie."""
    return [any(leg["width_from"] == "sidewalks" for leg in legs) for legs in case.step_legs]


def _too_narrow_for_field(case: Case) -> Iterator[str]:
    """Hold a course to the width that its field needs; a sidewalk may only join a path to the road."""
    floor_m = case.wanted.floor_m
    if floor_m is None:
        return

    def is_narrow(tags: Tags) -> bool:
        return bool(part_of_a_road(tags)) or max(high for _, high in widths(tags).values()) < floor_m - 0.01

    bad = [
        tags is not None and not skip and is_narrow(tags)
        for tags, skip in zip(case.step_tags, _by_sidewalks(case), strict=True)
    ]
    stretches = list(_stretches(case, bad))
    for from_m, to_m in stretches:
        if to_m - from_m > LONGEST_LINK_M:
            yield f"field: under {floor_m:.1f} m, or a sidewalk, from {from_m:.1f} to {to_m:.1f} m"
    share = sum(to_m - from_m for from_m, to_m in stretches) / case.line.length_m
    if share > MOST_NARROW:
        yield f"field: {share:.3f} under {floor_m:.1f} m, or on sidewalks"


def _shares(case: Case) -> Iterator[str]:
    own = _own_shares(case)
    for key, (low, high) in own.items():
        claimed = case.entry["shares"][key]
        if not low - SHARE <= claimed <= high + SHARE:
            yield f"shares: {key} = {claimed}, measured {low:.4f} to {high:.4f}"
    limits = case.wanted.limits
    if limits.max_repeated is not None and own["repeated"][0] > limits.max_repeated + LIMIT:
        yield f"limits: {own['repeated'][0]:.4f} repeated, {limits.max_repeated} allowed"
    if limits.max_unpaved is not None and own["unpaved"][0] > limits.max_unpaved + 1e-6:
        yield f"limits: {own['unpaved'][0]:.4f} unpaved, {limits.max_unpaved} allowed"
    if limits.min_motor_free is not None and own["motor_free"][1] < limits.min_motor_free - 1e-6:
        yield f"limits: {own['motor_free'][1]:.4f} free of motors, {limits.min_motor_free} wanted"
    tunnel_m = own["tunnel"][0] * case.line.length_m
    if limits.max_tunnel_m is not None and tunnel_m > limits.max_tunnel_m + TUNNEL_M:
        yield f"limits: {tunnel_m:.0f} m in tunnels, {limits.max_tunnel_m} allowed"


def _own_shares(case: Case) -> dict[str, tuple[float, float]]:
    known = [
        (tags, m) for tags, m in zip(case.step_tags, np.diff(case.road_at_m), strict=True) if tags is not None
    ]
    metres = np.array([m for _, m in known])

    def share(test: Callable[[Tags], bool]) -> float:
        return float(metres[[test(tags) for tags, _ in known]].sum()) / case.line.length_m

    def exact(test: Callable[[Tags], bool]) -> tuple[float, float]:
        return share(test), share(test)

    repeated = repeats(case)
    return {
        "repeated": (repeated, repeated),
        "unpaved": exact(unpaved),
        "tunnel": exact(in_tunnel),
        "surface_unknown": exact(lambda tags: "surface" not in tags),
        "width_unknown": (
            share(lambda tags: "tag" not in widths(tags)),
            share(lambda tags: set(widths(tags)) != {"tag"}),
        ),
        "motor_free": (
            share(lambda tags: motor_free_answers(tags) == {True}),
            share(lambda tags: True in motor_free_answers(tags)),
        ),
    }


def _avoided_areas(case: Case) -> Iterator[str]:
    for path in case.wanted.avoid_files:
        areas = json.loads(path.read_text(encoding="utf-8"))
        for feature in areas.get("features", [areas]):
            area = case.ground.plane.shape(shape_of(feature.get("geometry", feature)))
            inside = float(shapely.intersection(case.road.shape, area).length)
            if inside > 0.5:
                yield f"limits: {inside:.1f} m inside an area of {path.name} that is to be avoided"
