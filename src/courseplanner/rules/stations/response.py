"""How soon a defibrillator is applied after a collapse, and where along a course that takes longest.

The time is counted until the device is applied, as in Kinoshi, NEJM 379:488, 2018: from the collapse
until help sets out (the alert), then the way. Who fetches a device has the way twice.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.stations import DefibrillatorMode, Station, StationKind
from courseplanner.model.rulebook.rulebook import Rule

__all__ = ["Cover", "Device", "LongestWay", "Response", "longest_ways", "mode_on_foot"]

_ROUNDING_M = 1e-7


@dataclass(frozen=True, slots=True)
class Device:
    """A passage of the course at a defibrillator, and how many metres of way it makes up in a second."""

    at_m: float
    speed_m_s: float


@dataclass(frozen=True, slots=True)
class LongestWay:
    """The place between two devices, before the first or behind the last, that waits longest."""

    at_m: float
    way_s: float


@dataclass(frozen=True, slots=True)
class Response:
    """How defibrillators come to a collapse on a course.

    Parameters
    ----------
    mode : DefibrillatorMode
        Of the whole course: what the brief says, else by the number of runners.
    is_mode_stated : bool
    alert_s : float
        From the collapse until help sets out.
    is_alert_stated : bool
    within_s : float
        From the collapse until the device has to be applied.
    speeds_m_s : mapping of DefibrillatorMode to float
        Metres between device and collapse for each second of the way; for who runs both ways, half of
        what he runs.
    """

    mode: DefibrillatorMode
    is_mode_stated: bool
    alert_s: float
    is_alert_stated: bool
    within_s: float
    speeds_m_s: Mapping[DefibrillatorMode, float]

    @classmethod
    def of(cls, evidence: Evidence, rule: Rule) -> Response:
        """Give what the brief says, and for the rest what the rule assumes.

        A field of more runners than the rule names has bicycle teams and carriers between them, as
        large races do; a smaller one, and one of which nobody says how many run, has devices carried on
        foot: no bicycle is taken for granted that nobody has promised.
        """
        figures = rule.figures
        is_large = evidence.runners is not None and evidence.runners > figures["mixed_over_runners"]
        assumed = DefibrillatorMode.MIXED if is_large else DefibrillatorMode.CARRIED
        walking_m_s = figures["walking_m_s"]
        return cls(
            evidence.defibrillator_mode or assumed,
            evidence.defibrillator_mode is not None,
            figures["alert_s"] if evidence.alert_s is None else evidence.alert_s,
            evidence.alert_s is not None,
            60.0 * rule.one_limit,
            {
                DefibrillatorMode.CARRIED: walking_m_s,
                DefibrillatorMode.FETCHED: walking_m_s / 2.0,
                DefibrillatorMode.BICYCLE: figures["bicycle_m_s"],
            },
        )

    @property
    def way_s(self) -> float:
        """What the alert leaves for the way; 0 where it leaves nothing."""
        return max(self.within_s - self.alert_s, 0.0)

    @property
    def on_foot(self) -> DefibrillatorMode:
        """How a device comes that is not on a bicycle: medical posts have one of these."""
        return mode_on_foot(self.mode)

    def devices(self, stations: Iterable[Station]) -> list[Device]:
        """Give each passage of each defibrillator among stations, in running order."""
        found = [
            Device(at_m, self.speeds_m_s[one.mode or self.on_foot])
            for one in stations
            if one.kind is StationKind.DEFIBRILLATOR
            for at_m in one.passes_m
        ]
        return sorted(found, key=lambda one: (one.at_m, one.speed_m_s))


def mode_on_foot(mode: DefibrillatorMode | None) -> DefibrillatorMode:
    """Give how a device comes that is not on a bicycle, on a course of this mode."""
    return DefibrillatorMode.FETCHED if mode is DefibrillatorMode.FETCHED else DefibrillatorMode.CARRIED


def longest_ways(devices: Sequence[Device], end_m: float) -> list[LongestWay]:
    """Give the longest waits along a course: before the first device, between two, and behind the last.

    Each place waits for the device that is there first, which is not always the nearest. Between two
    passages what comes from behind and what comes from ahead meet where the wait is longest; of each
    speed only the nearest either side can be first.

    Parameters
    ----------
    devices : sequence of Device
        In running order; at least one.
    end_m : float
        Length of the course.
    """
    ahead_of: list[dict[float, float]] = [{}] * (len(devices) + 1)
    for number in range(len(devices) - 1, -1, -1):
        ahead_of[number] = ahead_of[number + 1] | {devices[number].speed_m_s: devices[number].at_m}
    ways = [LongestWay(0.0, min(at_m / speed for speed, at_m in ahead_of[0].items()))]
    behind: dict[float, float] = {}
    for number, device in enumerate(devices[:-1], 1):
        behind[device.speed_m_s] = device.at_m
        way_s, at_m = min(
            ((to_m - from_m) / (speed + other), from_m + speed * (to_m - from_m) / (speed + other))
            for (speed, from_m), (other, to_m) in itertools.product(behind.items(), ahead_of[number].items())
        )
        ways.append(LongestWay(at_m, way_s))
    behind[devices[-1].speed_m_s] = devices[-1].at_m
    ways.append(LongestWay(end_m, min((end_m - at_m) / speed for speed, at_m in behind.items())))
    return ways


@dataclass(frozen=True, slots=True)
class Cover:
    """What of a course is reached in time, where less time is given late in it.

    Parameters
    ----------
    end_m : float
        Length of the course.
    late_m : float
        From here on the shorter time holds.
    way_s, late_way_s : float
        For the way to a collapse before, and late; the shorter one is not the longer.
    """

    end_m: float
    late_m: float
    way_s: float
    late_way_s: float

    def reach_m(self, speed_m_s: float, at_m: float) -> float:
        """Give how far a device may be from a collapse here."""
        return speed_m_s * (self.way_s if at_m < self.late_m else self.late_way_s)

    def first_gap(self, devices: Iterable[Device]) -> tuple[float, float] | None:
        """Give the first stretch that no device reaches in time, all of it early or all of it late."""
        front_m = 0.0
        for from_m, to_m in sorted(self._reached(device) for device in devices):
            if from_m > front_m + _ROUNDING_M:
                return self._early_or_late(front_m, from_m)
            front_m = max(front_m, to_m)
        return None if front_m >= self.end_m - _ROUNDING_M else self._early_or_late(front_m, self.end_m)

    def _reached(self, device: Device) -> tuple[float, float]:
        early_m, late_m = device.speed_m_s * self.way_s, device.speed_m_s * self.late_way_s
        is_late = device.at_m - late_m >= self.late_m
        from_m = device.at_m - (late_m if is_late else early_m)
        return from_m, max(device.at_m + late_m, min(device.at_m + early_m, self.late_m))

    def _early_or_late(self, from_m: float, to_m: float) -> tuple[float, float]:
        if from_m < self.late_m - _ROUNDING_M:
            return from_m, min(to_m, self.late_m)
        return max(from_m, self.late_m), to_m

    def next_m(self, gap: tuple[float, float], speed_m_s: float) -> tuple[float, float, float]:
        """Give where the first of the devices stands that fill a gap evenly, and how far it may move.

        Parameters
        ----------
        gap : tuple of float
        speed_m_s : float

        Returns
        -------
        aim_m, first_m, last_m : float
            Within these bounds no further device is needed, and none beside the ones at the ends.
        """
        from_m, to_m = gap
        reach_m = self.reach_m(speed_m_s, from_m)
        # A tenth less than the reach, so that there is room on both sides.
        planned_m = 1.8 * reach_m
        count = math.ceil((to_m - from_m) / planned_m)
        aim_m = from_m - reach_m + (to_m - from_m + 2.0 * reach_m) / (count + 1)
        first_m = max(from_m, aim_m - 0.2 * reach_m, to_m - reach_m - planned_m * (count - 1))
        last_m = min(to_m, aim_m + 0.2 * reach_m, from_m + reach_m)
        return aim_m, min(first_m, aim_m), max(last_m, aim_m)
