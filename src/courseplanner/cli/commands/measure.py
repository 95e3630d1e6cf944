"""`courseplanner measure`: reduces the rides of a calibrated bicycle."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import Text, text
from courseplanner.cli.commands.planning import DONE
from courseplanner.cli.parser import Commands
from courseplanner.cli.show_findings import findings_table
from courseplanner.cli.terminal import grey, grouped, one_line, tell

if TYPE_CHECKING:
    from rich.console import RenderableType

    from courseplanner.workflow import MeasureResult


__all__ = ["add_to", "run"]


def add_to(commands: Commands) -> None:
    """Add `courseplanner measure` to the command line."""
    measure = commands.add_parser(
        "measure",
        help=str(text("reduce the rides of a calibrated bicycle")),
        description=str(
            text("Reduces a measurement with the calibrated bicycle: constants, lengths, and what to add.")
        ),
        epilog=str(text("What the file holds: docs/measurement.md. It is never written to.")),
        allow_abbrev=False,
    )
    add = measure.add_argument
    add("rides", metavar="RIDES.toml", type=Path, nargs="?", help=str(text("the readings")))
    add(
        "--sheet",
        metavar="COURSE",
        type=Path,
        help=str(
            text("write the ride sheet of a planned course: its folder, such as out/A (RIDES.toml optional)")
        ),
    )
    add(
        "--out",
        metavar="FILE.html",
        type=Path,
        help=str(text("the ride sheet; ride-sheet.html in the folder of the course, if not given")),
    )
    add(
        "--start-reading",
        metavar="N",
        type=float,
        help=str(text("counter reading at the start, for the readings in the ride sheet")),
    )
    add("--rules", metavar="NAME", help=str(text("rule set, instead of the one in the file")))
    add("--json", action="store_true", help=str(text("print JSON instead of the list")))
    add("--debug", action="store_true", help=argparse.SUPPRESS)


def run(options: argparse.Namespace, _started_s: float) -> int:
    """`courseplanner measure`."""
    from courseplanner.workflow import measure_json, measure_rides

    if options.sheet is not None:
        return _ride_sheet(options)
    for option, value in (("--out", options.out), ("--start-reading", options.start_reading)):
        if value is not None:
            raise InputError(option, text("only works with --sheet"), text("add --sheet COURSE"))
    if options.rides is None:
        raise InputError("measure", text("there are no readings"), text("give RIDES.toml, or --sheet COURSE"))
    result = measure_rides(options.rides, options.rules)
    for words in result.doubts:
        tell(text("warning: {file}: {words}", file=options.rides, words=words))
    if options.json:
        sys.stdout.write(measure_json(result).decode())
    else:
        _print_measure(result)
    return DONE


def _ride_sheet(options: argparse.Namespace) -> int:
    """`courseplanner measure --sheet`."""
    from courseplanner.workflow import measure_rides, write_ride_sheet

    if options.json:
        raise InputError("--json", text("a ride sheet is a page to print"), text("leave it out"))
    result = None if options.rides is None else measure_rides(options.rides, options.rules)
    for words in () if result is None else result.doubts:
        tell(text("warning: {file}: {words}", file=options.rides, words=words))
    out = options.sheet / "ride-sheet.html" if options.out is None else options.out
    write_ride_sheet(options.sheet, out, result, options.start_reading)
    sys.stdout.write(f"{text('Ride sheet written to {out}', out=one_line(out))}\n")
    return DONE


def _print_measure(result: MeasureResult, *, width: int | None = None) -> None:
    """Print what a measurement gave on standard output: constants, rides, what to add, and the rules.

    Parameters
    ----------
    result : MeasureResult
    width : int, optional
        Columns of the terminal; found out where not given.
    """
    from rich.console import Console, Group
    from rich.text import Text as RichText

    measurement, reduced = result.measurement, result.reduced
    console = Console(file=sys.stdout, width=width, markup=False, emoji=False, highlight=False)
    head = text(
        "{nominal} m; calibration course {calibration:.2f} m; rules: {rules}",
        nominal=grouped(measurement.nominal_m),
        calibration=reduced.calibration_m,
        rules=result.rules.title,
    )
    parts: list[RenderableType] = [
        RichText(one_line(measurement.name or text("Measurement without a name")), style="bold"),
        str(head),
        "",
        *(str(words) for words in _constants_in_words(result)),
        *(str(words) for words in _rides_in_words(result)),
        "",
        findings_table(result.findings),
        "",
        grey(text("✗ fails  ! warning  ? unknown  ✓ passes")),
    ]
    console.print(Group(*parts))


def _constants_in_words(result: MeasureResult) -> Iterator[Text]:
    reduced = result.reduced
    for when, constant in ((text("before"), reduced.before), (text("after"), reduced.after)):
        if constant is not None:
            yield text("constant {when}: {constant:.2f} counts/km", when=when, constant=constant)
    if reduced.drift_percent is not None:
        yield text(
            "average {average:.2f}, larger {larger:.2f}, drift {drift:+.3f} %",
            average=reduced.average,
            larger=reduced.larger,
            drift=reduced.drift_percent,
        )
    yield text(
        "constant of the day, the {which}: {day:.2f} counts/km, the prevention factor {factor:g} in it",
        which=text("larger") if reduced.takes_larger else text("average"),
        day=reduced.day,
        factor=result.measurement.prevention_factor,
    )


def _rides_in_words(result: MeasureResult) -> Iterator[Text]:
    for ride in result.reduced.rides:
        yield text(
            "{ride}: {counts:.1f} counts, {length} m",
            ride=one_line(ride.name),
            counts=ride.counts,
            length=grouped(ride.length_m),
        )
    length_m = result.reduced.length_m
    if length_m is None:
        return
    add_m = result.measurement.nominal_m - length_m
    template = (
        "length {length} m: add {metres:.1f} m"
        if add_m > 0.0
        else ("length {length} m: {metres:.1f} m may be cut")
    )
    yield text(template, length=grouped(length_m), metres=abs(add_m))
