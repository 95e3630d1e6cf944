"""What each rule has to answer: just inside its limit, at it, just outside, and where it can't tell.

The figures are those of the table of rules, written here once more by hand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from courseplanner.model.brief.brief import RULE_SETS
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.stations import DefibrillatorMode, StationPlan
from courseplanner.model.rulebook.finding import Status
from courseplanner.model.weather.conditions import AirOutlook
from rule_evidence import (
    conditions,
    evidence,
    legs,
    line,
    place,
    profile,
    ranges,
    stations,
    stretches,
    visits,
    with_mode,
    with_widths,
)

PASS, WARN, FAIL, UNKNOWN = Status.PASS, Status.WARN, Status.FAIL, Status.UNKNOWN


@dataclass(frozen=True, slots=True)
class Case:
    """A rule, what is known, and the answer.

    `words` has to stand in what is said; `sets` are those that the case is about, all where empty.
    """

    rule: str
    name: str
    known: Evidence
    status: Status
    measured: float | None = None
    limit: float | None = None
    margin: float | None = None
    words: str = ""
    sets: tuple[str, ...] = ()

    def is_said(self, said: str) -> bool:
        """Tell whether its words stand in what is said; a number has to end where it ends here."""
        return re.search(re.escape(self.words) + r"(?!\.?\d)", said) is not None


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every rule."""
    return (
        *_lengths(),
        *_ends(),
        *_straights(),
        *_turns(),
        *_roads(),
        *_widths(),
        *_starts(),
        *_field(),
        *_sharing(),
        *_stations(),
        *_care(),
        *_line(),
        *_heat(),
        *_comfort(),
        *_absent(),
    )


def _lengths() -> Iterator[Case]:
    for km in (1.609344, 5.0, 10.0, 15.0, 16.09344, 20.0, 21.0975, 25.0, 30.0, 42.195, 50.0, 100.0):
        at = evidence(nominal_m=1000.0 * km)
        yield Case("DIST-STD", f"{km} km", at, PASS, km, km, 0.0, "is a standard distance")
    off = evidence(nominal_m=10_000.02)
    yield Case("DIST-STD", "2 cm off", off, WARN, 10.00002, 10.0, -0.00002, "the nearest is 10 km")
    odd = evidence(nominal_m=12_000.0)
    yield Case("DIST-STD", "12 km", odd, WARN, 12.0, 10.0, -2.0, "not a standard distance")
    yield Case("LEN-MIN", "a plan", evidence(), UNKNOWN, limit=10_000.0, words="nobody has measured")
    track = evidence(target_m=None)
    yield Case("LEN-MIN", "a track", track, UNKNOWN, limit=10_000.0, words="a GPS track is no measurement")
    for metres, is_it in ((9_701.0, True), (9_699.0, False), (10_299.0, True), (10_301.0, False)):
        at, km = evidence(target_m=None, track_m=metres), metres / 1000.0
        if is_it:
            yield Case("DIST-STD", f"a track of {metres} m", at, PASS, 10.0, 10.0, 0.0, "a standard distance")
            yield Case("LEN-MIN", f"{metres} m", at, UNKNOWN, limit=10_000.0, words="no measurement")
        else:
            yield Case("DIST-STD", f"a track of {metres} m", at, WARN, km, 10.0, words="is not 10 km long")
            yield Case("LEN-MIN", f"{metres} m", at, FAIL, km, 10.0, words="no receiver is so far off")
    yield Case("LEN-TOL", "a plan", evidence(), UNKNOWN, limit=0.1, words="0.1 % is 10 m")
    for target_m, status in ((10_009.9, FAIL), (10_010.0, PASS), (10_020.0, PASS)):
        at, factor = evidence(target_m=target_m), target_m / 10_000.0
        yield Case("SCPF", f"{target_m} m", at, status, factor, 1.001, factor - 1.001)


def _ends() -> Iterator[Case]:
    for metres, status in ((4_999.0, PASS), (5_000.0, PASS), (5_001.0, FAIL)):
        at, part = evidence(separation_m=metres), metres / 100.0
        yield Case("SEP-WA", f"{metres} m", at, status, part, 50.0, 50.0 - part)
    for metres, status in ((9.9, PASS), (10.0, PASS), (10.1, FAIL), (-30.0, PASS)):
        at, drop = evidence(profile=profile(metres)), metres / 10.0
        yield Case("DROP-WA", f"{metres} m down", at, status, drop, 1.0, 1.0 - drop)
    near = (
        (9.0, 0.495, PASS),
        (9.0, 0.505, UNKNOWN),
        (11.0, 0.495, FAIL),
        (11.0, 0.505, UNKNOWN),
        (10.0, 0.1, UNKNOWN),
    )
    for metres, error_m, status in near:
        at, drop = evidence(profile=profile(metres, error_m)), metres / 10.0
        margin = None if status is UNKNOWN else 1.0 - drop
        words = "the error of the heights could turn it" if status is UNKNOWN else ""
        yield Case("DROP-WA", f"{metres} ± {error_m} m", at, status, drop, 1.0, margin, words)


