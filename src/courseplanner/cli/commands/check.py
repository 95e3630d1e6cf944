"""`courseplanner check`: judges an existing course."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from courseplanner.base.i18n import Text, text
from courseplanner.cli.commands.planning import DONE
from courseplanner.cli.parser import Commands
from courseplanner.cli.show_findings import findings_table, settling
from courseplanner.cli.stopping import stopped_by_signals
from courseplanner.cli.terminal import grey, one_line, shown_progress, tell

if TYPE_CHECKING:
    from rich.console import RenderableType

    from courseplanner.model.course.match import Match
    from courseplanner.model.rulebook.finding import Finding
    from courseplanner.workflow import CheckResult


__all__ = ["add_to", "run"]

_MOST_GAPS = 3


def add_to(commands: Commands) -> None:
    """Add `courseplanner check` to the command line."""
    check = commands.add_parser(
        "check",
        help=str(text("judge an existing course")),
        description=str(text("Judges an existing course, from a GPX file, by the rules of the sport.")),
        epilog=str(text("A GPS track is no measurement: whether the length holds stays unknown.")),
        allow_abbrev=False,
    )
    add = check.add_argument
    add("track", metavar="TRACK.gpx", type=Path, help=str(text("the course")))
    add(
        "--distance",
        metavar="D",
        required=True,
        help=str(text("of the event, such as half-marathon or 10km, or in metres")),
    )
    add(
        "--osm",
        metavar="FILE",
        type=Path,
        nargs="+",
        default=[],
        help=str(text("roads (.osm, .osm.gz, .osm.bz2, .osm.pbf) that the track is matched to")),
    )
    add(
        "--elevation",
        metavar="FILE",
        type=Path,
        nargs="+",
        default=[],
        help=str(text("heights (.hgt, .hgt.zip, .tif), instead of those in the track")),
    )
    add(
        "--rules",
        metavar="NAME",
        default="world-athletics",
        help=str(text("rule set: world-athletics (default), caa, usatf, community, or a .toml file")),
    )
    add("--json", action="store_true", help=str(text("print JSON instead of the list")))
    add("--debug", action="store_true", help=argparse.SUPPRESS)


def run(options: argparse.Namespace, _started_s: float) -> int:
    """`courseplanner check`."""
    from courseplanner.model.brief.distances import distance_of
    from courseplanner.workflow import check_json, check_track

    nominal_m = distance_of(options.distance)
    with stopped_by_signals() as stop, shown_progress(wanted=not options.json) as progress:
        stop.watch(progress)
        result = check_track(
            options.track, nominal_m, options.rules, options.elevation, progress, options.osm
        )
    for words in _doubts_of(result):
        tell(text("warning: {file}: {words}", file=options.track, words=words))
    if options.json:
        sys.stdout.write(check_json(result).decode())
    else:
        _print_check(result)
    return DONE


def _print_check(result: CheckResult, *, width: int | None = None) -> None:
    """Print what was found of an existing course on standard output, the worst first.

    Parameters
    ----------
    result : CheckResult
    width : int, optional
        Columns of the terminal; found out where not given.
    """
    from rich.console import Console, Group
    from rich.text import Text as RichText

    survey, matched = result.survey, result.matched
    answered = [finding for finding in result.findings if finding.rule not in result.unanswerable]
    folded = [finding for finding in result.findings if finding.rule in result.unanswerable]
    console = Console(file=sys.stdout, width=width, markup=False, emoji=False, highlight=False)
    length = text(
        "{length:.2f} km along the track, nominal {nominal:.10g} km; rules: {rules}",
        length=result.length_m / 1000.0,
        nominal=survey.nominal_m / 1000.0,
        rules=result.rules.title,
    )
    parts: list[RenderableType] = [
        RichText(one_line(result.track.name or text("Track without a name")), style="bold"),
        str(length),
        *([] if matched is None else [str(_how_well(matched, survey.course.course_m))]),
        "",
        findings_table(answered),
        *settling(answered),
        *_folded(folded),
        "",
        grey(text("A GPS track is no measurement. ✗ fails  ! warning  ? unknown  ✓ passes")),
    ]
    console.print(Group(*parts))


def _how_well(matched: Match, length_m: float) -> Text:
    return text(
        "Matched to roads on {part:.1f} % of {length:.2f} km along their middle; its points lie {rms:.0f} m "
        "off them (root mean square). Places count along the roads.",
        part=100.0 * matched.share,
        length=length_m / 1000.0,
        rms=matched.rms_m,
    )


def _doubts_of(result: CheckResult) -> Iterator[Text]:
    """Say where nobody knows the way of a track: between points far apart, and off the roads of the map."""
    step, matched, outlier_m = result.guessed_step, result.matched, result.outlier_m
    if result.track.back_s > 0.0:
        yield text(
            "its times go back by up to {back:.1f} s, as when a clock was set; they are not used",
            back=result.track.back_s,
        )
    if step is not None:
        yield text(
            "jumps {length:.0f} m from one point to the next, at km {km:.2f}; its length there is a guess",
            length=step.to_m - step.from_m,
            km=step.from_m / 1000.0,
        )
    if outlier_m is not None:
        yield text(
            "one point lies off all roads, {length:.0f} m there and back; it was taken for an outlier",
            length=outlier_m,
        )
    if matched is None or matched.is_whole:
        return
    places = ", ".join(
        f"{gap.from_m / 1000.0:.2f}–{gap.to_m / 1000.0:.2f}" for gap in matched.gaps[:_MOST_GAPS]
    )
    yield text(
        "follows no road of the map for {length:.0f} m (km {places}{more}); findings "
        "that depend on it stay unknown",
        length=sum(gap.to_m - gap.from_m for gap in matched.gaps),
        places=places,
        more=", …" if len(matched.gaps) > _MOST_GAPS else "",
    )


def _folded(findings: Sequence[Finding]) -> Iterator[str]:
    """Name on one line the rules that no track can ever answer."""
    if findings:
        rules = ", ".join(finding.rule for finding in findings)
        yield ""
        yield str(
            text(
                "? {count} more rules need data that no track holds (runners, "
                "stations, weather, a ride): {rules}",
                count=len(findings),
                rules=rules,
            )
        )
