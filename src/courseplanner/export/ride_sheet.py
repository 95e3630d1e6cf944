"""The ride sheet of a measurer as a page to print: HTML that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from courseplanner.base.i18n import Text, text
from courseplanner.measure.bicycle.ride_sheet import SheetRow, expected_counts
from courseplanner.model.bicycle.calibration_stretch import CalibrationStretch
from courseplanner.model.course.planned_course import PlannedCourse
from courseplanner.model.course.reserve import Reserve

__all__ = ["SheetConstant", "ride_sheet_html"]

_STYLE = """
@page { size: A4; margin: 12mm 10mm; }
body { font: 9pt/1.3 system-ui, "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC",
    sans-serif;
  color: #000; background: #fff; max-width: 190mm; margin: 0 auto; padding: 4mm; }
h1 { font-size: 15pt; margin: 0 0 1mm; }
h2 { font-size: 11pt; margin: 5mm 0 1.5mm; }
p { margin: 1mm 0; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border-bottom: 0.3pt solid #888; padding: 0.9mm 1.2mm; text-align: left; vertical-align: top; }
th { border-bottom: 1pt solid #000; font-weight: 600; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.s td { background: #ececec; font-weight: 600; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.w { min-width: 20mm; border-left: 0.3pt solid #888; }
.f td { height: 6mm; }
.p { width: 38%; }
.q { color: #333; }
"""


@dataclass(frozen=True, slots=True)
class SheetConstant:
    """The constant that expected counts are computed with.

    Parameters
    ----------
    counts_per_km : float
        With the prevention factor.
    period : float
        The counts after which the counter shows 0 again.
    start_reading : float or None
        What the counter shows at the start, if that is known before.
    """

    counts_per_km: float
    period: float
    start_reading: float | None = None


def ride_sheet_html(
    planned: PlannedCourse, rows: Sequence[SheetRow], constant: SheetConstant | None
) -> bytes:
    """Write a ride sheet.

    Parameters
    ----------
    planned : PlannedCourse
    rows : sequence of SheetRow
    constant : SheetConstant or None
        `None` before the calibration course was ridden: the counts are then left to be written in.
    """
    title = text("Ride sheet: {course}", course=planned.name)
    parts = [
        f"<h1>{_e(title)}</h1>",
        *(f"<p>{_e(words)}</p>" for words in _head(planned, constant)),
        _to_fill_in(),
        f"<h2>{_e(text('Calibration course'))}</h2>",
        *_calibration(planned.calibration_courses),
        f"<h2>{_e(text('Room to adjust'))}</h2>",
        *_room(planned.reserves),
        f"<h2>{_e(text('Course'))}</h2>",
        *(f'<p class="q">{_e(words)}</p>' for words in _how_to_read(planned)),
        _course_table(planned, rows, constant),
        f'<p class="q">{_e(_sources(planned))}</p>',
    ]
    body = "\n".join(parts)
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_e(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
    return page.encode("utf-8", errors="replace")


def _e(words: object) -> str:
    return escape(str(words))


def _head(planned: PlannedCourse, constant: SheetConstant | None) -> Iterable[Text]:
    length = text(
        "Planned length {target:.2f} m = {nominal:g} m × {factor:g}",
        target=planned.target_m,
        nominal=planned.nominal_m,
        factor=round(planned.prevention_factor, 6),
    )
    if planned.uncertainty_m is None:
        yield text("{length}. How well the map knows it is not known.", length=length)
    else:
        yield text(
            "{length}, known to ± {error:.0f} m from the widths of the map: the ride decides.",
            length=length,
            error=planned.uncertainty_m,
        )
    yield text("A plan, not a measurement, and never certified.")
    if constant is None:
        yield text(
            "No constant yet: counts are left blank. Expected counts = constant × km ridden / {factor:g}.",
            factor=round(planned.prevention_factor, 6),
        )
    else:
        yield text(
            "Constant {constant:.1f} counts/km, prevention factor included.",
            constant=constant.counts_per_km,
        )


def _to_fill_in() -> str:
    fields = (
        text("Measurer"), text("Date"), text("Weather, °C"), text("Bicycle, tyre, pressure"),
        text("Counter at the start"), text("Counter at the finish"),
    )  # fmt: skip
    cells = [f'<td class="q">{_e(field)}</td><td class="w"></td>' for field in fields]
    rows = "".join(f'<tr class="f">{"".join(cells[at : at + 2])}</tr>' for at in range(0, len(cells), 2))
    return f"<table>{rows}</table>"


def _calibration(stretches: Sequence[CalibrationStretch]) -> Iterable[str]:
    if not stretches:
        words = text("No straight, level and quiet road of 300 m was found within 5 km of the start.")
        yield f"<p>{_e(words)}</p>"
    else:
        words = text("Straight and quiet by the map, near the start; look at it, then tape it.")
        yield f'<p class="q">{_e(words)}</p>'
        heads = [
            text("road"), text("straight m"), text("rises m"), text("from the start m"),
            text("from (lat, lon)"), text("to (lat, lon)"),
        ]  # fmt: skip
        yield _table(heads, (_stretch(one) for one in stretches))
    heads = [text("ride"), text("before: start"), text("end"), text("after: start"), text("end")]
    blank = '<td class="w"></td>' * 4
    yield _table(heads, (f'<tr class="f"><td>{number}</td>{blank}</tr>' for number in range(1, 5)))


def _stretch(one: CalibrationStretch) -> str:
    name = one.name or text("no name")
    kind = text("{name} ({kind}, {surface})", name=name, kind=one.road_class, surface=one.surface or "?")
    rise = "?" if one.rise_m is None else f"{one.rise_m:+z.0f}"
    ends = "".join(f'<td class="n">{lat:.5f}, {lon:.5f}</td>' for lon, lat in (one.start, one.end))
    figures = "".join(f'<td class="n">{_e(figure)}</td>' for figure in (f"{one.length_m:.0f}", rise))
    return f'<tr><td>{_e(kind)}</td>{figures}<td class="n">{one.away_m:.0f}</td>{ends}</tr>'


def _room(reserves: Sequence[Reserve]) -> Iterable[str]:
    if not reserves:
        words = text("No place was found where the course can be lengthened and shortened: agree on one.")
        yield f"<p>{_e(words)}</p>"
        return
    yield _table(
        [text("where"), text("add m"), text("cut m"), text("splits"), text("agreed")],
        (
            f'<tr><td>{_e(one.title)}</td><td class="n">{one.add_m:.0f}</td>'
            f'<td class="n">{one.cut_m:.0f}</td><td>{_e(one.moves)}</td><td class="w"></td></tr>'
            for one in reserves
        ),
    )


def _how_to_read(planned: PlannedCourse) -> Iterable[Text]:
    yield text(
        "Ride 0.30 m from what is named and straight in between, the shortest way "
        "that a runner could take. Left and right are those of the rider."
    )
    if planned.prevention_factor > 1.0:
        yield text(
            "Grey rows are painted at the count: they are the marks of the plan; "
            "both include the prevention factor."
        )


def _course_table(planned: PlannedCourse, rows: Sequence[SheetRow], constant: SheetConstant | None) -> str:
    has_reading = constant is not None and constant.start_reading is not None
    heads = [text("ridden m"), text("counts")]
    heads += [text("reading")] if has_reading else []
    heads += [text("where to ride"), text("place, by the map"), text("seen")]
    return _table(heads, (_row(planned, row, constant) for row in rows))


def _row(planned: PlannedCourse, row: SheetRow, constant: SheetConstant | None) -> str:
    figures = [f"{row.at_m:.0f}"]
    if constant is None:
        figures.append("")
    else:
        counts = expected_counts(row.at_m, constant.counts_per_km, planned.prevention_factor)
        figures.append(f"{counts:.0f}")
        if constant.start_reading is not None:
            figures.append(_reading(constant.start_reading + counts, constant.period))
    cells = "".join(f'<td class="n">{_e(figure)}</td>' for figure in figures)
    place = "" if row.place is None else _e(row.place)
    kind = ' class="s"' if row.is_split else ""
    return f'<tr{kind}>{cells}<td>{_e(row.what)}</td><td class="p">{place}</td><td class="w"></td></tr>'


def _reading(counts: float, period: float) -> str:
    """Write a reading as the counter shows it: with all its digits, from 0 again after the last."""
    digits = len(str(round(period))) - 1
    return f"{round(counts) % round(period):0{digits}d}"


def _table(heads: Iterable[Text], rows: Iterable[str]) -> str:
    head = "".join(f"<th>{_e(words)}</th>" for words in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n" + "\n".join(rows) + "\n</tbody></table>"


def _sources(planned: PlannedCourse) -> Text:
    if not planned.sources:
        return text("")
    return text("Planned on {sources}.", sources=", ".join(planned.sources))