def _straights() -> Iterator[Case]:
    for rule, limit_m in (("STR-CN", 200.0), ("STR-US", 100.0)):
        for off_m, status in ((1.0, PASS), (0.0, PASS), (-1.0, WARN)):
            straight_m = limit_m + off_m
            start = evidence(**line((0.0, straight_m), (90.0, 5_000.0)))
            finish = evidence(**line((0.0, 5_000.0), (-90.0, straight_m)))
            for name, at in (("start", start), ("finish", finish)):
                told = (straight_m, limit_m, off_m)
                yield Case(rule, f"{straight_m} m at the {name}", at, status, *told)
        for turn_deg, status in ((44.7, PASS), (45.3, WARN), (-44.7, PASS), (-45.3, WARN)):
            at = evidence(**line((0.0, 50.0), (turn_deg, 5_000.0)))
            margin = None if status is PASS else 50.0 - limit_m
            measured = None if status is PASS else 50.0
            yield Case(rule, f"{turn_deg}° at 50 m", at, status, measured, limit_m, margin)
        bit_by_bit = evidence(**line((0.0, 30.0), (30.0, 30.0), (30.0, 5_000.0)))
        yield Case(rule, "two bends add up", bit_by_bit, WARN, 60.0, limit_m, 60.0 - limit_m)
        to_and_fro = evidence(**line((0.0, 30.0), (30.0, 30.0), (-30.0, 5_000.0)))
        yield Case(rule, "two bends cancel out", to_and_fro, PASS, None, limit_m)


def _turns() -> Iterator[Case]:
    # The radius of a turn t is base / 4 / sin(t / 2): 5 m at 97.18°, with a base of 15 m.
    for turn_deg, status in ((96.4, PASS), (98.0, WARN), (150.0, WARN), (180.0, WARN)):
        radius_m = 15.0 / 4.0 / math.sin(math.radians(turn_deg) / 2.0)
        at = evidence(**line((0.0, 3_000.0), (turn_deg, 3_000.0)))
        words = "the tightest 4.9 m" if turn_deg == 98.0 else ""
        yield Case("TURN", f"{turn_deg}°", at, status, radius_m, 5.0, radius_m - 5.0, words)
    right = evidence(**line((0.0, 3_000.0), (90.0, 3_000.0)))
    yield Case("TURN", "a right angle", right, PASS, 5.3033, 5.0, 0.3033)
    yield Case("TURN", "none", evidence(), PASS, None, 5.0, None, "no turn")
    for bend_deg, at_m, status in (
        (59.5, 500.0, PASS),
        (60.5, 500.0, WARN),
        (65.0, 990.0, WARN),
        (65.0, 1_010.0, PASS),
    ):
        at = evidence(**line((0.0, at_m), (bend_deg, 10.0), (bend_deg, 3_000.0)))
        if status is WARN:
            told = (2.0 * bend_deg, 120.0, 120.0 - 2.0 * bend_deg)
            yield Case("TURN", f"two of {bend_deg}° at {at_m} m", at, status, *told)
        else:
            yield Case("TURN", f"two of {bend_deg}° at {at_m} m", at, status, None, 5.0)


def _roads() -> Iterator[Case]:
    gravel = {"surface": "gravel", "unpaved": True}
    soft = evidence(legs=legs((5_000.0, {}), (0.5, gravel), (4_999.5, {})))
    yield Case("SURF", "half a metre of gravel", soft, WARN, 0.5, 0.0, -0.5)
    yield Case("SURF", "asphalt", evidence(), PASS, 0.0, 0.0, 0.0)
    for shared_m, status in ((0.0, PASS), (150.0, WARN)):
        at = evidence(legs=legs((10_000.0 - shared_m, {}), (shared_m, {"motor_free": False})))
        part = 100.0 - shared_m / 100.0
        yield Case("SEPARATE", f"{shared_m} m with traffic", at, status, part, 100.0, part - 100.0)
    untagged = evidence(legs=legs((9_000.0, {}), (1_000.0, {"motor_free": None})))
    yield Case("SEPARATE", "a kilometre untagged", untagged, UNKNOWN, None, 100.0, None, "90.0 %")
    for inside_m, status in ((0.5, WARN), (300.0, WARN)):
        at = evidence(legs=legs((5_000.0, {}), (inside_m, {"tunnel": True}), (5_000.0 - inside_m, {})))
        yield Case("TUNNEL", f"{inside_m} m", at, status, inside_m, 0.0, -inside_m)
    yield Case("TUNNEL", "none", evidence(), PASS, 0.0, 0.0, 0.0)
    for bridge_m, status in ((199.0, PASS), (200.0, PASS), (201.0, WARN)):
        half: tuple[float, dict[str, Any]] = (bridge_m / 2.0, {"bridge": True})
        on_bridge = legs(
            (4_000.0, {}), (150.0, {"bridge": True}), (850.0, {}), half, half, (5_000.0 - bridge_m, {})
        )
        at = evidence(legs=on_bridge)
        yield Case("BRIDGE", f"{bridge_m} m", at, status, bridge_m, 200.0, 200.0 - bridge_m, "bridges: 2")
    for crossings_m, status in (((), PASS), ((700.0,), WARN)):
        count = float(len(crossings_m))
        at = evidence(level_crossings_m=crossings_m)
        yield Case("RAIL", f"{len(crossings_m)} crossings", at, status, count, 0.0, 0.0 - count)


