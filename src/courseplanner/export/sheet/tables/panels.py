"""What stands beside the map: figures, blanks for the measurer, the stamp, and where data came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courseplanner import __version__
from courseplanner.base.i18n import Text, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.disclaimers import osm_credit
from courseplanner.export.palette import COURSE
from courseplanner.export.sheet.drawing.drawing_ops import BLACK, WHITE, Page, grey
from courseplanner.export.sheet.drawing.paper import Box
from courseplanner.export.sheet.drawing.speech import Speech
from courseplanner.export.sheet.map.points_drawn import STATION_LETTERS
from courseplanner.export.sheet.tables.course_shares import in_percent, motor_unknown, surface_shares
from courseplanner.model.course.candidate import Candidate

__all__ = [
    "STAMP_MM",
    "draw_blanks",
    "draw_figures",
    "draw_foot",
    "draw_legend",
    "draw_letters",
    "draw_review_number",
    "draw_stamp",
    "draw_title",
]

STAMP_MM = (60.0, 40.0)
"""Room for the certificate stamp."""
_ROW_MM, _LETTER_MM, _HEAD_MM = 3.7, 2.1, 2.5
_FOOT_LETTER_MM, _FOOT_ROW_MM = 1.65, 2.2
_SHORT_HASH = 12


def draw_title(page: Page, box: Box, package: CoursePackage, title: Text, speech: Speech) -> None:
    """Set the name of the race, what the sheet is, and the towns."""
    candidate = package.candidate
    with page.of("race"):
        page.words(
            package.event or speech.say(text("Race without a name")),
            box.left,
            box.top - 5.2,
            6.2,
            is_bold=True,
            room_mm=box.width * 0.62,
        )
    with page.of("plan"):
        page.words(speech.say(title), box.left, box.top - 10.0, 2.6, room_mm=box.width * 0.62)
    with page.of("towns"):
        page.words(
            _towns(package, speech), box.right, box.top - 4.6, 3.0, align="right", room_mm=box.width * 0.36
        )
    letter = text(
        "Candidate {letter} – {km:.4f} km nominal", letter=candidate.id, km=candidate.nominal_m / 1000.0
    )
    page.words(speech.say(letter), box.right, box.top - 9.6, 2.2, align="right", room_mm=box.width * 0.36)
    page.line([(box.left, box.bottom), (box.right, box.bottom)], width_mm=0.3)


def _towns(package: CoursePackage, speech: Speech) -> str:
    start, finish = package.towns
    blank = "_" * 18
    if start == finish:
        return speech.say(text("City: {city}", city=start or blank))
    return speech.say(text("From {start} to {finish}", start=start or blank, finish=finish or blank))


@dataclass(frozen=True, slots=True)
class _Row:
    item: str
    name: Text
    value: str


def _figures(package: CoursePackage, speech: Speech) -> list[_Row]:
    candidate, course = package.candidate, package.candidate.course
    unknown = speech.say(text("not known"))
    rows = [
        _Row("length", text("Planned length"), f"{candidate.planned_m:,.1f} m"),
        _Row("uncertainty", text("Uncertainty (1 s.e.)"), _uncertainty(candidate, unknown)),
        _Row("separation", text("Start to finish, straight"), _separation(candidate)),
    ]
    profile, heights = candidate.profile, course.height_m
    if profile is None or heights is None:
        rows += [_Row("drop", text("Drop"), unknown), _Row("heights", text("Heights"), unknown)]
    else:
        drop = profile.drop_m_per_km(candidate.nominal_m)
        ends = f"{heights[0]:.0f} / {heights[-1]:.0f} m"
        extremes = f"{heights.max():.0f} / {heights.min():.0f} m"
        rows += [
            _Row("drop", text("Drop"), f"{drop:+z.2f} m/km"),
            _Row("heights", text("Height of start / finish"), ends),
            _Row("heights", text("Highest / lowest point"), extremes),
            _Row("climb", text("Climb / descent"), f"{profile.climb_m:.0f} / {profile.descent_m:.0f} m"),
        ]
    shares, surface = candidate.shares, surface_shares(course)
    rows += [
        _Row(
            "surface",
            text("Paved / unpaved / not known"),
            " / ".join(map(in_percent, (surface.paved, surface.unpaved, surface.unknown))),
        ),
        _Row(
            "motor-free",
            text("Free of motor traffic / not known"),
            f"{in_percent(shares.motor_free)} / {in_percent(motor_unknown(course))}",
        ),
        _Row("widths", text("Width of road assumed"), in_percent(shares.width_unknown)),
    ]
    if shares.tunnel > 0.0:
        rows.append(_Row("tunnels", text("In tunnels"), f"{shares.tunnel * course.course_m:,.0f} m"))
    return rows


def _uncertainty(candidate: Candidate, unknown: str) -> str:
    return unknown if candidate.budget is None else f"± {candidate.budget.uncertainty_m:.0f} m"


def _separation(candidate: Candidate) -> str:
    part = candidate.separation_m / candidate.nominal_m
    return f"{candidate.separation_m:,.0f} m ({100.0 * part:.1f} %)"


def draw_figures(page: Page, box: Box, package: CoursePackage, speech: Speech) -> float:
    """Set the figures of the course; give the height that they took."""
    y = _head(page, box, speech.say(text("Figures of the plan")))
    rows = _figures(package, speech)
    for row in rows:
        y -= _ROW_MM
        with page.of(row.item):
            used = page.words(
                row.value, box.right, y, _LETTER_MM, align="right", is_bold=True, room_mm=box.width * 0.5
            )
        page.words(speech.say(row.name), box.left, y, _LETTER_MM, room_mm=box.width - used - 1.5)
    return box.top - y + 1.5


def _head(page: Page, box: Box, words: str) -> float:
    y = box.top - _HEAD_MM
    page.words(words, box.left, y, _HEAD_MM, is_bold=True, room_mm=box.width)
    page.line([(box.left, y - 1.0), (box.right, y - 1.0)], width_mm=0.15)
    return y - 0.6


_BLANKS: Sequence[tuple[str, Text]] = (
    ("measurer", text("Measured by")),
    ("contact", text("Contact")),
    ("measured-on", text("Measured on")),
    ("code", text("Certificate code")),
    ("effective", text("Valid from")),
    ("expires", text("Valid until")),
)


def draw_blanks(page: Page, box: Box, speech: Speech) -> float:
    """Rule what only the measurement will tell; give the height that it took."""
    y = _head(page, box, speech.say(text("To be filled in after measuring")))
    for item, name in _BLANKS:
        y -= _ROW_MM + 1.0
        width = page.words(speech.say(name), box.left, y, _LETTER_MM, room_mm=box.width * 0.45)
        with page.of(item):
            page.line([(box.left + width + 1.5, y - 0.4), (box.right, y - 0.4)], width_mm=0.15)
    return box.top - y + 1.5


def draw_stamp(page: Page, box: Box, speech: Speech) -> float:
    """Leave room for the stamp of the certificate; give the height that it took."""
    width, height = min(STAMP_MM[0], box.width), STAMP_MM[1]
    room = Box(box.left, box.top - height, box.left + width, box.top)
    with page.of("stamp"):
        page.box(room, colour=WHITE, rim_mm=0.25)
    page.words(
        speech.say(text("Certificate stamp")),
        box.left,
        room.bottom - 2.4,
        1.8,
        colour=grey(0.3),
        room_mm=width,
    )
    return height + 4.0


def draw_review_number(page: Page, box: Box, package: CoursePackage, speech: Speech) -> float:
    """Set the number under which the map was passed, or rule a blank for it; give the height that it took."""
    y = box.top - 4.0
    width = page.words(speech.say(text("Review number")), box.left, y, _HEAD_MM, room_mm=box.width * 0.5)
    with page.of("review-number"):
        if package.review_number:
            page.words(
                package.review_number,
                box.left + width + 2.0,
                y,
                _HEAD_MM,
                is_bold=True,
                room_mm=box.width - width - 2.0,
            )
        else:
            page.line([(box.left + width + 2.0, y - 0.4), (box.right, y - 0.4)], width_mm=0.15)
    return 6.0


def draw_legend(page: Page, box: Box, speech: Speech, shows: frozenset[str]) -> float:
    """Say what lines and marks stand for; give the height that it took."""
    y = _head(page, box, speech.say(text("Legend")))
    left, right = box.left, box.left + 8.0
    entries: list[tuple[str, Text]] = [
        ("course", text("planned line, within the roads it runs on")),
        ("direction", text("direction of running")),
    ]
    if "kilometres" in shows:
        entries.append(("km", text("kilometre")))
    if "restrictions" in shows:
        entries.append(("restriction", text("restriction, stated or assumed (R, see the list)")))
    if "crossings" in shows:
        entries.append(("crossing", text("crossing of a big road or railway (X, see the list)")))
    if "access" in shows:
        entries.append(("access", text("road under or over the course (A, see the list)")))
    if "stations" in shows:
        entries.append(("station", text("station")))
    if "places" in shows:
        entries.append(("place", text("place on the course")))
    for kind, words in entries:
        y -= _ROW_MM
        middle = y + 0.7
        if kind == "course":
            page.line(
                [(left, middle), (right, middle)], width_mm=1.74, colour=grey(0.25), has_round_ends=False
            )
            page.line([(left, middle), (right, middle)], width_mm=1.5, colour=WHITE, has_round_ends=False)
            page.line([(left, middle), (right, middle)], width_mm=0.4, colour=COURSE, has_round_ends=False)
        elif kind == "direction":
            at = left + 4.0
            page.area([(at + 0.9, middle), (at - 0.6, middle + 0.6), (at - 0.6, middle - 0.6)], colour=BLACK)
        else:
            colour = {
                "km": WHITE,
                "restriction": grey(0.5),
                "crossing": BLACK,
                "access": WHITE,
                "station": grey(0.4),
                "place": grey(0.75),
            }[kind]
            page.dot(left + 4.0, middle, 0.8, colour)
        page.words(speech.say(words), right + 1.5, y, _LETTER_MM, room_mm=box.right - right - 1.5)
    return box.top - y + 1.5


def draw_letters(page: Page, box: Box, speech: Speech) -> float:
    """Say what the letters of stations stand for; give the height that it took."""
    y = _head(page, box, speech.say(text("Stations")))
    for letters, words in STATION_LETTERS.values():
        y -= _ROW_MM
        page.words(speech.say(letters), box.left, y, _LETTER_MM, is_bold=True, room_mm=10.0)
        page.words(speech.say(words), box.left + 11.0, y, _LETTER_MM, room_mm=box.width - 11.0)
    return box.top - y + 1.5


def draw_foot(page: Page, box: Box, package: CoursePackage, speech: Speech) -> None:
    """Say from which data, with which program and seed the sheet was made."""
    sources = " – ".join(
        f"{one.source} {one.date or ''} sha256 {one.sha256[:_SHORT_HASH]}".replace("  ", " ")
        for one in package.provenance
    )
    said = [
        speech.say(
            text(
                "Planned with courseplanner {version}, seed {seed}; not a measurement.",
                version=__version__,
                seed="-" if package.seed is None else package.seed,
            )
        ),
        speech.say(text("Data: {sources}", sources=sources)),
        *map(speech.say, osm_credit(package.provenance)),
    ]
    y = box.top - _FOOT_ROW_MM
    with page.of("provenance"):
        for words in said:
            page.words(words, box.left, y, _FOOT_LETTER_MM, colour=grey(0.2), room_mm=box.width)
            y -= _FOOT_ROW_MM
