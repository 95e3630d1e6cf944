"""Says that the roads are too narrow for the field of runners."""

from __future__ import annotations

from dataclasses import replace

from courseplanner.base.i18n import text
from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Certainty, Unmet
from courseplanner.model.network.assumptions import way_open_width_m

__all__ = ["binding_width", "too_narrow_for_field"]


def binding_width(resolved: ResolvedBrief, unmet: tuple[Unmet, ...]) -> tuple[Unmet, ...]:
    """Name the width for the field as what binds, where a course fits narrower roads or more waves."""
    nearest = unmet[0].nearest
    if resolved.floor_m is None or nearest is None or nearest.key not in ("waves", "min_width_m"):
        return unmet
    if unmet[0].requirement == "min_width_m":
        return unmet
    widest_m = float(way_open_width_m(resolved.ground.roads).max())
    width = too_narrow_for_field(resolved.brief, resolved.floor_m, widest_m)
    said = text(
        "{words}; with {key} = {value} a course was found",
        words=width.words,
        key=nearest.key,
        value=f"{nearest.value:g}",
    )
    named = replace(width, words=said, nearest=nearest, certainty=unmet[0].certainty)
    return (named, *unmet[1:])


def too_narrow_for_field(brief: Brief, floor_m: float, widest_m: float) -> Unmet:
    """Say that no loop of roads is as wide as the field needs."""
    known = {"runners": brief.event.runners or 0, "floor": floor_m, "widest": widest_m}
    shape = text("loop") if brief.course.shape in ("loop", "laps") else text("way")
    if brief.event.waves is None:
        words = text(
            "no {shape} is {floor:.1f} m wide, which {runners} runners with a lead car and an ambulance "
            "need; the widest road has {widest:.1f} m",
            shape=shape,
            **known,
        )
    else:
        words = text(
            "no {shape} is {floor:.1f} m wide, which {runners} runners in {waves} waves need; the widest "
            "road has {widest:.1f} m",
            shape=shape,
            waves=brief.event.waves,
            **known,
        )
    return Unmet("min_width_m", round(floor_m, 2), round(widest_m, 2), "m", words, certainty=Certainty.PROVEN)