def _widths() -> Iterator[Case]:
    for width_m, status in ((6.1, PASS), (6.0, PASS), (5.9, WARN)):
        at = with_widths((5_000.0, 14.0), (100.0, width_m), (4_900.0, 14.0))
        yield Case("WID-CN", f"{width_m} m", at, status, width_m, 6.0, width_m - 6.0)
    both_ways = evidence(legs=legs((10_000.0, {"width_m": 11.0})), opposed=stretches((2_000.0, 3_000.0)))
    yield Case("WID-CN", "half of 11 m", both_ways, WARN, 5.5, 6.0, -0.5)
    for metres, status in ((4_990.0, PASS), (5_000.0, PASS), (5_010.0, WARN)):
        at, km = with_widths((metres, 5.0), (10_000.0 - metres, 14.0)), metres / 1000.0
        yield Case("WID-RUN", f"{km} km", at, status, km, 5.0, 5.0 - km)
    for width_m, status, km in ((5.95, WARN, 6.0), (6.05, PASS, 0.0), (6.0, PASS, 0.0)):
        at = with_widths((6_000.0, width_m), (4_000.0, 14.0))
        yield Case("WID-RUN", f"{width_m} m wide", at, status, km, 5.0, 5.0 - km)


def _starts() -> Iterator[Case]:
    for start_m, status in ((6.9, PASS), (7.0, PASS), (7.1, WARN)):
        at, ratio = with_widths((500.0, start_m), (9_500.0, 10.0)), start_m / 10.0
        yield Case("START-NARROW", f"{start_m} of 10 m", at, status, ratio, 0.7, 0.7 - ratio)
    for narrow_at_m, status, ratio in ((4_990.0, WARN, 1.4), (5_010.0, PASS, 0.5)):
        at = with_widths((500.0, 7.0), (narrow_at_m - 500.0, 14.0), (1_000.0, 5.0), (3_000.0, 14.0))
        yield Case("START-NARROW", f"narrow at {narrow_at_m} m", at, status, ratio, 0.7, 0.7 - ratio)
    for runners, status in ((999, PASS), (1_000, PASS), (1_001, WARN)):
        at = evidence(runners=runners, legs=legs((10_000.0, {"width_m": 7.0})))
        told = (float(runners), 1_000.0, 1_000.0 - runners)
        yield Case("START-2LANE", f"{runners} runners", at, status, *told)
    for width_m, status, margin in ((7.45, WARN, -7_000.0), (7.5, WARN, -7_000.0), (7.55, PASS, None)):
        at = evidence(runners=8_000, legs=legs((10_000.0, {"width_m": width_m})))
        yield Case("START-2LANE", f"{width_m} m wide", at, status, 8_000.0, 1_000.0, margin)


def _flow_of_the_field() -> Iterator[Case]:
    def on(*widths: tuple[float, float], runners: int, waves: int | None) -> Evidence:
        return replace(with_widths(*widths), runners=runners, waves=waves)

    even = (10_000.0, 10.0)
    # By hand: runners / (15 min of each wave × 10 m).
    for runners, status in ((9_000, PASS), (9_075, WARN), (15_000, WARN), (15_100, FAIL)):
        at, flow = on(even, runners=runners, waves=1), runners / 150.0
        yield Case("FIELD-FLOW", f"{runners} in one wave", at, status, flow, 60.0, 60.0 - flow)
    # 525 runners of a wave for each metre of the narrowest, and (waves - 1) × 15 min to the last start.
    for runners, waves, status in ((26_250, 5, PASS), (26_300, 6, WARN)):
        at = on(even, runners=runners, waves=None)
        said = f"{runners} runners in {waves} waves"
        yield Case("FIELD-FLOW", f"{runners} in waves", at, status, limit=60.0, words=said)
    late = on(even, runners=26_300, waves=6)
    yield Case("FIELD-FLOW", "six waves", late, WARN, limit=60.0, words="put up with 60 min")
    for narrow_m, status in ((4_990.0, WARN), (5_010.0, PASS)):
        at = on((narrow_m, 10.0), (10_000.0 - narrow_m, 9.0), runners=26_250, waves=None)
        yield Case("FIELD-FLOW", f"narrow at {narrow_m} m", at, status, limit=60.0)
    # 35.16 min pass until all have come by at km 9: the root of 15² and 12 × (0.17 × 6 × 9)².
    for runners, status in ((21_050, PASS), (21_150, WARN)):
        at, flow = on((9_000.0, 30.0), (1_000.0, 10.0), runners=runners, waves=1), runners / 351.60614
        yield Case("FIELD-FLOW", f"{runners} at km 9", at, status, flow, 60.0, 60.0 - flow)
    others = tuple(name for name in (*RULE_SETS, "book") if name != "caa")
    for width_m, status, sets in (
        (4.0, PASS, others), (3.95, WARN, others), (6.0, PASS, ("caa",)), (5.9, WARN, ("caa",))
    ):  # fmt: skip
        at = on((5_000.0, 12.0), (5_000.0, width_m), runners=800, waves=2)
        yield Case("FIELD-FLOW", f"{width_m} m wide", at, status, limit=60.0, sets=sets)


