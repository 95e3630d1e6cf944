"""What the tags of a road say, value by value; a missing tag stays unknown."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from courseplanner.model.network.roads import UNKNOWN, Access, RoadClass, RoadPart, Tri

__all__ = ["ROAD_KEYS", "RoadTags", "parse_lanes", "parse_width_m", "road_tags", "square_tags"]

ROAD_KEYS = (
    "highway",
    "surface",
    "access",
    "tracktype",
    "oneway",
    "width",
    "est_width",
    "foot",
    "bicycle",
    "lanes",
    "bridge",
    "layer",
    "tunnel",
    "junction",
    "motor_vehicle",
    "area",
    "motorroad",
    "footway",
    "cycleway",
    "path",
    "is_sidepath",
    "is_sidepath:of",
    "cycleway:left:separation",
    "cycleway:right:separation",
    "cycleway:both:separation",
)
"""The keys that `road_tags` looks at, the commonest first."""

_SEPARATION_KEYS = tuple(key for key in ROAD_KEYS if key.endswith(":separation"))

NARROWEST_M = 0.0
WIDEST_M = 100.0
_LAYERS = range(-20, 21)
_MOST_LANES = 100

_CLASSES = {road_class.name: road_class for road_class in RoadClass}
_FOR_WALKERS_OR_RIDERS = frozenset(
    {RoadClass.footway, RoadClass.cycleway, RoadClass.pedestrian, RoadClass.path, RoadClass.bridleway}
)
_UNTOLD = frozenset({RoadClass.track, RoadClass.road})
_MOTORS_LET_IN = frozenset({"yes", "designated", "destination"})

# Things a car doesn't drive over; painted lines, studs and low bumps are none.
_BARRIERS = frozenset(
    {
        "kerb",
        "separation_kerb",
        "bollard",
        "flex_post",
        "vertical_panel",
        "delineator",
        "planter",
        "fence",
        "railing",
        "wall",
        "jersey_barrier",
        "guard_rail",
        "hedge",
        "grass_verge",
        "tree_row",
        "ditch",
        "barrier",
    }
)

_ACCESS = {
    "private": Access.closed,
    "no": Access.closed,
    "yes": Access.open,
    "permissive": Access.open,
    "designated": Access.open,
    "public": Access.open,
    "destination": Access.limited,
    "customers": Access.limited,
    "customer": Access.limited,
    "permit": Access.limited,
    "delivery": Access.limited,
    "agricultural": Access.limited,
    "forestry": Access.limited,
    "agricultural;forestry": Access.limited,
    "residents": Access.limited,
    "employees": Access.limited,
    "students": Access.limited,
    "members": Access.limited,
    "visitors": Access.limited,
    "official": Access.limited,
    "military": Access.limited,
    "emergency": Access.limited,
    "discouraged": Access.limited,
    "restricted": Access.limited,
}

_PART_KEYS = ("footway", "path", "cycleway")
_CROSSING_WORDS = frozenset({"crossing", "traffic_island"})
_SIDEWALK_WORDS = frozenset({"sidewalk", "sidepath"})

_ONEWAY = {
    "yes": Tri.yes,
    "true": Tri.yes,
    "1": Tri.yes,
    "-1": Tri.yes,
    "reverse": Tri.yes,
    "reversible": Tri.yes,
    "alternating": Tri.yes,
    "no": Tri.no,
    "false": Tri.no,
    "0": Tri.no,
}

# A way through a house is over in some 12 m (median of the extracts) and is often the sight itself, an old
# gate; a culvert is that of the water below, tagged on the road by mistake. A gallery against avalanches
# (`avalanche_protector`) is a tunnel: the mountain on one side, a roof above, and no way in but its ends.
_NO_TUNNELS = frozenset({"building_passage", "passage", "culvert", "flooded"})

_FOOT_M = 0.3048
_UNITS_M = {
    "": 1.0,
    "m": 1.0,
    "meter": 1.0,
    "meters": 1.0,
    "metre": 1.0,
    "metres": 1.0,
    "米": 1.0,
    "cm": 0.01,
    "ft": _FOOT_M,
    "feet": _FOOT_M,
    "foot": _FOOT_M,
    "'": _FOOT_M,
    "in": _FOOT_M / 12,
    '"': _FOOT_M / 12,
}
_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS_M, key=len, reverse=True))
_ONE_WIDTH = re.compile(rf"(?:~|ca\.?|approx\.?)?\s*({_NUMBER})\s*({_UNIT})")
_FEET_AND_INCHES = re.compile(rf"(\d+)\s*(?:'|ft|feet)\s*({_NUMBER})\s*(?:\"|''|in|inches)")
_BETWEEN_WIDTHS = re.compile(r"\s*[-–;]\s*")


@dataclass(frozen=True, slots=True)
class RoadTags:
    """What one set of tags says about a road; codes as in `RoadNetwork`.

    Parameters
    ----------
    road_class : RoadClass
    surface : str or None
    width_m : float
        By `width`, else `est_width`. NaN where the tag is missing or refused.
    width_refused : bool
        Whether there is a width tag that can't be read or can't be true.
    lanes, tracktype, layer : int
    bridge, tunnel, motor_free, oneway : Tri
        A passage through a building is no tunnel.
    access : Access
    roundabout : bool
    part : RoadPart
        By tags alone: a way that keeps beside a road without being tagged so has none yet.
    keeps_own : bool
        Whether tags say that it is no part of a road, wherever it lies.
    shared : bool
        Whether it is made for walkers and riders both.
    square : bool
        Whether the way is the outline of an area that people cross, not a line that they follow.
    """

    road_class: RoadClass
    surface: str | None
    width_m: float
    width_refused: bool
    lanes: int
    tracktype: int
    layer: int
    bridge: Tri
    tunnel: Tri
    motor_free: Tri
    oneway: Tri
    access: Access
    roundabout: bool
    part: RoadPart = RoadPart.own
    keeps_own: bool = False
    shared: bool = False
    square: bool = False


def road_tags(tags: Mapping[str, str]) -> RoadTags | None:
    """Read the tags of a way.

    Parameters
    ----------
    tags : mapping of str to str
        Keys beyond `ROAD_KEYS` make no difference.

    Returns
    -------
    RoadTags or None
        `None` if the way is no road that a race could use: not of a class in
        `RoadClass`, a motor road, or an area.
    """
    road_class = _CLASSES.get(tags.get("highway") or "")
    if road_class is None or tags.get("motorroad") == "yes" or tags.get("area") == "yes":
        return None
    width = tags.get("width") or tags.get("est_width")
    width_m = parse_width_m(width) if width else math.nan
    return RoadTags(
        road_class=road_class,
        surface=tags.get("surface") or None,
        width_m=width_m,
        width_refused=bool(width) and math.isnan(width_m),
        lanes=parse_lanes(tags.get("lanes")),
        tracktype=_tracktype(tags.get("tracktype")),
        layer=_layer(tags.get("layer")),
        bridge=_yes_unless_no(tags.get("bridge")),
        tunnel=_tunnel(tags.get("tunnel")),
        motor_free=_motor_free(road_class, tags),
        oneway=_ONEWAY.get(tags.get("oneway") or "", Tri.unknown),
        access=_ACCESS.get(tags.get("access") or "", Access.unknown),
        roundabout=tags.get("junction") in {"roundabout", "circular"},
        part=_part(road_class, tags),
        keeps_own=tags.get("is_sidepath") == "no",
        shared=tags.get("foot") == tags.get("bicycle") == "designated",
    )


def square_tags(tags: Mapping[str, str]) -> RoadTags | None:
    """Read the tags of an area that people on foot may cross, like a market square.

    Returns
    -------
    RoadTags or None
        `None` if it is none, or closed.
    """
    if tags.get("area") != "yes":
        return None
    read = road_tags({key: value for key, value in tags.items() if key != "area"})
    return None if read is None or read.access is Access.closed else replace(read, square=True)


def parse_width_m(written: str) -> float:
    """Read a width, in metres unless it names another unit; of a range its lower end.

    Returns
    -------
    float
        NaN if it can't be read, or is not in (`NARROWEST_M`, `WIDEST_M`], for
        then it is a slip of the unit or of the keyboard.
    """
    plain = unicodedata.normalize("NFKC", written).casefold().replace("′", "'").replace("″", '"').strip()  # noqa: RUF001
    in_feet = _FEET_AND_INCHES.fullmatch(plain)
    if in_feet is not None:
        feet, inches = in_feet.groups()
        width_m = int(feet) * _FOOT_M + _number(inches) * _FOOT_M / 12
    else:
        width_m = _lowest_m(plain)
    return width_m if NARROWEST_M < width_m <= WIDEST_M else math.nan


def _lowest_m(plain: str) -> float:
    parts = [_ONE_WIDTH.fullmatch(part) for part in _BETWEEN_WIDTHS.split(plain)]
    read = [part.groups() for part in parts if part is not None]
    if len(read) != len(parts):
        return math.nan
    # "10-12 ft" names its unit once, at the end.
    last_unit = read[-1][1]
    return min(_number(number) * _UNITS_M[unit or last_unit] for number, unit in read)


def _number(written: str) -> float:
    return float(written.replace(",", "."))


def parse_lanes(written: str | None) -> int:
    """Read a number of lanes; of several the lowest; `UNKNOWN` if it is none."""
    try:
        lanes = [math.floor(float(part)) for part in (written or "").split(";")]
    except (ValueError, OverflowError):
        return UNKNOWN
    return min(lanes) if 1 <= min(lanes) <= _MOST_LANES else UNKNOWN


def _tracktype(written: str | None) -> int:
    grade = (written or "").removeprefix("grade")
    return int(grade) if grade in {"1", "2", "3", "4", "5"} else UNKNOWN


def _layer(written: str | None) -> int:
    try:
        layer = int(written or "0")
    except ValueError:
        return 0
    return layer if layer in _LAYERS else 0


def _part(road_class: RoadClass, tags: Mapping[str, str]) -> RoadPart:
    """Tell whether a way is tagged as a part of a road.

    `cycleway=track` on a way of its own says nothing: half of them have no road near.
    """
    if road_class not in _FOR_WALKERS_OR_RIDERS or tags.get("is_sidepath") == "no":
        return RoadPart.own
    said = {tags.get(key) for key in _PART_KEYS}
    if said & _CROSSING_WORDS:
        return RoadPart.crossing
    is_sidepath = tags.get("is_sidepath") == "yes" or bool(tags.get("is_sidepath:of"))
    return RoadPart.sidewalk if is_sidepath or said & _SIDEWALK_WORDS else RoadPart.own


def _yes_unless_no(written: str | None) -> Tri:
    if not written:
        return Tri.unknown
    return Tri.no if written == "no" else Tri.yes


def _tunnel(written: str | None) -> Tri:
    return Tri.no if written in _NO_TUNNELS else _yes_unless_no(written)


def _motor_free(road_class: RoadClass, tags: Mapping[str, str]) -> Tri:
    motors = tags.get("motor_vehicle")
    if _part(road_class, tags) is not RoadPart.own:
        return Tri.no
    if motors == "no" or any(tags.get(key) in _BARRIERS for key in _SEPARATION_KEYS):
        return Tri.yes
    if road_class in _FOR_WALKERS_OR_RIDERS:
        return Tri.no if motors in _MOTORS_LET_IN else Tri.yes
    if road_class in _UNTOLD and not motors:
        return Tri.unknown
    return Tri.no
