"""The courses of a plan as a table on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from courseplanner.base.i18n import Text, text
from courseplanner.cli.show_lengths import care_in_words, lengths_in_words
from courseplanner.cli.terminal import grey, grouped, one_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from courseplanner.model.course.candidate import Candidate
    from courseplanner.model.course.course import Closing, Visit
    from courseplanner.model.course.field_start import FieldStart
    from courseplanner.workflow import PlanResult


__all__ = ["print_plan"]

_WIDE_COLUMNS = 100
_COMPILING_SHOWN_S = 0.1
"""Compiling that takes less is not mentioned."""
_CLOSINGS = {
    "start-slide": text("start moved"),
    "finish-slide": text("finish moved"),
    "turnaround": text("turnaround"),
    "detour": text("detour"),
}


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
        grey(
            text(
                "A plan, not a measurement, and never certified: the length is that "
                "of the shortest possible route, using the widths of the map."
            )
        ),
        grey(_closing_note(result, out)),
    ]
    console.print(Group(*parts))


def _heading(result: PlanResult) -> Iterator[RenderableType]:
    from rich.text import Text as RichText

    event = result.brief.event
    yield RichText(one_line(event.name or result.brief.path.name), style="bold")
    yield str(
        text(
            "target {target} m = {nominal} m \N{MULTIPLICATION SIGN} {factor:g}",
            target=grouped(event.target_m),
            nominal=grouped(event.nominal_m),
            factor=event.prevention_factor,
        )
    )


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
    return (
        candidate.id,
        grouped(candidate.planned_m),
        _percent(shares.repeated),
        _percent(shares.unpaved),
        _percent(shares.motor_free),
        *([_percent(shares.tunnel)] if tunnels else []),
        "?" if candidate.profile is None else f"{candidate.profile.climb_m:.0f}",
        str(candidate.turns),
        str(len(_named(candidate.visits, villages=True))),
        str(len(_named(candidate.visits, villages=False))),
        "" if closing is None else _closed_by(closing),
    )


def _closed_by(closing: Closing) -> str:
    return f"{_CLOSINGS.get(closing.method, closing.method)} {closing.shift_m:+z.0f} m"


def _percent(share: float) -> str:
    return f"{100.0 * share:.1f}"


def _named(visits: Iterable[Visit], *, villages: bool) -> list[str]:
    """Give the distinct names of the villages or else the scenic spots, with their rating."""
    from courseplanner.model.places.places import VILLAGES, PlaceKind

    kinds: set[str] = set(VILLAGES) if villages else {PlaceKind.SCENIC}
    rated = (
        visit.name if visit.rating is None else f"{visit.name} {visit.rating}A"
        for visit in visits
        if visit.kind in kinds and visit.counts
    )
    return list(dict.fromkeys(rated))


def _other_stops(visits: Iterable[Visit]) -> list[str]:
    """Give the names of stops that the brief asks for and that count as neither."""
    from courseplanner.model.places.places import VILLAGES, PlaceKind

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
        lines.append(str(text("scenery: {scenery} of 1", scenery=f"{candidate.scenery:.2f}")))
        care = care_in_words(candidate)
        lines += [] if care is None else [one_line(care)]
        if candidate.shares.tunnel > 0.0:
            tunnel_m = candidate.shares.tunnel * candidate.course.course_m
            lines.append(str(text("{metres:.0f} m in tunnels", metres=tunnel_m)))
        lines += [] if candidate.field is None else [str(_field_in_words(candidate.field))]
        table.add_row(candidate.id, "\n".join([*lines, str(lengths_in_words(candidate))]))
    return table


def _field_in_words(field: FieldStart) -> Text:
    """Say in how many waves the field starts, and on what roads."""
    known = {"runners": field.runners, "waves": field.waves, "minutes": field.last_start_min}
    if field.least_width_m is None:
        return text("{runners} runners start in {waves} waves within {minutes:.0f} min", **known)
    return text(
        "roads of {width:.1f} m and more; {runners} runners start in {waves} waves within {minutes:.0f} min",
        width=field.least_width_m,
        **known,
    )


def _closing_note(result: PlanResult, out: Path) -> Text:
    elapsed, peak = result.elapsed, result.peak_memory_bytes
    is_shown = elapsed.compile_s >= _COMPILING_SHOWN_S
    compiled = text(", compiled once in {time:.1f} s", time=elapsed.compile_s) if is_shown else text("")
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
