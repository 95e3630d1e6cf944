"""Reads what a race is judged by, and what its brief keeps."""

from __future__ import annotations

from pathlib import Path

from courseplanner.brief.check import is_track_file
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.track import Track
from courseplanner.model.race import Race

__all__ = ["race_of"]


def race_of(brief: Brief) -> Race:
    """Read the rule set of a brief, and the tracks that it keeps.

    Raises
    ------
    InputError
        If one can't be read.
    """
    from courseplanner.rules.book.rule_files import read_rule_set

    return Race(brief, read_rule_set(brief.event.rules), _kept_tracks(brief))


def _kept_tracks(brief: Brief) -> dict[str, Track]:
    """Read the tracks of the files that a brief keeps, by their names in it."""
    from courseplanner.sources.tracks.tracks import read_track

    return {entry: read_track(Path(entry)) for entry in brief.course.keep if is_track_file(entry)}