def _field() -> Iterator[Case]:
    for laps, runners, status in ((2, 8_000, PASS), (3, 1_001, WARN), (3, 1_000, PASS), (4, 8_000, WARN)):
        at = evidence(laps=laps, runners=runners)
        margin = None if runners <= 1_000 else 3.0 - laps
        yield Case("LAPS-BIG", f"{laps} laps, {runners}", at, status, float(laps), 3.0, margin)
    field = evidence(runners=8_000, legs=legs((10_000.0, {"width_m": 10.0})), waves=None, pen_m=None)
    pen = "a pen 267 m long at 3 runners/m², 400 m by design at 2"
    yield Case("PEN-DENS", "8000 on 10 m", field, UNKNOWN, limit=3.0, words=pen)
    flow = "in 13.6 to 22.2 min in waves, in 5.3 to 7.8 min at once"
    yield Case("FLOW", "8000 on 10 m", field, UNKNOWN, words=flow)
    for waves, status in ((1, WARN), (2, PASS), (9, PASS)):
        yield Case("FLOW", f"{waves} waves", replace(field, waves=waves), status, words=flow)
    yield from _flow_of_the_field()
    for pen_m, status in ((266.0, WARN), (800.0 / 3.0, PASS), (268.0, PASS)):
        density = 800.0 / pen_m
        at = replace(field, pen_m=pen_m)
        yield Case("PEN-DENS", f"{pen_m} m", at, status, density, 3.0, 3.0 - density, pen)
    for villages, scenic, status, told in (
        (8, 2, PASS, (8.0, 8.0, 0.0)),
        (9, 3, PASS, (9.0, 8.0, 1.0)),
        (7, 2, WARN, (7.0, 8.0, -1.0)),
        (8, 1, WARN, (1.0, 2.0, -1.0)),
    ):
        at = evidence(visits=visits(villages, scenic))
        yield Case("LINKS", f"{villages} and {scenic}", at, status, *told)
    low = evidence(visits=visits(8, 2, rating=3))
    yield Case("LINKS", "rated 3A", low, WARN, 0.0, 2.0, -2.0, "rated 4A or higher")
    unrated = evidence(visits=visits(8, 2, rating=None))
    yield Case("LINKS", "not rated", unrated, WARN, 0.0, 2.0, -2.0)


def _sharing() -> Iterator[Case]:
    meeting, lapping = stretches((100.0, 100.5)), stretches((200.0, 200.5))
    yield Case("TWO-WAY", "none", evidence(), PASS, 0.0, 0.0, 0.0)
    yield Case("TWO-WAY", "half a metre met", evidence(opposed=meeting), WARN, 0.5, 0.0, -0.5)
    yield Case("TWO-WAY", "half a metre lapped", evidence(lapped=lapping), WARN, 0.5, 0.0, -0.5)
    both = evidence(opposed=meeting, lapped=meeting)
    yield Case("TWO-WAY", "both at once", both, WARN, 0.5, 0.0, -0.5)
    yield Case("HALF-ROAD", "none", evidence(), PASS, words="no stretch is run both ways")
    yield Case("HALF-ROAD", "both ways", evidence(opposed=meeting), UNKNOWN, words="divider")
    for told, status, words in (
        ((True, True), PASS, "all with a divider"),
        ((True, None), UNKNOWN, "on 0.05 km is not stated"),
        ((True, False), WARN, "0.05 km without a divider"),
        ((None, False), WARN, "0.05 km without a divider"),
    ):
        of_legs = legs((150.0, {"divider": told[0]}), (9_850.0, {"divider": told[1]}))
        at = evidence(legs=of_legs, opposed=stretches((100.0, 200.0)))
        yield Case("HALF-ROAD", f"{told[0]} and {told[1]}", at, status, words=words)


