"""What the command line shows: the table of courses, progress, and lines for errors."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from courseplanner.i18n import Text, text
from courseplanner.progress import Progress
from courseplanner.terminal_words import care_in_words, lengths_in_words

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType
    from rich.table import Table

    from courseplanner.model.candidate import Candidate
    from courseplanner.model.course import Visit
    from courseplanner.model.finding import Finding
    from courseplanner.model.matched import MatchedTrack
    from courseplanner.workflow import CheckResult, MeasureResult, PlanResult

__all__ = ["doubts_of", "one_line", "print_check", "print_measure", "print_plan", "shown_progress", "tell"]

_WIDE_COLUMNS = 100
_MOST_GAPS = 3
_LONG_STEP_M = 250.0
_COMPILING_TOLD_S = 0.1
"""Compiling that takes less is not told."""
_CLOSINGS = {
    "start-slide": text("start slid"),
    "finish-slide": text("finish slid"),
    "turnaround": text("turnaround"),
    "detour": text("detour"),
}


def one_line(words: object) -> str:
    """Put words on one line that can't steer a terminal: names come from files of strangers."""
    line = " ".join(str(words).split())
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)


def tell(words: object) -> None:
    """Write one line to standard error."""
    sys.stderr.write(f"courseplanner: {one_line(words)}\n")
    sys.stderr.flush()


@contextmanager
def shown_progress(*, wanted: bool) -> Iterator[Progress]:
    """Give a progress that is shown on standard error, if that is a terminal.

    Shown are the words, a bar, the part done, and the estimated time that remains.
    """
    if not (wanted and sys.stderr.isatty()):
        yield Progress()
        return
    from rich import progress as rich_progress
    from rich.console import Console

    columns = (
        rich_progress.TextColumn("{task.description}", markup=False),
        rich_progress.BarColumn(),
        rich_progress.TaskProgressColumn(),
        rich_progress.TimeRemainingColumn(),
    )
    with rich_progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)

        def show(fraction: float, words: Text) -> None:
            furthest = max(fraction, bar.tasks[0].completed)
            bar.update(task, completed=furthest, description=one_line(words))

        yield Progress(show)


def print_plan(result: PlanResult, out: Path, *, width: int | None = None) -> None:
    """Print the courses of a plan as a table on standard output.

    Parameters
    ----------
    result : PlanResult
        With at least one candidate.
    out : Path
        Where the files are.
    width : int, optional
        Columns of the terminal; found out where not given.
    """
    from rich.console import Console, Group

    console = Console(file=sys.stdout, width=width, markup=False, emoji=False, highlight=False)
    candidates = result.proposal.candidates
    parts: list[RenderableType] = [
        *_heading(result),
        "",
        _figures(candidates, width=console.width),
        "",
        _visits(candidates),
        "",
        _grey(
            text(
                "A plan, not a measurement, and never certified: the length is that of the shortest possible "
                "route, by the widths of the map."
            )
        ),
        _grey(_closing_note(result, out)),
    ]
    console.print(Group(*parts))


def print_check(result: CheckResult, *, width: int | None = None) -> None:
    """Print what was found of an existing course on standard output, the worst first.

    Parameters
    ----------
    result : CheckResult
    width : int, optional
        Columns of the terminal; found out where not given.
    """
    from rich.console import Console, Group
    from rich.text import Text as RichText

    evidence, matched = result.evidence, result.matched
    answered = [finding for finding in result.findings if finding.rule not in result.unanswerable]
    folded = [finding for finding in result.findings if finding.rule in result.unanswerable]
    console = Console(file=sys.stdout, width=width, markup=False, emoji=False, highlight=False)
    length = text(
        "{length:.2f} km along the track, {nominal:.10g} km by name; rules: {rules}",
        length=result.length_m / 1000.0,
        nominal=evidence.nominal_m / 1000.0,
        rules=result.rules.title,
    )
    parts: list[RenderableType] = [
        RichText(one_line(result.track.name or text("Track without a name")), style="bold"),
        str(length),
        *([] if matched is None else [str(_how_well(matched))]),
        "",
        _findings(answered),
        *_settling(answered),
        *_folded(folded),
        "",
        _grey(text("A GPS track is no measurement. ✗ fails  ! warning  ? unknown  ✓ passes")),
    ]
    console.print(Group(*parts))


