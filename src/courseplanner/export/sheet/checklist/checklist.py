"""Looks over a finished certification map: which items of the checklist are on it, as the file has it.

The items are those of the public map requirements of the US road-running council (2014, January 2020), of the
USATF manual and of the international measurers' notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from courseplanner.base.i18n import Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.sheet.checklist.reading import Drawn, ReadPage, read_pages
from courseplanner.export.sheet.drawing.face import face
from courseplanner.export.sheet.drawing.paper import PAPERS
from courseplanner.export.sheet.map.insets import insets_of
from courseplanner.export.sheet.map.restrictions import restrictions_of
from courseplanner.export.sheet.tables.tables_drawn import BY_HAND
from courseplanner.model.course.course_mark import CourseMarkKind

__all__ = ["Checked", "State", "checklist_in_words", "checklist_of", "missing_on"]

_MOST_BYTES = 7_000_000
_STAMP_MM = (60.0, 40.0)
_TO_SCALE = 0.005
"""Scale bar and course are right to half a per cent."""
_RULE_MM = 25.0
_DARK = 0.5
"""What is read in black on white is at least so dark."""
_PAPER_WITHIN_MM = 1.0
_PARTS_OF_FRAME = 2
"""A frame is its ground and its edge."""
_ENDS = (CourseMarkKind.START, CourseMarkKind.FINISH, CourseMarkKind.TURNAROUND)


class State(StrEnum):
    """What was found of an item."""

    PRESENT = "present"
    BLANK = "blank"
    """Ruled, to be filled in by hand."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Checked:
    """An item of the checklist, looked for in a file.

    Parameters
    ----------
    item : str
    words : Text
        What it is.
    state : State
    what : str
        What was found, or lacks.
    """

    item: str
    words: Text
    state: State
    what: str = ""


def checklist_of(pdf: bytes, package: CoursePackage) -> tuple[Checked, ...]:
    """Look for each item of the checklist in a certification map of a course.

    Parameters
    ----------
    pdf : bytes
        The file as written.
    package : CoursePackage
        What it was written of.

    Returns
    -------
    tuple of Checked
        In the order of the checklist.
    """
    pages = read_pages(pdf)
    found: list[Checked] = [_paper(pdf, pages)]
    for check in _CHECKS:
        found += check(pages, package)
    return tuple(found)


def checklist_in_words(pdf: bytes, package: CoursePackage) -> tuple[Text, ...]:
    """Say how much of the checklist is there, and what is missing."""
    found = checklist_of(pdf, package)
    count = {state: sum(one.state is state for one in found) for state in State}
    summary = text(
        "Checklist of the map: {present} items there, {blank} blanks to be filled in, {missing} missing.",
        present=count[State.PRESENT],
        blank=count[State.BLANK],
        missing=count[State.MISSING],
    )
    return (summary, *_missing(found))


def missing_on(pdf: bytes, package: CoursePackage) -> tuple[Text, ...]:
    """Say what is missing on a certification map."""
    return tuple(_missing(checklist_of(pdf, package)))


def _missing(found: Iterable[Checked]) -> Iterator[Text]:
    for one in found:
        if one.state is State.MISSING and one.what:
            yield text("Missing on the map: {item} ({what}).", item=one.words, what=one.what)
        elif one.state is State.MISSING:
            yield text("Missing on the map: {item}.", item=one.words)


def _is(good: object) -> State:
    return State.PRESENT if good else State.MISSING


def _paper(pdf: bytes, pages: Sequence[ReadPage]) -> Checked:
    sides = sorted((pages[0].width_mm, pages[0].height_mm))
    known = any(
        abs(sides[0] - paper.width_mm) + abs(sides[1] - paper.height_mm) < _PAPER_WITHIN_MM
        for paper in PAPERS.values()
    )
    return Checked(
        "paper",
        text("A4, letter or A3, at most 7 MB"),
        _is(known and len(pdf) <= _MOST_BYTES),
        f"{len(pdf)} bytes",
    )