def _stations() -> Iterator[Case]:
    for water_m, status, words in (
        ((99.0, 5_000.0, 10_000.0), PASS, "at start and finish"),
        ((101.0, 5_000.0, 10_000.0), FAIL, "within 100 m of the start"),
        ((0.0, 5_000.0, 9_899.0), FAIL, "within 100 m of the finish"),
        ((0.0, 5_000.0, 9_901.0), PASS, "at start and finish"),
        ((5_000.0,), FAIL, "of the start or the finish"),
    ):
        yield Case("WATER-SF", str(water_m), evidence(stations=stations(water=water_m)), status, words=words)
    for at_m, status in ((5_240.0, PASS), (5_250.0, PASS), (5_260.0, WARN), (4_740.0, WARN)):
        km = max(at_m, 10_000.0 - at_m) / 1000.0
        at = evidence(stations=stations(water=(0.0, at_m, 10_000.0)))
        yield Case("WATER-5", f"{at_m} m", at, status, km, 5.25, 5.25 - km)
    none = evidence(stations=stations(water=()))
    yield Case("WATER-5", "none", none, WARN, 10.0, 5.25, -4.75, "0 passed")
    for second_m, status in ((2_499.0, PASS), (2_500.0, PASS), (2_501.0, UNKNOWN), (2_540.0, UNKNOWN)):
        at = evidence(
            stations=stations(water=(0.0, second_m, 5_000.0, 7_500.0, 10_000.0), sponges=(3_000.0,)),
            conditions=None,
        )
        words = "water is more than 2.5 km apart" if status is PASS else "on 1 of the ways"
        yield Case("SPONGE", f"{second_m} m", at, status, words=words)
    few = evidence(
        stations=stations(water=(0.0, 5_000.0, 7_550.0, 10_000.0), sponges=(3_000.0,)), conditions=None
    )
    yield Case("SPONGE", "2.55 km", few, UNKNOWN, words="longer than 2.5 km")
    for at_m, status in ((990.0, WARN), (1_000.0, PASS), (1_010.0, WARN)):
        km = max(at_m, 2_000.0 - at_m) / 1000.0
        boards_m = (at_m, *(1_000.0 * number for number in range(2, 10)))
        at = evidence(stations=stations(board=boards_m))
        yield Case("KM-CN", f"{at_m} m", at, status, km, 1.0, 1.0 - km)
    for at_m, words in (
        (5_000.0, "enough where the CAA is no co-host (every 5 km)"),
        (5_050.0, "too far even for every 5 km"),
        (4_950.0, "too far even for every 5 km"),
    ):
        km = max(at_m, 10_000.0 - at_m) / 1000.0
        at = evidence(stations=stations(board=(at_m,)))
        yield Case("KM-CN", f"one at {at_m} m", at, WARN, km, 1.0, 1.0 - km, words)
    for before_m, status in ((99.0, WARN), (100.0, PASS), (101.0, PASS)):
        at = evidence(stations=stations(finish_board=(10_000.0 - before_m,)))
        yield Case("FIN-100", f"{before_m} m", at, status, before_m, 100.0, before_m - 100.0)
    bare = evidence(stations=stations(finish_board=()))
    yield Case("FIN-100", "none", bare, WARN, 0.0, 100.0, -100.0, "no board")
    for at_m, status in ((4_990.0, WARN), (5_000.0, PASS), (5_010.0, WARN)):
        km = max(at_m, 10_000.0 - at_m) / 1000.0
        at = evidence(stations=stations(mat=(0.0, at_m, 10_000.0)))
        yield Case("MAT", f"{at_m} m", at, status, km, 5.0, 5.0 - km)
    for runners, status in ((799, PASS), (800, PASS), (801, WARN)):
        at, each = evidence(runners=runners), runners / 16.0
        yield Case("WC", f"{runners} runners", at, status, each, 50.0, 50.0 - each)
    for at_m, status in ((99.0, PASS), (100.0, PASS), (101.0, WARN)):
        at = evidence(stations=stations(toilets=(at_m,)))
        words = "16 toilets at the start" if status is PASS else "no toilets at the start"
        yield Case("WC", f"at {at_m} m", at, status, limit=50.0, words=words)
    uncounted = evidence(stations=stations(count=None))
    yield Case("WC", "not counted", uncounted, UNKNOWN, limit=50.0, words="how many is not said")


