"""Judges a course by the limits of its brief."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from courseplanner.base.i18n import Text, text
from courseplanner.model.brief.brief import Brief, Limits
from courseplanner.model.course.course import Leg
from courseplanner.model.course.stations import StationPlan
from courseplanner.model.course.survey import CourseFacts
from courseplanner.model.names import folded
from courseplanner.model.places.places import VILLAGES, PlaceKind
from courseplanner.model.rulebook.finding import Finding, Status

__all__ = ["judge_limits"]

_ROUNDING = 1e-9
_ROUNDING_M = 1e-6
_ORDER = tuple(Status)
_KNOWN_WIDTHS = ("tag", "user")


def judge_limits(brief: Brief, facts: CourseFacts, stations: StationPlan) -> tuple[Finding, ...]:
    """Judge a course by what its brief asks and can be known from the map.

    A limit that rests on what is assumed where a tag is missing answers unknown, and so does that of
    the climb where heights are not known.

    Parameters
    ----------
    brief : Brief
        The one that the course answers.
    facts : CourseFacts
    stations : StationPlan
        Those that were placed along it.

    Returns
    -------
    tuple of Finding
        Fails first, then warnings, what is unknown, and passes.
    """
    findings = _all(brief, facts, stations)
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.status)))


def _all(brief: Brief, facts: CourseFacts, stations: StationPlan) -> Iterator[Finding]:
    limits = brief.limits
    if brief.course.villages:
        yield _villages(brief, facts)
    if brief.course.scenic:
        yield _scenic(brief, facts)
    yield from _counted_limits(limits, facts)
    if limits.max_repeated is not None:
        yield _repeated(facts, limits.max_repeated)
    if limits.max_unpaved is not None:
        yield _unpaved(facts, limits.max_unpaved)
    if limits.min_width_m is not None:
        yield _width(facts, limits.min_width_m)
    if limits.min_motor_free is not None:
        yield _motor_free(facts, limits.min_motor_free)
    if _given_count(brief):
        yield _stations(stations, _given_count(brief))


def _counted_limits(limits: Limits, facts: CourseFacts) -> Iterator[Finding]:
    """Judge the limits that are no parts of the length."""
    if limits.max_climb_m is not None:
        yield _climb(facts, limits.max_climb_m)
    if limits.max_tunnel_m is not None:
        yield _tunnels(facts, limits.max_tunnel_m)
    if limits.max_self_crossings is not None:
        yield _self_crossings(facts.self_crossings_m, limits.max_self_crossings)


def _given_count(brief: Brief) -> int:
    return sum(len(wishes) for wishes in brief.stations.lists.values())


def _stations(plan: StationPlan, asked: int) -> Finding:
    """Tell whether the course comes by the stations that the brief gives."""
    title = text("Stations of the brief")
    if not plan.unplaced:
        words = text("the course passes all stations of the brief: {count}", count=asked)
        return Finding("STATIONS", Status.PASS, title, words, measured=asked, limit=asked, margin=0.0)
    farthest = max(plan.unplaced, key=lambda one: one.offset_m)
    words = text(
        "the course does not pass {count} of the {asked} stations; {place} is {km:.1f} km away",
        count=len(plan.unplaced),
        asked=asked,
        place=farthest.given.label,
        km=farthest.offset_m / 1000.0,
    )
    passed = asked - len(plan.unplaced)
    return Finding("STATIONS", Status.WARN, title, words, measured=passed, limit=asked, margin=passed - asked)


def _climb(facts: CourseFacts, limit_m: float) -> Finding:
    profile, title = facts.profile, text("Climb")
    if profile is None:
        words, needs = text("heights do not cover the course"), text("elevation")
        return Finding("CLIMB", Status.UNKNOWN, title, words, limit=limit_m, unit="m", needs=needs)
    climb_m = profile.climb_m
    words = text("climbs {climb:.0f} m, {limit:.0f} m allowed", climb=climb_m, limit=limit_m)
    status = Status.PASS if climb_m <= limit_m + _ROUNDING else Status.FAIL
    return Finding("CLIMB", status, title, words, climb_m, limit_m, "m", limit_m - climb_m)


def _tunnels(facts: CourseFacts, limit_m: float) -> Finding:
    """Hold the metres in tunnels to the limit: a road without a tag of it runs in none."""
    tunnel_m = facts.shares.tunnel * facts.course.course_m
    words = text("{metres:.0f} m in tunnels, {limit:g} m allowed", metres=tunnel_m, limit=limit_m)
    status = Status.PASS if tunnel_m <= limit_m + _ROUNDING_M else Status.FAIL
    at_m = _stretches(facts.course.legs, lambda leg: leg.tunnel)
    # The rule set may have a TUNNEL of its own.
    title = text("Tunnels")
    return Finding("TUNNELS", status, title, words, tunnel_m, limit_m, "m", limit_m - tunnel_m, at_m)


def _villages(brief: Brief, facts: CourseFacts) -> Finding:
    names = {folded(visit.name) for visit in facts.visits if visit.kind in VILLAGES}
    words = text("{found} visited, {asked} asked", found=len(names), asked=brief.course.villages)
    return _count("VILLAGES", text("Villages"), words, len(names), brief.course.villages)


def _scenic(brief: Brief, facts: CourseFacts) -> Finding:
    least, asked = brief.course.least_rating, brief.course.scenic
    names = {
        folded(visit.name)
        for visit in facts.visits
        if visit.kind == PlaceKind.SCENIC
        and visit.counts
        and (least is None or (visit.rating is not None and visit.rating >= least))
    }
    if least is None:
        words = text("{found} visited, {asked} asked", found=len(names), asked=asked)
    else:
        words = text(
            "{found} rated {rating} or higher visited, {asked} asked",
            found=len(names),
            rating=brief.course.scenic_rating,
            asked=asked,
        )
    return _count("SCENIC", text("Scenic spots"), words, len(names), asked)


def _count(rule: str, title: Text, words: Text, found: int, asked: int) -> Finding:
    status = Status.PASS if found >= asked else Status.FAIL
    return Finding(rule, status, title, words, measured=found, limit=asked, margin=found - asked)


def _self_crossings(at_m: tuple[float, ...], limit: int) -> Finding:
    title = text("Crossings of itself")
    words = text("crosses itself {count} times, {limit} allowed", count=len(at_m), limit=limit)
    status = Status.PASS if len(at_m) <= limit else Status.FAIL
    return Finding(
        "SELF-CROSSINGS", status, title, words, len(at_m), limit, margin=limit - len(at_m), at_m=at_m
    )


def _repeated(facts: CourseFacts, limit: float) -> Finding:
    part = facts.shares.repeated
    return Finding(
        "REPEATED",
        Status.PASS if part <= limit + _ROUNDING else Status.FAIL,
        text("Repeated ground"),
        text("{part} % is run twice, {limit} % allowed", part=_percent(part), limit=_percent(limit)),
        measured=100.0 * part,
        limit=100.0 * limit,
        unit="%",
        margin=100.0 * (limit - part),
    )


def _unpaved(facts: CourseFacts, limit: float) -> Finding:
    legs, title = facts.course.legs, text("Unpaved ground")
    tagged = _part(facts, lambda leg: leg.surface is not None and leg.unpaved)
    untagged = _part(facts, _has_no_surface)
    if tagged > limit + _ROUNDING:
        at_m = _stretches(legs, lambda leg: leg.surface is not None and leg.unpaved)
        words = text(
            "{part} % is unpaved by its tags, {limit} % allowed", part=_percent(tagged), limit=_percent(limit)
        )
        return _of_part("UNPAVED", Status.FAIL, title, words, tagged, limit, limit - tagged, at_m)
    if tagged + untagged <= limit + _ROUNDING:
        most = tagged + untagged
        words = text(
            "at most {part} % is unpaved, {limit} % allowed", part=_percent(most), limit=_percent(limit)
        )
        return _of_part("UNPAVED", Status.PASS, title, words, most, limit, limit - most)
    return Finding(
        "UNPAVED",
        Status.UNKNOWN,
        title,
        text(
            "{part} % is unpaved by its tags and {untagged} % has no tag, {limit} % allowed",
            part=_percent(tagged),
            untagged=_percent(untagged),
            limit=_percent(limit),
        ),
        limit=100.0 * limit,
        unit="%",
        at_m=_stretches(legs, _has_no_surface),
        needs=text("the surface of {length:.1f} km", length=_km(legs, _has_no_surface)),
    )


def _width(facts: CourseFacts, limit_m: float) -> Finding:
    legs, title = facts.course.legs, text("Width")
    known_m = [leg.open_width_m for leg in legs if leg.width_from in _KNOWN_WIDTHS]
    if known_m and min(known_m) < limit_m - _ROUNDING:
        words = text(
            "{width:.1f} m wide at the narrowest, {limit:g} m asked", width=min(known_m), limit=limit_m
        )
        too_narrow = _stretches(
            legs, lambda leg: leg.width_from in _KNOWN_WIDTHS and leg.open_width_m < limit_m - _ROUNDING
        )
        return _of_width(Status.FAIL, title, words, min(known_m), limit_m, too_narrow)
    if len(known_m) == len(legs) and known_m:
        words = text(
            "{width:.1f} m wide at the narrowest, {limit:g} m asked", width=min(known_m), limit=limit_m
        )
        return _of_width(Status.PASS, title, words, min(known_m), limit_m)
    length = _km(legs, _has_no_width)
    return Finding(
        "WIDTH",
        Status.UNKNOWN,
        title,
        text(
            "the width of {length:.1f} km is assumed by class or lanes of the road, {limit:g} m asked",
            length=length,
            limit=limit_m,
        ),
        limit=limit_m,
        unit="m",
        at_m=_stretches(legs, _has_no_width),
        needs=text("the width of {length:.1f} km", length=length),
    )


def _motor_free(facts: CourseFacts, limit: float) -> Finding:
    legs, title = facts.course.legs, text("Free of motor traffic")
    part = _part(facts, lambda leg: leg.motor_free is True)
    perhaps = _part(facts, _has_no_access)
    if part >= limit - _ROUNDING or part + perhaps < limit - _ROUNDING:
        status = Status.PASS if part >= limit - _ROUNDING else Status.FAIL
        most = part if status is Status.PASS else part + perhaps
        template = (
            "{part} % is free of motor traffic, {limit} % asked"
            if status is Status.PASS
            else "at most {part} % is free of motor traffic, {limit} % asked"
        )
        words = text(template, part=_percent(most), limit=_percent(limit))
        return _of_part("MOTOR-FREE", status, title, words, most, limit, most - limit)
    return Finding(
        "MOTOR-FREE",
        Status.UNKNOWN,
        title,
        text(
            "{part} % is free of motor traffic by its tags and {unknown} % has no tag, {limit} % asked",
            part=_percent(part),
            unknown=_percent(perhaps),
            limit=_percent(limit),
        ),
        limit=100.0 * limit,
        unit="%",
        at_m=_stretches(legs, _has_no_access),
        needs=text("who may drive on {length:.1f} km", length=_km(legs, _has_no_access)),
    )


def _of_part(
    rule: str,
    status: Status,
    title: Text,
    words: Text,
    part: float,
    limit: float,
    margin: float,
    at_m: tuple[float, ...] = (),
) -> Finding:
    """Make a finding about a part of the length."""
    return Finding(rule, status, title, words, 100.0 * part, 100.0 * limit, "%", 100.0 * margin, at_m)


def _of_width(
    status: Status, title: Text, words: Text, width_m: float, limit_m: float, at_m: tuple[float, ...] = ()
) -> Finding:
    return Finding("WIDTH", status, title, words, width_m, limit_m, "m", width_m - limit_m, at_m)


def _has_no_surface(leg: Leg) -> bool:
    return leg.surface is None


def _has_no_width(leg: Leg) -> bool:
    return leg.width_from not in _KNOWN_WIDTHS


def _has_no_access(leg: Leg) -> bool:
    return leg.motor_free is None


def _km(legs: Sequence[Leg], is_meant: Callable[[Leg], bool]) -> float:
    return sum(leg.to_m - leg.from_m for leg in legs if is_meant(leg)) / 1000.0


def _part(facts: CourseFacts, is_meant: Callable[[Leg], bool]) -> float:
    return 1000.0 * _km(facts.course.legs, is_meant) / facts.course.course_m


def _stretches(legs: Sequence[Leg], is_meant: Callable[[Leg], bool]) -> tuple[float, ...]:
    """Give where stretches begin; legs that follow each other are one place to a person."""
    before = [False, *(is_meant(leg) for leg in legs)]
    return tuple(
        leg.from_m for leg, was_meant in zip(legs, before, strict=False) if is_meant(leg) and not was_meant
    )


def _percent(part: float) -> str:
    return f"{100.0 * part:.1f}"
