"""Names the stretches of a course that entries of a user would settle, the longest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courseplanner.base.i18n import Text, text

__all__ = ["RoadStretch", "joined", "km_of", "longest_named", "starts_of"]

_MOST_NAMED = 3
_TOUCHING_M = 1e-6


@dataclass(frozen=True, slots=True)
class RoadStretch:
    """A stretch of the course on one road; `None` where it has no name."""

    name: str | None
    from_m: float
    to_m: float

    @property
    def length_m(self) -> float:
        """Its length along the course."""
        return self.to_m - self.from_m


def joined(stretches: Sequence[RoadStretch], *, by_name: bool) -> list[RoadStretch]:
    """Join stretches that follow each other; by name only those of the same road.

    Parameters
    ----------
    stretches : sequence of RoadStretch
        In running order.
    by_name : bool
    """
    whole: list[RoadStretch] = []
    for stretch in stretches:
        follows = whole and stretch.from_m - whole[-1].to_m <= _TOUCHING_M
        if follows and (not by_name or stretch.name == whole[-1].name):
            whole[-1] = RoadStretch(whole[-1].name, whole[-1].from_m, stretch.to_m)
        else:
            whole.append(stretch)
    return whole


def km_of(stretches: Sequence[RoadStretch]) -> float:
    """Add up their lengths in kilometres."""
    return sum(stretch.length_m for stretch in stretches) / 1000.0


def starts_of(stretches: Sequence[RoadStretch]) -> tuple[float, ...]:
    """Give where they begin; those that follow each other are one place to a person."""
    return tuple(stretch.from_m for stretch in joined(stretches, by_name=False))


def longest_named(stretches: Sequence[RoadStretch]) -> Text:
    """Name the up to three longest, by road and kilometres: to enter those settles most."""
    whole = sorted(joined(stretches, by_name=True), key=lambda stretch: -stretch.length_m)
    shown = [_named(stretch) for stretch in whole[:_MOST_NAMED]]
    template = ("{first}", "{first}; {second}", "{first}; {second}; {third}")[len(shown) - 1]
    return text(template, **dict(zip(("first", "second", "third"), shown, strict=False)))


def _named(stretch: RoadStretch) -> Text:
    km = {"first": stretch.from_m / 1000.0, "last": stretch.to_m / 1000.0}
    if stretch.name is None:
        return text("road without a name, km {first:.2f}–{last:.2f}", **km)
    return text("{road}, km {first:.2f}–{last:.2f}", road=stretch.name, **km)
