"""Places stations along a course: those that the brief gives, and what the rules still ask for."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from courseplanner.base.i18n import Text, text
from courseplanner.measure.along.landmarks import place_in_words
from courseplanner.measure.along.passages import Passages
from courseplanner.measure.geometry.geodesy import Plane, point_at
from courseplanner.model.course.course import Landmark, Leg
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.kilometrage import Kilometrage
from courseplanner.model.course.stations import (
    DefibrillatorMode,
    GivenStation,
    Station,
    StationKind,
    StationPlan,
    Unplaced,
)
from courseplanner.model.rulebook.rulebook import Rule, RuleSet
from courseplanner.rules.stations.response import Cover, Device, Response, mode_on_foot
from courseplanner.rules.stations.station_spots import Spots

__all__ = ["place_stations"]

_LATE_SPACING = 0.5
"""Care stands twice as dense in the last part of the course."""
_PASSED_WITHIN_M = 15.0
_SAME_PLACE_M = 30.0
_BESIDE_M = 10.0
_HALFWAY_FROM_M = 21_000.0
_BEFORE_FINISH_M = 500.0
"""A station nearer to the finish than this would stand in its way, where there is a choice."""
_CLOSEST_M = 50.0
"""Stations stand no closer than this, whatever a rule asks."""

_ACROSS = frozenset({StationKind.BOARD, StationKind.FINISH_BOARD, StationKind.MAT})
"""What stands at its chainage to the metre, and over the whole road."""
_ON_FOOT = (DefibrillatorMode.CARRIED, DefibrillatorMode.FETCHED)


def place_stations(
    rules: RuleSet,
    evidence: Evidence,
    landmarks: Sequence[Landmark] = (),
    turnarounds_m: Sequence[float] = (),
    given: Sequence[GivenStation] = (),
    within_m: float = 300.0,
) -> StationPlan:
    """Place the stations of a course.

    What the brief gives stands where it is given. Between those the planner adds what the rules of
    the set ask for, each where the road is wide, straight and easy to find, as near to the even
    spacing as that allows; a station that the course passes again serves both passages.

    Parameters
    ----------
    rules : RuleSet
        A kind whose rule does not hold is not placed, unless given.
    evidence : Evidence
        Of the course; its stations are not looked at.
    landmarks : sequence of Landmark
    turnarounds_m : sequence of float
        Where the course turns back: a timing mat stands there.
    given : sequence of GivenStation
    within_m : float
        A given place farther from the course than this is not on it.
    """
    held = {rule.id: rule for rule in rules.rules}
    site = _Site(evidence, Spots.of(evidence, landmarks), landmarks)
    for one in given:
        site.give(one, within_m)
    _water(site, held)
    _boards(site, held)
    _mats(site, held, turnarounds_m)
    _care(site, held)
    _toilets(site, held)
    return site.plan()


@dataclass(slots=True)
class _Site:
    """The course while stations are put on it."""

    evidence: Evidence
    spots: Spots
    landmarks: Sequence[Landmark]
    placed: list[Station] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def __post_init__(self) -> None:
        lon, lat = self.evidence.lon, self.evidence.lat
        self._plane = Plane(float(lon.mean()), float(lat.mean()))
        self._passages = Passages(*self._plane.xy(lon, lat), self.evidence.chainage_m)

    _plane: Plane = field(init=False)
    _passages: Passages = field(init=False)

    @property
    def end_m(self) -> float:
        return self.evidence.course_m

    @property
    def kilometrage(self) -> Kilometrage:
        return self.evidence.counted

    def _xy(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = self._plane.xy(np.array([lon]), np.array([lat]))
        return float(x[0]), float(y[0])

    def passes_m(self, kind: StationKind) -> list[float]:
        return sorted(at_m for one in self.placed if one.kind is kind for at_m in one.passes_m)

    def give(self, given: GivenStation, within_m: float) -> None:
        """Put a station where the brief wants it, or say that the course does not come by."""
        at_m = None if given.nominal_m is None else self.kilometrage.at_m(given.nominal_m)
        if given.lon is not None and given.lat is not None:
            at_m, offset_m = self._passages.nearest(*self._xy(given.lon, given.lat))
            if offset_m > within_m:
                self.unplaced.append(Unplaced(given, offset_m))
                return
        if at_m is not None:
            mode = None
            if given.kind is StationKind.DEFIBRILLATOR:
                mode = given.mode or _mode_of_given(self.evidence.defibrillator_mode)
            self.put(given.kind, at_m, given=True, mode=mode)

    def put(
        self, kind: StationKind, at_m: float, *, given: bool = False, mode: DefibrillatorMode | None = None
    ) -> None:
        """Put a station on the course; one of its kind that stands there already stays alone.

        A bicycle team rides away with its defibrillator, so that one on foot stands beside it.
        """
        is_bicycle = mode is DefibrillatorMode.BICYCLE
        alike = [one for one in self.placed if (one.mode is DefibrillatorMode.BICYCLE) == is_bicycle]
        if any(abs(m - at_m) < _BESIDE_M for one in alike if one.kind is kind for m in one.passes_m):
            return
        lon, lat = point_at(self.evidence.lon, self.evidence.lat, self.evidence.chainage_m, at_m)
        is_at_end = at_m < _BESIDE_M or at_m > self.end_m - _BESIDE_M
        leg = _leg_at(self.evidence.legs, at_m)
        self.placed.append(
            Station(
                kind,
                text(""),
                (at_m,) if kind in _ACROSS else self._all_passes(at_m, lon, lat),
                lon,
                lat,
                None if kind in _ACROSS or is_at_end else self.spots.side_at(at_m),
                None if leg is None else leg.open_width_m,
                None if leg is None else leg.width_from,
                place_in_words(self.landmarks, at_m),
                given,
                mode=mode,
            )
        )

    def _all_passes(self, at_m: float, lon: float, lat: float) -> tuple[float, ...]:
        if not (self.evidence.opposed or self.evidence.lapped):
            return (at_m,)
        others = self._passages.of(*self._xy(lon, lat), _PASSED_WITHIN_M)
        return tuple(sorted({at_m, *(one for one in others if abs(one - at_m) > _SAME_PLACE_M)}))

    def fill(self, kind: StationKind, spacing: Mapping[float, float], slack_m: float, room_m: float) -> None:
        """Add stations until none is farther from the next than the spacing and the slack.

        Parameters
        ----------
        kind : StationKind
        spacing : mapping of float to float
            From which chainage on which spacing holds.
        slack_m : float
            So much farther a station may be.
        room_m : float
            How far a station may move from the even spacing to a better spot.
        """
        at_m = 0.0
        while True:
            asked_m = next(step_m for from_m, step_m in reversed(list(spacing.items())) if at_m >= from_m)
            step_m = max(asked_m, _CLOSEST_M)
            farthest_m = slack_m + min(
                at_m + step_m,
                *(from_m + later_m for from_m, later_m in spacing.items() if from_m > at_m),
                math.inf,
            )
            ahead_m = [one for one in self.passes_m(kind) if at_m < one <= farthest_m]
            if ahead_m:
                at_m = max(ahead_m)
                continue
            if self.end_m <= farthest_m:
                return
            aim_m = min(self._aim_m(kind, at_m, step_m, farthest_m), farthest_m)
            last_m = min(aim_m + room_m, farthest_m, self.end_m - min(_BEFORE_FINISH_M, step_m / 2.0))
            first_m = min(max(aim_m - room_m, at_m + step_m / 2.0), last_m)
            at_m = self.spots.best_m(aim_m, first_m, last_m)
            self.put(kind, at_m)

    def _aim_m(self, kind: StationKind, at_m: float, step_m: float, farthest_m: float) -> float:
        """Give the even place for the next station: of water at a round kilometre, where people expect it."""
        if kind is StationKind.WATER:
            counted_m = self.kilometrage.nominal_at(at_m)
            return self.kilometrage.at_m(step_m * math.ceil((counted_m + step_m / 2.0) / step_m))
        next_m = min((one for one in self.passes_m(kind) if one > at_m), default=self.end_m)
        return at_m + (next_m - at_m) / math.ceil((next_m - at_m) / (farthest_m - at_m))

    def plan(self) -> StationPlan:
        """Give all stations in running order, named by kind and by the kilometre of the boards."""
        in_order = sorted(self.placed, key=lambda one: (one.at_m, list(StationKind).index(one.kind)))
        named = tuple(replace(one, name=_name(one, self.kilometrage, self.end_m)) for one in in_order)
        return StationPlan(named, tuple(self.unplaced))


_NAMES = {
    StationKind.WATER: text("Water"),
    StationKind.SPONGES: text("Sponges"),
    StationKind.MAT: text("Timing mat"),
    StationKind.MEDICAL: text("Medical post"),
    StationKind.DEFIBRILLATOR: text("Defibrillator"),
    StationKind.TOILETS: text("Toilets"),
}


def _name(station: Station, kilometrage: Kilometrage, end_m: float) -> Text:
    km = kilometrage.km_at(station.at_m)
    if station.kind is StationKind.BOARD:
        return text("{km:.4g} km", km=km)
    if station.kind is StationKind.FINISH_BOARD:
        return text("{metres:.0f} m to go", metres=end_m - station.at_m)
    is_bicycle = station.mode is DefibrillatorMode.BICYCLE
    kind = text("Defibrillator by bicycle") if is_bicycle else _NAMES[station.kind]
    if station.at_m < _BESIDE_M:
        return text("{station}, start", station=kind)
    if station.at_m > end_m - _BESIDE_M:
        return text("{station}, finish", station=kind)
    return text("{station}, km {km:.2f}", station=kind, km=km)


def _water(site: _Site, held: Mapping[str, Rule]) -> None:
    if "WATER-SF" in held:
        site.put(StationKind.WATER, 0.0)
        site.put(StationKind.WATER, site.end_m)
    if "WATER-5" in held:
        rule = held["WATER-5"]
        about_m = 1000.0 * rule.figures["about_km"]
        site.fill(StationKind.WATER, {0.0: 1000.0 * rule.one_limit}, about_m, about_m)
    if "SPONGE" in held:
        for from_m, to_m in _gaps_m(site.passes_m(StationKind.WATER), site.end_m):
            has_some = any(from_m < at_m < to_m for at_m in site.passes_m(StationKind.SPONGES))
            if to_m - from_m > 1000.0 * held["SPONGE"].figures["gap_km"] and not has_some:
                middle_m, room_m = (from_m + to_m) / 2.0, (to_m - from_m) / 10.0
                best_m = site.spots.best_m(middle_m, middle_m - room_m, middle_m + room_m)
                site.put(StationKind.SPONGES, best_m)


def _gaps_m(passes_m: Sequence[float], end_m: float) -> Iterator[tuple[float, float]]:
    inner = [at_m for at_m in passes_m if 0.0 < at_m < end_m]
    yield from zip([0.0, *inner], [*inner, end_m], strict=True)


def _boards(site: _Site, held: Mapping[str, Rule]) -> None:
    if "KM-CN" in held:
        every_m = max(1000.0 * held["KM-CN"].one_limit, _CLOSEST_M)
        for nominal_m in site.kilometrage.each(every_m):
            site.put(StationKind.BOARD, site.kilometrage.at_m(nominal_m))
    if "FIN-100" in held and site.end_m > held["FIN-100"].one_limit:
        site.put(StationKind.FINISH_BOARD, site.end_m - held["FIN-100"].one_limit)


def _mats(site: _Site, held: Mapping[str, Rule], turnarounds_m: Sequence[float]) -> None:
    if "MAT" not in held:
        return
    every_m = max(1000.0 * held["MAT"].one_limit, _CLOSEST_M)
    kilometrage, nominal_m = site.kilometrage, site.evidence.nominal_m
    counted_m = list(kilometrage.each(every_m))
    if nominal_m > _HALFWAY_FROM_M:
        counted_m.append(nominal_m / 2.0)
    for at_m in (0.0, *map(kilometrage.at_m, counted_m), site.end_m, *turnarounds_m):
        site.put(StationKind.MAT, at_m)


def _care(site: _Site, held: Mapping[str, Rule]) -> None:
    late_m, denser = site.end_m, 1.0
    if "MED-LATE" in held:
        late_m, denser = (1.0 - held["MED-LATE"].figures["last_part"]) * site.end_m, _LATE_SPACING
    if "MED" in held:
        spacing_m = 1000.0 * held["MED"].one_limit
        site.put(StationKind.MEDICAL, 0.0)
        site.put(StationKind.MEDICAL, site.end_m)
        # Aimed at a little under the limit, so that there is room on both sides.
        slack_m = denser * spacing_m / 10.0
        even_m = {0.0: spacing_m - slack_m, late_m: denser * spacing_m - slack_m}
        site.fill(StationKind.MEDICAL, even_m, slack_m, slack_m)
    if "AED-TIME" in held:
        _defibrillators(site, Response.of(site.evidence, held["AED-TIME"]), late_m, denser)


def _defibrillators(site: _Site, response: Response, late_m: float, denser: float) -> None:
    """Put defibrillators where each place of the course is reached in time, from late_m on in less.

    Bicycle teams reach all of it by themselves: what else is there is carried on foot, by the posts and
    between the teams, and is on the safe side. No medical post is without one.
    """
    by_bicycle = response.mode in (DefibrillatorMode.BICYCLE, DefibrillatorMode.MIXED)
    mode = DefibrillatorMode.BICYCLE if by_bicycle else response.mode
    for at_m in (0.0, site.end_m):
        site.put(StationKind.DEFIBRILLATOR, at_m, mode=mode)
    for post_m in site.passes_m(StationKind.MEDICAL):
        site.put(StationKind.DEFIBRILLATOR, post_m, mode=response.on_foot)
    if response.way_s > 0.0:
        _cover(site, response, mode, late_m, denser)
        if response.mode is DefibrillatorMode.MIXED:
            _carriers_between_teams(site, response, late_m, denser)


def _cover(site: _Site, response: Response, mode: DefibrillatorMode, late_m: float, denser: float) -> None:
    """Add devices of a mode until they reach the whole course in time; bicycle teams count by themselves."""
    speed_m_s = response.speeds_m_s[mode]
    least_s = _CLOSEST_M / 2.0 / speed_m_s
    cover = Cover(site.end_m, late_m, *(max(part * response.way_s, least_s) for part in (1.0, denser)))

    def counted() -> list[Device]:
        is_counted = (mode,) if mode is DefibrillatorMode.BICYCLE else tuple(DefibrillatorMode)
        return response.devices(one for one in site.placed if one.mode in is_counted)

    while (gap := cover.first_gap(counted())) is not None:
        aim_m, first_m, last_m = cover.next_m(gap, speed_m_s)
        site.put(StationKind.DEFIBRILLATOR, site.spots.best_m(aim_m, first_m, last_m), mode=mode)


def _carriers_between_teams(site: _Site, response: Response, late_m: float, denser: float) -> None:
    """Put a carrier midway between two bicycle teams, unless one stands in the middle half of their way.

    Teams that stand no farther apart than carriers would have to need none.
    """
    teams_m = sorted(m for one in site.placed if one.mode is DefibrillatorMode.BICYCLE for m in one.passes_m)
    walk_m = 2.0 * response.way_s * response.speeds_m_s[DefibrillatorMode.CARRIED]
    for from_m, to_m in itertools.pairwise(teams_m):
        way_m, middle_m = to_m - from_m, (from_m + to_m) / 2.0
        on_foot_m = [m for one in site.placed if one.mode in _ON_FOOT for m in one.passes_m]
        is_between = any(abs(m - middle_m) <= way_m / 4.0 for m in on_foot_m)
        if is_between or way_m <= walk_m * (denser if middle_m >= late_m else 1.0):
            continue
        best_m = site.spots.best_m(middle_m, middle_m - way_m / 10.0, middle_m + way_m / 10.0)
        site.put(StationKind.DEFIBRILLATOR, best_m, mode=DefibrillatorMode.CARRIED)


def _mode_of_given(stated: DefibrillatorMode | None) -> DefibrillatorMode:
    """Give how a defibrillator of the brief comes whose own entry does not say."""
    return DefibrillatorMode.BICYCLE if stated is DefibrillatorMode.BICYCLE else mode_on_foot(stated)


def _toilets(site: _Site, held: Mapping[str, Rule]) -> None:
    if "WC" not in held:
        return
    runners = site.evidence.runners
    count = None if runners is None else math.ceil(runners / held["WC"].one_limit)
    site.put(StationKind.TOILETS, 0.0)
    # How many are needed, whoever put them there.
    site.placed = [
        replace(one, count=count) if one.kind is StationKind.TOILETS and one.at_m < _BESIDE_M else one
        for one in site.placed
    ]
    for water in [one for one in site.placed if one.kind is StationKind.WATER]:
        site.put(StationKind.TOILETS, water.at_m)


def _leg_at(legs: Sequence[Leg] | None, at_m: float) -> Leg | None:
    return next((leg for leg in legs or () if leg.to_m >= at_m), None)
