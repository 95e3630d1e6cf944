"""Places on the map: settlements, scenic spots, and what serves runners."""

from __future__ import annotations

import numpy as np

from make.chance import Chance
from make.curves import Point, SegmentIndex, distance, resampled
from make.names import SPOTS
from make.osmfile import OsmFile
from make.parks import Parks
from make.roads import ValleyRoads
from make.settlements import Home
from make.terrain import Cone, Terrain
from make.valley import Valley, inside

__all__ = ["put_places"]

Tags = dict[str, str]
_POPULATION = {"city": "86000", "town": "9800", "village": "1200", "hamlet": "260"}
_FOOD = (
    ("酸汤鱼馆", "Sour Fish House"),
    ("羊肉粉店", "Lamb Noodle Shop"),
    ("布依农家菜", "Buyi Farm Kitchen"),
    ("江边茶馆", "Riverside Teahouse"),
)


def named(zh: str, en: str, **tags: str) -> Tags:
    """Give tags with a name in Chinese and English."""
    return {"name": zh, "name:zh": zh, "name:en": en, **tags}


def _tags(text: str) -> Tags:
    pairs = [pair.rpartition("=") for pair in text.split(";")]
    return {key: value for key, _, value in pairs}


class _Beside:
    """Finds a place for a thing beside the nearest road."""

    def __init__(self, roads: SegmentIndex) -> None:
        self._roads = roads

    def __call__(self, p: Point, off_m: float = 14.0) -> Point:
        found = self._roads.nearest(p, 700.0)
        if found is None or found[0] <= off_m:
            return p
        share = off_m / found[0]
        return found[1][0] + (p[0] - found[1][0]) * share, found[1][1] + (p[1] - found[1][1]) * share


def put_places(
    osm: OsmFile,
    valley: Valley,
    roads: ValleyRoads,
    homes: list[Home],
    parks: Parks,
    network: SegmentIndex,
    terrain: Terrain,
) -> None:
    """Put all places into the file.

    Parameters
    ----------
    osm : OsmFile
    valley, roads, homes, parks, terrain
        The region.
    network : SegmentIndex
        Roads that can be run, to put things beside.
    """
    beside = _Beside(network)
    osm.point(
        valley.place(11_000.0, 300.0),
        named("云岭谷(虚构)", "Yunling Valley (invented)", place="region", note="invented"),
    )
    for home in homes:
        population = _POPULATION[home.what.kind]
        osm.point(
            home.at,
            named(home.what.zh, home.what.en, place=home.what.kind, population=population, note="invented"),
        )
    _scenic(osm, valley, parks, beside)
    _services(osm, homes, beside)
    _riverside(osm, roads)
    _peaks(osm, terrain, terrain.cones)


def _scenic(osm: OsmFile, valley: Valley, parks: Parks, beside: _Beside) -> None:
    for spot in SPOTS:
        tags = named(spot.zh, spot.en, **_tags(spot.tags))
        if spot.shape == "node":
            osm.point(beside(valley.place(spot.s, valley.river_t(spot.s) + spot.off)), tags)
        elif spot.shape == "way":
            osm.way(parks.forest, tags, own_nodes=True)
        else:
            outer, inner = (
                osm.way(parks.lake, {}, own_nodes=True),
                osm.way(parks.island, {"natural": "wood"}, own_nodes=True),
            )
            osm.relation([(outer, "outer"), (inner, "inner")], tags)
    square = named("体育场广场", "Stadium Square", place="square", tourism="attraction")
    osm.way(parks.square, square, own_nodes=True)
    osm.way(
        parks.stadium,
        named("云岭体育场", "Yunling Stadium", leisure="stadium", sport="athletics"),
        own_nodes=True,
    )
    osm.point(valley.place(10_900.0, -1_420.0), named("云岭站", "Yunling Station", railway="station"))