def _care() -> Iterator[Case]:
    for at_m, status in ((2_490.0, WARN), (2_500.0, PASS), (2_510.0, WARN)):
        km = max(at_m, 5_000.0 - at_m) / 1000.0
        at = evidence(stations=stations(medical=(0.0, at_m, 5_000.0, 7_500.0, 8_700.0, 10_000.0)))
        yield Case("MED", f"{at_m} m", at, status, km, 2.5, 2.5 - km)
    yield from _defibrillators()
    even = tuple(100.0 * number for number in range(100))
    for name, medical_m, defibrillators_m, status in (
        ("both denser", (0.0, 5_000.0, 7_500.0), (0.0, 5_000.0, 7_500.0), PASS),
        ("both even", even, even, WARN),
        ("posts even", even, (0.0, 5_000.0, 7_500.0), WARN),
        ("defibrillators even", (0.0, 5_000.0, 7_500.0), even, WARN),
        ("only late", (8_000.0,), (8_000.0,), PASS),
        ("none", (), (), WARN),
        ("a little late", (0.0, 7_450.0), (0.0, 7_450.0), WARN),
        ("a little later", (0.0, 7_600.0), (0.0, 7_600.0), PASS),
    ):
        at = evidence(stations=stations(medical=medical_m, defibrillator=defibrillators_m))
        yield Case("MED-LATE", name, at, status, words="where 70 % of cardiac arrests happen")


def _defibrillators() -> Iterator[Case]:
    """The alert takes the first of three minutes; the way may take the other two."""
    carried, fetched, bicycle = (DefibrillatorMode(word) for word in ("carried", "fetched", "bicycle"))
    # Metres from a device that just pass: 120 s at 1.4 m/s, at 1.4 m/s there and back, and at 4 m/s.
    for mode, reach_m in ((carried, 168.0), (fetched, 84.0), (bicycle, 480.0)):
        for off_m, status in ((-1.0, PASS), (0.0, PASS), (1.0, WARN)):
            at_m = reach_m + off_m
            minutes = 1.0 + 2.0 * at_m / reach_m
            even_m = tuple(at_m + 1.5 * reach_m * n for n in range(200) if at_m + 1.5 * reach_m * n < 1e4)
            back_m = tuple(10_000.0 - one for one in reversed(even_m))
            apart_m = (0.0, *(2.0 * at_m + 1.5 * reach_m * n for n in range(200)))
            for where, passes_m in (
                ("first at", (*even_m, 10_000.0)),
                ("last off by", (0.0, *back_m)),
                ("apart by twice", (*(one for one in apart_m if one < 1e4), 10_000.0)),
            ):
                at = evidence(stations=with_mode(mode, passes_m))
                name = f"{mode} {where} {at_m} m"
                yield Case("AED-TIME", name, at, status, minutes, 3.0, 3.0 - minutes)
    wide = evidence(stations=with_mode(carried, tuple(470.0 * number for number in range(22))))
    minutes = 1.0 + 235.0 / 84.0
    yield Case("AED-TIME", "470 m on foot", wide, WARN, minutes, 3.0, 3.0 - minutes, "3.8 min after")
    bare = evidence(stations=stations(defibrillator=()))
    yield Case("AED-TIME", "none", bare, WARN, limit=3.0, words="no defibrillator")
    every_m = tuple(300.0 * number for number in range(34))
    on_foot = evidence(stations=with_mode(carried, every_m))
    for name, changes, status, words in (
        ("small", {"runners": 1_000}, PASS, "carried on foot (assumed: no more than 1000 runners)"),
        ("unknown", {"runners": None}, PASS, "carried on foot (assumed: how many run is not stated)"),
        ("large", {"runners": 1_001}, PASS, "carriers between them (assumed: more than 1000 runners)"),
        ("stated", {"defibrillator_mode": carried}, PASS, "until the alert (assumed); carried on foot"),
        ("late alert", {"alert_s": 73.0}, WARN, "; 73 s until the alert; carried"),
        ("no way left", {"alert_s": 181.0}, WARN, "; 181 s until the alert; carried"),
        ("soon", {"alert_s": 0.0}, PASS, "; 0 s until the alert; carried"),
    ):
        yield Case("AED-TIME", name, replace(on_foot, **changes), status, limit=3.0, words=words)
    # A bicycle and a device on foot 648 m apart meet after two minutes.
    for way_m, status in ((648.0, PASS), (649.0, WARN)):
        minutes = 1.0 + way_m / 324.0
        teams_m = tuple(way_m + 500.0 * number for number in range(19))
        both = with_mode(carried, (0.0,)).stations + with_mode(bicycle, teams_m).stations
        at = evidence(stations=StationPlan(both))
        yield Case("AED-TIME", f"both kinds, {way_m} m", at, status, minutes, 3.0, 3.0 - minutes)


_OPEN = (
    ("RELAY-LEG", None, "one of 5, 10, 5, 10, 5, 7.195 km"),
    ("CAL-LEN", 300.0, "at least 300 m"),
    ("CAL-RIDES", 4.0, "at least 4 rides"),
    ("RIDES", 2.0, "at least 2 rides"),
    ("AGREE", 0.08, "at most 0.08 %"),
    ("CLASS-CN", None, "the class of the race"),
)
"""Rules that no evidence can answer yet: the limit, and what is said."""


