"""What every format is to the program: a name, a suffix, and a function from a course to bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from courseplanner.base.i18n import Text
from courseplanner.export.course_package import CoursePackage

__all__ = ["Exporter"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format that a course can be written in.

    Parameters
    ----------
    id : str
        As the command line has it.
    suffix : str
        Of its files, with the dot.
    label : Text
        For menus and lists.
    write : callable
        Gives the bytes of a file; the same for the same course on every machine, without the time of day.
    look_over : callable or None
        Reads the bytes back, and gives what whoever sends the file on must know.
    is_for_watches : bool
        Whether it has points that a watch announces, and stations only where somebody asks for them.
    needs_action_plan : bool
        Whether its package must hold the weather action plan of the race.
    """

    id: str
    suffix: str
    label: Text
    write: Callable[[CoursePackage], bytes]
    look_over: Callable[[bytes, CoursePackage], tuple[Text, ...]] | None = None
    is_for_watches: bool = False
    needs_action_plan: bool = False