def _services(osm: OsmFile, homes: list[Home], beside: _Beside) -> None:
    """Put stays, food and care beside the streets of each settlement."""
    chance = Chance("services")
    for home in homes:
        reach = 0.6 * home.what.reach_m
        for tags in [*_stays(home, chance), *_meals(home, chance), *_care(home, chance)]:
            x, y = (middle + chance.between(-reach, reach) for middle in home.at)
            p = beside((x, y))
            osm.point((p[0] + chance.between(-3.0, 3.0), p[1] + chance.between(-3.0, 3.0)), tags)


def _stays(home: Home, chance: Chance) -> list[Tags]:
    zh, en, kind = home.what.zh, home.what.en, home.what.kind
    if kind == "village":
        guest_house = named(f"{zh}民宿", f"{en} Guest House", tourism="guest_house")
        return [guest_house] if chance.happens(0.6) else []
    count = {"city": 7, "town": 3}.get(kind, 0)
    return [named(f"{zh}宾馆{k}", f"{en} Hotel {k}", tourism="hotel") for k in range(1, count + 1)]


def _meals(home: Home, chance: Chance) -> list[Tags]:
    meals = []
    for _ in range({"city": 12, "town": 4, "village": 1}.get(home.what.kind, 0)):
        zh, en = chance.one_of(_FOOD)
        kind = chance.one_of(("restaurant", "restaurant", "cafe"))
        meals.append(named(home.what.zh + zh, f"{home.what.en} {en}", amenity=kind))
    return meals


def _care(home: Home, chance: Chance) -> list[Tags]:
    zh, en, kind = home.what.zh, home.what.en, home.what.kind
    care: list[Tags] = [{"amenity": "toilets", "fee": "no"}] * {"city": 6, "town": 2, "village": 1}.get(
        kind, 0
    )
    if kind == "city":
        care.append(named("云岭县人民医院", "Yunling County Hospital", amenity="hospital", emergency="yes"))
        care.append(named("云岭中医院", "Yunling Hospital of Chinese Medicine", amenity="hospital"))
    if kind in {"city", "town"} or (kind == "village" and chance.happens(0.35)):
        care.append(named(f"{zh}卫生院", f"{en} Clinic", amenity="clinic"))
    if kind in {"city", "town"}:
        care.append({"emergency": "defibrillator", "indoor": "no"})
        care.append(named(f"{zh}超市", f"{en} Supermarket", shop="supermarket"))
    return care


def _riverside(osm: OsmFile, roads: ValleyRoads) -> None:
    chance = Chance("riverside")
    for name in ("C+", "C-"):
        for k, (x, y) in enumerate(resampled(roads.sides[name], 900.0)[1:-1]):
            p = (x + chance.between(6.0, 9.0), y + chance.between(6.0, 9.0))
            osm.point(
                p,
                [
                    {"amenity": "drinking_water"},
                    {"amenity": "toilets", "fee": "no"},
                    {"emergency": "defibrillator"},
                    {"amenity": "bench"},
                ][k % 4],
            )


def _peaks(osm: OsmFile, terrain: Terrain, cones: list[Cone]) -> None:
    """Name a few of the tallest cones, kept apart from each other."""
    words = ("云", "鹰", "笔架", "骆驼", "狮子", "象鼻", "仙女", "将军", "金钟", "玉兔", "睡佛", "独秀")
    english = (
        "Cloud",
        "Eagle",
        "Brush Rest",
        "Camel",
        "Lion",
        "Elephant",
        "Fairy",
        "General",
        "Bell",
        "Hare",
        "Sleeping Buddha",
        "Lone",
    )
    tall = sorted((cone for cone in cones if inside((cone[0], cone[1]), 300.0)), key=lambda cone: -cone[3])
    taken: list[Cone] = []
    for cone in tall:
        if len(taken) < len(words) and all(distance(cone[:2], other[:2]) > 2_200.0 for other in taken):
            taken.append(cone)
    names = {
        cone: named(f"{zh}峰", f"{en} Peak") for cone, zh, en in zip(taken, words, english, strict=False)
    }
    tops = terrain.heights(np.array([cone[0] for cone in tall]), np.array([cone[1] for cone in tall]))
    for cone, ele in zip(tall, tops, strict=True):
        osm.point(cone[:2], {**names.get(cone, {}), "natural": "peak", "ele": f"{ele:.0f}"})