def _line() -> Iterator[Case]:
    assumed = legs((9_000.0, {}), (1_000.0, {"width_from": "class"}))
    for rule, limit, said in (
        ("SPR", None, "by widths that are given"),
        ("OFFSET", 0.3, "keeps 0.30 m off kerbs"),
    ):
        yield Case(rule, "by given widths", evidence(), PASS, limit=limit, words=said)
        by_class = evidence(legs=assumed)
        yield Case(
            rule, "by a class", by_class, UNKNOWN, limit=limit, words="the widths of 1.00 km are assumed"
        )
        folded = evidence(unsolved_m=37.4)
        yield Case(rule, "folded", folded, UNKNOWN, limit=limit, words="37 m follow the middle of the road")
        track = evidence(unsolved_m=None)
        yield Case(
            rule, "a track", track, UNKNOWN, limit=limit, words="not known yet: the shortest possible route"
        )
    for shortest_m, status in ((9_854.0, PASS), (9_851.0, UNKNOWN), (10_151.0, PASS), (10_154.0, UNKNOWN)):
        ridden = evidence(target_m=None, track_m=10_000.0, shortest_m=shortest_m)
        said = f"inside its roads is {shortest_m / 1000.0:.2f} km, the track 10.00 km"
        yield Case("SPR", f"a track of {shortest_m} m of roads", ridden, status, words=said)
        yield Case("OFFSET", f"{shortest_m} m", ridden, UNKNOWN, limit=0.3, words="a measurer's ride")
    narrow = evidence(track_m=10_000.0, shortest_m=9_990.0, legs=assumed)
    yield Case(
        "SPR", "a track on assumed widths", narrow, UNKNOWN, words="is 9.99 km, but the widths of 1.00 km"
    )
    moves, stay = "every split moves", "no split moves"
    for name, places, status, room, words in (
        ("just enough", [place("start", 150.0, 150.0)], PASS, 150.0, moves),
        ("a little less", [place("start", 149.0, 300.0)], WARN, 149.0, moves),
        ("by two", [place("start", 0.0, 160.0), place("finish", 155.0, 0.0)], PASS, 155.0, stay),
        ("by two of three", [place("finish", 70.0, 70.0)] * 3, WARN, 140.0, stay),
        ("a turnaround", [place("turnaround", 200.0, 160.0, 7_540.0)], PASS, 160.0, "after km 7.5 move"),
        ("nowhere", [], WARN, 0.0, "no place was found"),
    ):
        at = evidence(reserves=tuple(places))
        yield Case("RESERVE", name, at, status, room, 150.0, room - 150.0, words)
    untold = evidence(reserves=None)
    yield Case("RESERVE", "not looked for", untold, UNKNOWN, limit=150.0, words="at least 150 m")


def _heat() -> Iterator[Case]:
    for wbgt_c, flag, status, limit in (
        (9.9, "white", PASS, 23.0),
        (10.1, "green", PASS, 23.0),
        (17.8, "green", PASS, 23.0),
        (18.2, "yellow", PASS, 23.0),
        (22.7, "yellow", PASS, 23.0),
        (22.999, "yellow", PASS, 23.0),
        (23.0, "red", WARN, 23.0),
        (23.2, "red", WARN, 23.0),
        (27.8, "red", WARN, 23.0),
        (28.0, "red", WARN, 23.0),
        (28.2, "black", FAIL, 28.0),
    ):
        at = evidence(conditions=conditions(wbgt_c))
        words = f"{wbgt_c:.0f} °C on nine race days of ten, {flag} flag"
        yield Case("WBGT", f"{wbgt_c:g}", at, status, wbgt_c, limit, limit - wbgt_c, words)
    for lat, wbgt_c, status, limit in (
        (39.5, 21.0, PASS, 23.0),
        (-39.5, 21.0, PASS, 23.0),
        (40.5, 21.0, WARN, 20.5),
        (-40.5, 21.0, WARN, 20.5),
        (47.0, 20.3, PASS, 20.5),
        (47.0, 20.7, WARN, 20.5),
    ):
        at = evidence(conditions=conditions(wbgt_c, lat=lat))
        yield Case("WBGT", f"{wbgt_c:g} at {lat:g}°", at, status, wbgt_c, limit, limit - wbgt_c)
    two_hot = (12.0,) * 10 + (22.0,) * 8 + (24.0, 29.0)
    some = conditions(highest_wbgt_c=two_hot, is_simplified=True, is_typical=False, years=10)
    yield Case(
        "WBGT", "days", evidence(conditions=some), PASS, 22.0, 23.0, 1.0, "2 of 20 days at 23 °C or more"
    )
    yield Case("WBGT", "years", evidence(conditions=some), PASS, 22.0, 23.0, 1.0, "(10 years)")
    yield Case(
        "WBGT", "simplified", evidence(conditions=some), PASS, 22.0, 23.0, words="by the simplified form"
    )
    yield Case(
        "WBGT", "no weather", evidence(conditions=None), UNKNOWN, words="flags at 10 / 18 / 23 / 28 °C WBGT"
    )
    undated = evidence(conditions=None, air=None, lacks_date=True)
    for rule in ("WBGT", "TEMP", "WIND", "AIR"):
        held_to = 100.0 if rule == "AIR" else None
        words = "not known yet: date and time of the start"
        yield Case(rule, "no date", undated, UNKNOWN, limit=held_to, words=words)
    for wbgt_c, status in ((17.7, PASS), (17.999, PASS), (18.0, WARN), (18.3, WARN)):
        at = evidence(stations=stations(water=(0.0, 8_000.0), sponges=()), conditions=conditions(wbgt_c))
        yield Case("SPONGE", f"{wbgt_c:g} °C", at, status, words="on nine race days of ten")


