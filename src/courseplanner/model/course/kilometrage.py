"""How the boards of a course count: the one place that turns chainages into kilometres, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from courseplanner.base.i18n import Text, text
from courseplanner.model.course.course_mark import MILE_M, CourseMarkKind

__all__ = ["Kilometrage", "Split"]

_AT_FINISH_M = 1e-3
_REMAINDER_M = 0.05
"""A piece that is longer or shorter by less is as long as it should be, to whoever paints it."""


@dataclass(frozen=True, slots=True)
class Split:
    """A point of a course that is marked by its distance from the start.

    Parameters
    ----------
    kind : CourseMarkKind
        `KM`, `KM_5`, `HALFWAY` or `MILE`.
    name : Text
    nominal_m : float
        What the board says, in metres: without the prevention factor.
    at_m : float
        Chainage.
    """

    kind: CourseMarkKind
    name: Text
    nominal_m: float
    at_m: float


@dataclass(frozen=True, slots=True, eq=False)
class Kilometrage:
    """Turns chainages of a course into the metres that its boards count, and back.

    A kilometre of a race is a kilometre times the prevention factor on the basis of the course: on the
    ground where heights cover it, else on the ellipsoid. So the last kilometre is as long as the others,
    and the finish of a planned course lies at nominal × factor.

    Parameters
    ----------
    chainage_m : float64 (n,)
        Along the line as written, on the ellipsoid.
    measured_m : float64 (n,)
        Distance of the same points from the start on the basis.
    nominal_m : float
        The distance of the event.
    prevention_factor : float
    """

    chainage_m: NDArray[np.float64]
    measured_m: NDArray[np.float64]
    nominal_m: float
    prevention_factor: float

    def __post_init__(self) -> None:
        for line in (self.chainage_m, self.measured_m):
            line.flags.writeable = False

    def __reduce__(self) -> tuple[type[Kilometrage], tuple[object, ...]]:
        # Unpickled through the constructor, so that the arrays are read-only in every process.
        return type(self), tuple(getattr(self, field) for field in self.__slots__)

    @property
    def end_m(self) -> float:
        """Length of the course on its basis."""
        return float(self.measured_m[-1])

    def at_m(self, nominal_m: float) -> float:
        """Give the chainage at which the boards count so many metres, held to the ends of the course."""
        return float(np.interp(nominal_m * self.prevention_factor, self.measured_m, self.chainage_m))

    def nominal_at(self, at_m: float) -> float:
        """Give the metres that the boards count at a chainage."""
        return float(np.interp(at_m, self.chainage_m, self.measured_m)) / self.prevention_factor

    def km_at(self, at_m: float) -> float:
        """Give the kilometre, as the boards count, at a chainage."""
        return self.nominal_at(at_m) / 1000.0

    def measured_at(self, at_m: float) -> float:
        """Give the distance from the start on the basis at a chainage."""
        return float(np.interp(at_m, self.chainage_m, self.measured_m))

    def each(self, step_m: float) -> Iterator[float]:
        """Give the multiples of so many metres, as the boards count, that lie between start and finish."""
        last_m = min(self.nominal_m, self.end_m / self.prevention_factor) - _AT_FINISH_M
        for number in range(1, int(last_m // step_m) + 1):
            yield number * step_m

    def splits(self, *, miles: bool = False) -> Iterator[Split]:
        """Give kilometres, halfway and, where asked, miles between start and finish."""
        for nominal_m in self.each(1000.0):
            km = round(nominal_m / 1000.0)
            kind = CourseMarkKind.KM if km % 5 else CourseMarkKind.KM_5
            yield Split(kind, text("{km} km", km=km), nominal_m, self.at_m(nominal_m))
        half_m = self.nominal_m / 2.0
        if half_m * self.prevention_factor < self.end_m:
            yield Split(CourseMarkKind.HALFWAY, text("Halfway"), half_m, self.at_m(half_m))
        if miles:
            for nominal_m in self.each(MILE_M):
                mile = round(nominal_m / MILE_M)
                yield Split(
                    CourseMarkKind.MILE, text("{mile} mi", mile=mile), nominal_m, self.at_m(nominal_m)
                )

    @property
    def last_piece(self) -> Text | None:
        """What the piece before the finish is longer or shorter by; `None` where it is as it should be.

        Marks stand at their distance from the start, so that what a measured course is too long or too
        short by lies behind the last of them.
        """
        over_m = self.end_m - self.nominal_m * self.prevention_factor
        if abs(over_m) < _REMAINDER_M:
            return None
        piece_m = self.end_m - max(self.each(1000.0), default=0.0) * self.prevention_factor
        template = (
            "the last piece is {piece:.1f} m, {over:.1f} m more than it should be"
            if over_m > 0.0
            else "the last piece is {piece:.1f} m, {over:.1f} m less than it should be"
        )
        return text(template, piece=piece_m, over=abs(over_m))