def _map(pages: Sequence[ReadPage], package: CoursePackage) -> Iterator[Checked]:
    """Look for course, scale and north."""
    first = pages[0]
    denominator = _denominator(first)
    course, frame = first.of("course"), first.of("frame")
    drawn_m = sum(one.length_mm for one in course) * denominator / 1000.0
    off = abs(drawn_m - package.candidate.course.course_m) / package.candidate.course.course_m
    inside = bool(course and frame) and all(_inside(one, frame[0]) for one in course)
    yield Checked(
        "course",
        text("the whole course on one page, to scale"),
        _is(inside and off <= _TO_SCALE),
        f"{drawn_m:.0f} m",
    )
    yield Checked("direction", text("direction of running"), _is(len(first.of("direction"))))
    yield Checked("north", text("north arrow"), _is("N" in first.words_of("north")))
    bar_m = _bar_m(first, denominator)
    said_m = _metres(first.words_of("scale-bar-length"))
    right = said_m > 0.0 and abs(bar_m - said_m) <= _TO_SCALE * said_m
    yield Checked("scale-bar", text("scale bar"), _is(right), f"{bar_m:.1f} m / {said_m:.0f} m")
    yield Checked("graticule", text("graticule"), _is(first.words_of("graticule")))
    dark = [one for one in first.drawn if (one.words is not None or one.item == "course") and one.ink > _DARK]
    yield Checked("black", text("readable in black and white"), _is(not dark), f"{len(dark)}")


def _denominator(page: ReadPage) -> float:
    said = re.search(r"1 : ([\d,]+)", " ".join(page.words_of("scale")))
    return float(said[1].replace(",", "")) if said else np.nan


def _bar_m(page: ReadPage, denominator: float) -> float:
    bars = [path for one in page.of("scale-bar") for path in one.paths]
    return max((float(np.ptp(path[:, 0])) for path in bars), default=0.0) * denominator / 1000.0


def _metres(said: Iterable[str]) -> float:
    read = re.search(r"([\d.]+) (k?m)", " ".join(said))
    return 0.0 if read is None else float(read[1]) * (1000.0 if read[2] == "km" else 1.0)


def _inside(one: Drawn, frame: Drawn) -> bool:
    within = np.vstack(frame.paths)
    low, high = within.min(axis=0), within.max(axis=0)
    return all(((path >= low - 0.01) & (path <= high + 0.01)).all() for path in one.paths)


def _heading(pages: Sequence[ReadPage], package: CoursePackage) -> Iterator[Checked]:
    """Look for race, towns, and that it is a plan."""
    first = pages[0]
    race = face().clean(package.event)
    set_as = " ".join(first.words_of("race"))
    cut = set_as.endswith("…") and race.startswith(set_as[:-1])
    yield Checked("race", text("name of the race"), _is(race and (set_as == race or cut)), set_as)
    towns = " ".join(first.words_of("towns"))
    state = State.BLANK if "___" in towns else _is(towns)
    yield Checked("towns", text("city of the finish, and of the start"), state, towns)
    yield Checked("plan", text("that it is a plan, not measured"), _is(first.words_of("plan")))
    said = " ".join(first.words_of("provenance"))
    known = all(one.source in said and one.sha256[:8] in said for one in package.provenance)
    yield Checked(
        "provenance", text("data, dates, hashes, seed and version"), _is(said and (known or "…" in said))
    )


def _blanks(pages: Sequence[ReadPage], _: CoursePackage) -> Iterator[Checked]:
    """Look for what only the measurement will tell, and the stamp."""
    for item, words in (
        ("measurer", text("measurer")),
        ("contact", text("contact of the measurer")),
        ("measured-on", text("date of the measurement")),
        ("code", text("certificate code")),
        ("effective", text("first day of the certificate")),
        ("expires", text("last day of the certificate")),
    ):
        ruled = sum(one.length_mm for one in pages[0].of(item))
        yield Checked(item, words, State.BLANK if ruled >= _RULE_MM else State.MISSING)
    yield Checked("stamp", text("room for the stamp"), _is(_has_stamp_room(pages[0])))


def _has_stamp_room(page: ReadPage) -> bool:
    for one in page.of("stamp"):
        corners = np.vstack(one.paths)
        (left, bottom), (right, top) = corners.min(axis=0), corners.max(axis=0)
        if right - left < _STAMP_MM[0] - 0.1 or top - bottom < _STAMP_MM[1] - 0.1:
            continue
        return not any(
            left < (each.box.left + each.box.right) / 2.0 < right
            and bottom < (each.box.bottom + each.box.top) / 2.0 < top
            for each in page.drawn
            if each.words is not None
        )
    return False