def _comfort() -> Iterator[Case]:
    throughout = "from the start to the last finisher on"
    for count, status in ((10, PASS), (9, WARN), (20, PASS), (0, WARN)):
        warm, airy = ranges(count, (15.1, 21.9)), ranges(count, (2.01, 4.99))
        at = evidence(conditions=conditions(temperature_c=warm, wind_m_s=airy))
        yield Case("TEMP", f"{count} days", at, status, 17.0, words=f"15–22 °C {throughout} {count} of 20")
        yield Case("WIND", f"{count} days", at, status, 3.0, words=f"2–5 m/s {throughout} {count} of 20")
    ends = conditions(temperature_c=ranges(20, (15.0, 22.0)), wind_m_s=ranges(20, (2.0, 5.0)))
    yield Case("TEMP", "the ends are inside", evidence(conditions=ends), PASS, 17.0)
    yield Case("WIND", "the ends are inside", evidence(conditions=ends), PASS, 3.0)
    out = conditions(temperature_c=ranges(20, (14.9, 22.0)), wind_m_s=ranges(20, (1.99, 5.0)))
    yield Case("TEMP", "too cold", evidence(conditions=out), WARN, 17.0)
    yield Case("WIND", "too calm", evidence(conditions=out), WARN, 3.0)
    over = conditions(temperature_c=ranges(20, (15.0, 22.1)), wind_m_s=ranges(20, (2.0, 5.01)))
    yield Case("TEMP", "too warm", evidence(conditions=over), WARN, 17.0)
    yield Case("WIND", "too windy", evidence(conditions=over), WARN, 3.0)
    both = evidence(conditions=conditions(24.0))
    yield Case("TEMP", "comfort is not safety", both, PASS, words="the red flag flies on 20 of these days")
    at_the_flag = conditions(highest_wbgt_c=(22.6,) * 8 + (23.1,) * 12)
    words = "the red flag flies on 12 of these days"
    yield Case("TEMP", "at the red flag", evidence(conditions=at_the_flag), PASS, words=words)
    yield Case("WBGT", "safety is not comfort", both, WARN, 24.0, 23.0, -1.0)
    calm = evidence(conditions=conditions(middle_m_s=None, wind_m_s=None))
    yield Case("WIND", "no wind recorded", calm, UNKNOWN, words="not known yet: weather")
    yield Case("TEMP", "no weather", evidence(conditions=None), UNKNOWN, words="between 15 and 22 °C")
    yield Case("WIND", "no weather", evidence(conditions=None), UNKNOWN, words="between 2 and 5 m/s")
    for usual, status, clean in ((99.0, PASS, 18), (100.0, PASS, 18), (101.0, WARN, 0)):
        at = evidence(air=AirOutlook((usual,) * 18 + (151.0, 180.0)))
        words = f"index of 100 or less on {clean} of 20 days around the date, highest 180; above 150 on 2"
        yield Case("AIR", f"{usual:g}", at, status, usual, 100.0, 100.0 - usual, words)
    some = evidence(air=AirOutlook((60.0,) * 18 + (149.0, 150.0)))
    yield Case(
        "AIR", "no warning", some, PASS, 60.0, 100.0, 40.0, "on 18 of 20 days around the date, highest 150"
    )
    yield Case("AIR", "no air", evidence(air=None), UNKNOWN, limit=100.0, words="at most 100 AQI")


def _absent() -> Iterator[Case]:
    for rule, limit, words in _OPEN:
        yield Case(rule, "nothing known", evidence(), UNKNOWN, limit=limit, words=words)
    years = (("world-athletics", 5.0), ("caa", 5.0), ("community", 5.0), ("usatf", 10.0), ("book", 5.0))
    for name, limit in years:
        words = f"at most {limit:g} years"
        yield Case("CERT-AGE", name, evidence(), UNKNOWN, limit=limit, words=words, sets=(name,))