def print_measure(result: MeasureResult, *, width: int | None = None) -> None:
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
        nominal=_grouped(measurement.nominal_m),
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
        _findings(result.findings),
        "",
        _grey(text("✗ fails  ! warning  ? unknown  ✓ passes")),
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
            length=_grouped(ride.length_m),
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
    yield text(template, length=_grouped(length_m), metres=abs(add_m))


def _how_well(matched: MatchedTrack) -> Text:
    return text(
        "Matched to roads on {part:.1f} % of {length:.2f} km along their middle; its points lie {rms:.0f} m "
        "off them (root mean square). Places count along the roads.",
        part=100.0 * matched.share,
        length=float(matched.chainage_m[-1]) / 1000.0,
        rms=matched.rms_m,
    )


def doubts_of(result: CheckResult) -> Iterator[Text]:
    """Say where nobody knows the way of a track: between points far apart, and off the roads of the map."""
    step, matched = result.longest_step, result.matched
    if result.track.back_s > 0.0:
        yield text(
            "its times run back by up to {back:.1f} s, as where a clock was set; they are not used",
            back=result.track.back_s,
        )
    knows_the_way = result.track.is_ours or (matched is not None and matched.is_whole)
    if step.to_m - step.from_m > _LONG_STEP_M and not knows_the_way:
        yield text(
            "jumps {length:.0f} m from one point to the next, at km {km:.2f}; its length there is a guess",
            length=step.to_m - step.from_m,
            km=step.from_m / 1000.0,
        )
    if matched is not None and matched.stray_m > _LONG_STEP_M:
        yield text(
            "a point lies off all roads, {length:.0f} m there and back; it was taken for a stray",
            length=matched.stray_m,
        )
    if matched is None or matched.is_whole:
        return
    places = ", ".join(
        f"{gap.from_m / 1000.0:.2f}–{gap.to_m / 1000.0:.2f}" for gap in matched.gaps[:_MOST_GAPS]
    )
    yield text(
        "follows no road of the map on {length:.0f} m (km {places}{more}); what rests on that stays open",
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
                "? {count} more rules ask what no track holds (runners, stations, weather, a ride): {rules}",
                count=len(findings),
                rules=rules,
            )
        )


def _settling(findings: Iterable[Finding]) -> Iterator[str]:
    from courseplanner.model.finding import most_settling

    things = ", ".join(f"{one_line(needs)} ({count})" for needs, count in most_settling(findings))
    if things:
        yield ""
        yield str(text("Would settle most: {things}", things=things))


def _findings(findings: Iterable[Finding]) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 1))
    table.add_column()
    table.add_column(no_wrap=True)
    table.add_column()
    for finding in findings:
        words = one_line(finding.words)
        if finding.margin_words is not None:
            words = str(text("{words} (margin {margin})", words=words, margin=finding.margin_words))
        if finding.needs is not None and str(finding.needs) not in words:
            words = str(text("{words}; needs {what}", words=words, what=one_line(finding.needs)))
        table.add_row(finding.status.sign, finding.rule, words)
    return table


def _grey(words: Text) -> RenderableType:
    from rich.text import Text as RichText

    return RichText(str(words), style="dim")


def _heading(result: PlanResult) -> Iterator[RenderableType]:
    from rich.text import Text as RichText

    event = result.brief.event
    yield RichText(one_line(event.name or result.brief.path.name), style="bold")
    yield str(
        text(
            "target {target} m = {nominal} m \N{MULTIPLICATION SIGN} {factor:g}",
            target=_grouped(event.target_m),
            nominal=_grouped(event.nominal_m),
            factor=event.prevention_factor,
        )
    )


def _grouped(length_m: float) -> str:
    """Write metres with two decimals and a space between thousands."""
    return f"{length_m:,.2f}".replace(",", " ")


