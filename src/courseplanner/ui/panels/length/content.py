"""What is said of the length of a course: its figures, and the tables to choose from; without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from courseplanner.base.i18n import Text, text
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.length_budget import BudgetPart, LengthBudget
from courseplanner.ui.look.figures import UNKNOWN, plain

__all__ = ["TABLE_NAMES", "Figure", "LengthTable", "TableKind", "figures_of", "table_of"]


class TableKind(StrEnum):
    """The tables of the panel."""

    MEASURE_FIRST = "measure first"
    MARKS = "marks"
    ROOM = "room"


TABLE_NAMES: dict[TableKind, Text] = {
    TableKind.MEASURE_FIRST: text("Measure here first"),
    TableKind.MARKS: text("Marks"),
    TableKind.ROOM: text("Room to adjust"),
}

_PARTS: dict[BudgetPart, Text] = {
    BudgetPart.WIDTHS_ASSUMED: text("assumed widths"),
    BudgetPart.WIDTHS_GIVEN: text("given widths"),
    BudgetPart.KERBS: text("kerbs"),
    BudgetPart.MAP: text("map"),
    BudgetPart.HEIGHTS: text("heights"),
}
_KNOWN_BY: dict[str, Text] = {
    "tag": text("tag"),
    "user": text("brief"),
    "lanes": text("lanes"),
    "sidewalks": text("sidewalks"),
    "class": text("class"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A length with its name, as it is shown, and what it means."""

    label: Text
    value: Text
    meaning: Text


@dataclass(frozen=True, slots=True)
class LengthTable:
    """A table of places along a course.

    Parameters
    ----------
    heads : tuple of Text
    figures : frozenset of int
        Columns of figures, which stand at the right.
    widest : int
        The column that takes what room there is.
    rows : tuple of tuple of str
    at_m : tuple of float
        Chainage of each row.
    empty : Text
        What is said where there are no rows.
    """

    heads: tuple[Text, ...]
    figures: frozenset[int]
    widest: int
    rows: tuple[tuple[str, ...], ...]
    at_m: tuple[float, ...]
    empty: Text


def figures_of(candidate: Candidate) -> tuple[Figure, ...]:
    """Give the lengths of a course side by side, in whole metres but for the one that is planned."""
    budget = candidate.budget
    course = candidate.course
    saved_m = course.road.length_m - course.course_m
    known = (
        text("One standard error, from the map alone; a ride decides") if budget is None else _parts(budget)
    )
    return (
        Figure(
            text("Middle of the roads"),
            _whole(course.road.length_m),
            text("Along the centreline of the map: nobody is measured on it"),
        ),
        Figure(
            text("Shortest route"),
            text("{length} (\N{MINUS SIGN}{saved:.0f} m)", length=_whole(course.course_m), saved=saved_m)
            if course.centreline is not None
            else _whole(course.course_m),
            text("Inside the road, 0.30 m off kerbs and corners: what a certificate is measured along"),
        ),
        Figure(
            text("On the ground"),
            UNKNOWN if candidate.ground_m is None else _whole(candidate.ground_m),
            text("The shortest route with heights: what a bicycle measures"),
        ),
        Figure(
            text("Known to"),
            UNKNOWN if budget is None else text("± {error:.0f} m", error=budget.uncertainty_m),
            known,
        ),
        Figure(
            text("Bias"),
            UNKNOWN if budget is None else text("{bias:+.0f} m", bias=round(budget.bias_m) + 0.0),
            text("What is known to be off in one direction: negative where the real course is shorter"),
        ),
    )


def _whole(length_m: float) -> Text:
    return text("{length} m", length=f"{length_m:,.0f}".replace(",", "\N{NO-BREAK SPACE}"))


def _parts(budget: LengthBudget) -> Text:
    parts = ", ".join(
        f"{_PARTS[part]} {UNKNOWN if part_m is None else f'{part_m:.0f} m'}" for part, part_m in budget.parts
    )
    return text("One standard error, from the map alone: {parts}", parts=parts)


def table_of(candidate: Candidate, kind: TableKind) -> LengthTable:
    """Give one of the tables of a course."""
    return _TABLES[kind](candidate)


def _measure_first(candidate: Candidate) -> LengthTable:
    stretches = () if candidate.budget is None else candidate.budget.measure_first
    km_at = kilometrage_of(candidate).km_at
    return LengthTable(
        (
            text("Road"),
            text("km"),
            text("Width m"),
            text("by"),
            text("± m"),
        ),
        frozenset((1, 2, 4)),
        0,
        tuple(
            (
                plain(text("no name") if one.name is None else one.name),
                f"{km_at(one.from_m):.2f}–{km_at(one.to_m):.2f}",
                f"{one.width_m:.1f}",
                str(_KNOWN_BY.get(one.width_from, one.width_from)),
                f"{one.effect_m:.1f}",
            )
            for one in stretches
        ),
        tuple(one.from_m for one in stretches),
        text("No width of a road matters to the length of this course."),
    )


def _marks(candidate: Candidate) -> LengthTable:
    return LengthTable(
        (text("Mark"), text("km"), text("Where"), text("In the road")),
        frozenset((1,)),
        2,
        tuple(
            (
                plain(mark.name),
                f"{mark.nominal_m / 1000.0:.3f}",
                "" if mark.place is None else plain(mark.place),
                "" if mark.kerb is None else plain(mark.kerb),
            )
            for mark in candidate.course_marks
        ),
        tuple(mark.at_m for mark in candidate.course_marks),
        text("There are no marks yet."),
    )


def _room(candidate: Candidate) -> LengthTable:
    reserves = candidate.reserves
    return LengthTable(
        (text("What moves"), text("add m"), text("cut m"), text("Splits")),
        frozenset((1, 2)),
        0,
        tuple(
            (plain(one.title), f"{one.add_m:.0f}", f"{one.cut_m:.0f}", plain(one.moves)) for one in reserves
        ),
        tuple(one.at_m for one in reserves),
        text("No place was found where the course can be lengthened and shortened."),
    )


_TABLES: dict[TableKind, Callable[[Candidate], LengthTable]] = {
    TableKind.MEASURE_FIRST: _measure_first,
    TableKind.MARKS: _marks,
    TableKind.ROOM: _room,
}