def _points(pages: Sequence[ReadPage], package: CoursePackage) -> Iterator[Checked]:
    """Look for start, finish, turnarounds and kilometres: on the map, and in words against landmarks."""
    tables = _said(pages, "marks-table")
    wanted = [mark for mark in package.candidate.course_marks if mark.kind in _ENDS]
    lost = [mark for mark in wanted if mark.place is not None and not _stands(mark.place, tables, package)]
    unknown = [mark for mark in wanted if mark.place is None]
    state = _is(wanted and not lost and not unknown)
    if unknown and not lost and BY_HAND in tables:
        state = State.BLANK
    names = ", ".join(str(mark.name) for mark in (*lost, *unknown))
    yield Checked("ends", text("start, finish and turnarounds against landmarks"), state, names)
    framed = sum(len(page.of("frame")) for page in pages[1:]) // _PARTS_OF_FRAME
    expected = len(insets_of(package))
    what = f"{framed} / {expected}"
    words = text("enlarged maps of start, finish, turnarounds and restrictions")
    yield Checked("insets", words, _is(framed >= expected > 0), what)
    kilometres = {one for page in pages[:1] for one in page.words_of("kilometre-name")}
    lacking = [
        km
        for km in (round(nominal_m / 1000.0) for nominal_m in package.kilometrage.each(1000.0))
        if str(km) not in kilometres and f"{km}.000" not in tables
    ]
    yield Checked(
        "kilometres",
        text("every kilometre, on the map or in the table"),
        _is(not lacking),
        str(lacking or ""),
    )


def _said(pages: Iterable[ReadPage], *items: str) -> set[str]:
    return {words for page in pages for words in page.words_of(*items)}


def _stands(words: Text, said: set[str], package: CoursePackage) -> bool:
    """Tell whether a text was set, in the first language at least; long ones may have been cut."""
    whole = face().clean(words.said_in(package.languages[0]))
    return any(one == whole or (one.endswith("…") and whole.startswith(one[:-1])) for one in said)


def _roads(pages: Sequence[ReadPage], package: CoursePackage) -> Iterator[Checked]:
    """Look for restrictions, and the streets that are run on and crossed."""
    course = package.candidate.course
    wanted = restrictions_of(course)
    listed, drawn = _said(pages, "restrictions-table"), _said(pages[:1], "restriction-place-name")
    lacking = [f"R{one.number}" for one in wanted if f"R{one.number}" not in listed & drawn]
    yield Checked(
        "restrictions",
        text("every restriction, on the map and with offsets"),
        _is(listed and not lacking),
        ", ".join(lacking),
    )
    streets = {face().clean(leg.name) for leg in course.legs if leg.name}
    on_map, in_table = _said(pages[:1], "street-name"), _said(pages, "streets-table")
    unnamed = [name for name in sorted(streets) if not _named(name, on_map | in_table)]
    what = f"{sum(_named(name, on_map) for name in streets)} / {len(streets)}"
    yield Checked("streets", text("names of the streets run on"), _is(not unnamed), what)
    turns = [cue.place for cue in package.cues if cue.place is not None]
    spoken = _said(pages, "turns-table")
    unsaid = [place for place in turns if not _stands(place, spoken, package)]
    yield Checked(
        "turns",
        text("streets that meet at the turns"),
        _is(not unsaid),
        f"{len(turns) - len(unsaid)} / {len(turns)}",
    )


def _named(name: str, said: Iterable[str]) -> bool:
    return any(one == name or (one.endswith("…") and name.startswith(one[:-1])) for one in said)


def _figures(pages: Sequence[ReadPage], package: CoursePackage) -> Iterator[Checked]:
    """Look for drop, separation, heights and the length."""
    first, candidate = pages[0], package.candidate
    length = f"{candidate.planned_m:,.1f} m"
    yield Checked(
        "length",
        text("planned length, with its uncertainty"),
        _is(length in first.words_of("length") and first.words_of("uncertainty")),
    )
    yield Checked("separation", text("separation of start and finish"), _is(first.words_of("separation")))
    for item, words in (
        ("drop", text("drop")),
        ("heights", text("heights of start, finish, top and bottom")),
    ):
        said = first.words_of(item)
        state = _is(said) if candidate.profile is not None or not said else State.BLANK
        yield Checked(item, words, state, ", ".join(said))
    yield Checked("profile", text("profile"), _is(first.of("profile")))


_CHECKS: tuple[Callable[[Sequence[ReadPage], CoursePackage], Iterator[Checked]], ...] = (
    _map, _heading, _blanks, _points, _roads, _figures,
)  # fmt: skip