def _figures(candidates: Sequence[Candidate], *, width: int) -> Table:
    """Give the figures of candidates; those of tunnels where one has any, and there is room."""
    from rich import box
    from rich.table import Table

    narrow = width < _WIDE_COLUMNS
    tunnels = not narrow and any(one.shares.tunnel > 0.0 for one in candidates)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 0) if narrow else (0, 1), pad_edge=False, show_edge=False)
    table.add_column("", min_width=1, no_wrap=True)
    headers = (
        text("Length\nm"),
        text("Re-\npeated %"),
        text("Unpaved\n%"),
        text("Motor-\nfree %"),
        *([text("Tunnel\n%")] if tunnels else []),
        text("Climb\nm"),
        text("Turns"),
        text("Vil-\nlages"),
        text("Scenic\nspots"),
    )
    for header in headers:
        table.add_column(str(header), justify="right", no_wrap=True)
    table.add_column(str(text("Closed by\n")), no_wrap=True)
    for candidate in candidates:
        table.add_row(*_row(candidate, tunnels=tunnels))
    return table


def _row(candidate: Candidate, *, tunnels: bool) -> tuple[str, ...]:
    shares, closing = candidate.shares, candidate.course.closing
    method = str(_CLOSINGS.get(closing.method, closing.method))
    return (
        candidate.id,
        _grouped(candidate.planned_m),
        _percent(shares.repeated),
        _percent(shares.unpaved),
        _percent(shares.motor_free),
        *([_percent(shares.tunnel)] if tunnels else []),
        "?" if candidate.profile is None else f"{candidate.profile.climb_m:.0f}",
        str(candidate.turns),
        str(len(_named(candidate.visits, villages=True))),
        str(len(_named(candidate.visits, villages=False))),
        f"{method} {closing.shift_m:+z.0f} m",
    )


def _percent(share: float) -> str:
    return f"{100.0 * share:.1f}"


def _named(visits: Iterable[Visit], *, villages: bool) -> list[str]:
    """Give the distinct names of the villages or else the scenic spots, with their rating."""
    from courseplanner.model.places import VILLAGES, PlaceKind

    kinds: set[str] = set(VILLAGES) if villages else {PlaceKind.SCENIC}
    rated = (
        visit.name if visit.rating is None else f"{visit.name} {visit.rating}A"
        for visit in visits
        if visit.kind in kinds and visit.counts
    )
    return list(dict.fromkeys(rated))


def _other_stops(visits: Iterable[Visit]) -> list[str]:
    """Give the names of stops that the brief asks for and that count as neither."""
    from courseplanner.model.places import VILLAGES, PlaceKind

    counted: set[str] = {*VILLAGES, PlaceKind.SCENIC}
    stops = (visit for visit in visits if visit.required)
    return list(dict.fromkeys(one.name for one in stops if one.kind not in counted or not one.counts))


def _visits(candidates: Iterable[Candidate]) -> Table:
    """List what each course passes, in running order, and its lengths."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column()
    for candidate in candidates:
        visits = candidate.visits
        groups = (
            (text("villages"), _named(visits, villages=True)),
            (text("scenic spots"), _named(visits, villages=False)),
            (text("stops"), _other_stops(visits)),
        )
        lines = [f"{what}: {one_line(', '.join(names))}" for what, names in groups if names]
        if candidate.scenery is not None:
            lines.append(str(text("scenery: {scenery} of 1", scenery=f"{candidate.scenery:.2f}")))
        care = care_in_words(candidate)
        lines += [] if care is None else [one_line(care)]
        if candidate.shares.tunnel > 0.0:
            tunnel_m = candidate.shares.tunnel * candidate.course.course_m
            lines.append(str(text("{metres:.0f} m in tunnels", metres=tunnel_m)))
        table.add_row(candidate.id, "\n".join([*lines, str(lengths_in_words(candidate))]))
    return table


def _closing_note(result: PlanResult, out: Path) -> Text:
    elapsed, peak = result.elapsed, result.peak_memory_bytes
    is_told = elapsed.compile_s >= _COMPILING_TOLD_S
    compiled = text(", compiled once in {time:.1f} s", time=elapsed.compile_s) if is_told else text("")
    memory = text("") if peak is None else text("; peak memory {size:.0f} MB", size=peak / 1e6)
    return text(
        "Written to {out}. Read in {load:.1f} s{compiled}, searched in {search:.1f} s, {total:.1f} s in all"
        "{memory}.",
        out=one_line(out),
        load=elapsed.load_s,
        compiled=compiled,
        search=elapsed.search_s,
        total=elapsed.total_s,
        memory=memory,
    )
