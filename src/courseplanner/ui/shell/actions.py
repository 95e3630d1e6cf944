"""The actions of the app, declared once: menus, shortcuts and the finder are made of this table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from courseplanner.base.i18n import Text, text
from courseplanner.project.document import Document
from courseplanner.ui.state import Work

__all__ = [
    "ACTIONS",
    "MENUS",
    "PICK_KEYS",
    "ActionSpec",
    "Needs",
    "build_actions",
    "enable_actions",
    "in_menu",
]

Needs = Callable[[Document, Work | None], bool]


def _always(_document: Document, _work: Work | None) -> bool:
    return True


def _has_course(document: Document, _work: Work | None) -> bool:
    return document.course is not None


def _has_region(document: Document, _work: Work | None) -> bool:
    return document.region is not None


def _can_plan(document: Document, _work: Work | None) -> bool:
    return document.brief is not None and not document.problems


def _is_working(_document: Document, work: Work | None) -> bool:
    return work is not None


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Parameters
    ----------
    id : str
    menu : str
        Id of the menu that it stands in.
    label, hint : Text
        What stands in the menu (without the dots of those that ask further), and one sentence on it.
    keys : tuple of str
        Shortcuts, as `QKeySequence` writes them.
    needs : callable
        Tells from document and work whether it can be done now.
    group : str
        Of those with the same group exactly one is chosen; empty for none.
    asks : bool
        Whether a dialog follows.
    switches : bool
        Whether it is something that is on or off.
    new_part : bool
        Whether a line stands above it.
    """

    id: str
    menu: str
    label: Text
    hint: Text
    keys: tuple[str, ...] = ()
    needs: Needs = _always
    group: str = ""
    asks: bool = False
    switches: bool = False
    new_part: bool = False


MENUS: Mapping[str, Text] = {
    "file": text("&File"),
    "course": text("&Course"),
    "map": text("&Map"),
    "view": text("&View"),
    "help": text("&Help"),
}

PICK_KEYS = 9
"""So many candidates are picked by their number."""

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open", "file", text("Open"), text("Open a brief or OSM data."), ("Ctrl+O",), asks=True),
    ActionSpec("open-sample", "file", text("Open the sample"), text("Open the invented sample region.")),
    ActionSpec(
        "save",
        "file",
        text("Save the brief"),
        text("Write the brief to its file."),
        ("Ctrl+S",),
        new_part=True,
    ),
    ActionSpec(
        "save-as",
        "file",
        text("Save the brief as"),
        text("Write the brief to another file."),
        ("Ctrl+Shift+S",),
        asks=True,
    ),
    ActionSpec(
        "export-gpx",
        "file",
        text("Export the course as GPX"),
        text("Write the picked course as a GPX track."),
        ("Ctrl+E",),
        needs=_has_course,
        asks=True,
    ),
    ActionSpec(
        "export-as",
        "file",
        text("Export the course in another format"),
        text("Write the picked course for watches, GIS, CAD, phones or spreadsheets."),
        ("Ctrl+Shift+E",),
        needs=_has_course,
        asks=True,
    ),
    ActionSpec("quit", "file", text("Quit"), text("Close the window."), ("Ctrl+Q",), new_part=True),
    ActionSpec(
        "plan",
        "course",
        text("Plan courses"),
        text("Lay out courses for the brief."),
        ("Ctrl+Return", "Ctrl+Enter"),
        needs=_can_plan,
    ),
    ActionSpec(
        "cancel",
        "course",
        text("Cancel the work"),
        text("Cancel the work in progress."),
        ("Esc",),
        needs=_is_working,
    ),
    ActionSpec(
        "next-candidate",
        "course",
        text("Next candidate"),
        text("Pick the candidate after this one."),
        ("Ctrl+Down",),
        needs=_has_course,
        new_part=True,
    ),
    ActionSpec(
        "previous-candidate",
        "course",
        text("Previous candidate"),
        text("Pick the candidate before this one."),
        ("Ctrl+Up",),
        needs=_has_course,
    ),
    ActionSpec(
        "show-course",
        "map",
        text("Show the whole course"),
        text("Move the map to the picked course."),
        ("Ctrl+1",),
        needs=_has_course,
    ),
    ActionSpec(
        "show-region",
        "map",
        text("Show the whole region"),
        text("Move the map to the whole region."),
        ("Ctrl+0",),
        needs=_has_region,
    ),
    ActionSpec(
        "reload-map",
        "map",
        text("Load the map again"),
        text("Restart the map."),
        ("F5",),
        new_part=True,
    ),
    ActionSpec(
        "software-map",
        "map",
        text("Draw the map without the graphics card"),
        text("Slower, but it works with any graphics card; counts from the next start."),
        switches=True,
    ),
    ActionSpec(
        "theme-system", "view", text("Colours of the system"), text("As the system does."), group="theme"
    ),
    ActionSpec("theme-light", "view", text("Light colours"), text("Dark on light."), group="theme"),
    ActionSpec("theme-dark", "view", text("Dark colours"), text("Light on dark."), group="theme"),
    ActionSpec(
        "reset-panels",
        "view",
        text("Put the panels back"),
        text("Put all panels where they were at first."),
        new_part=True,
    ),
    ActionSpec("full-screen", "view", text("Full screen"), text("Use the whole screen."), ("F11",)),
    ActionSpec(
        "find-action",
        "help",
        text("Find an action"),
        text("Find an action by its name."),
        ("Ctrl+K",),
        asks=True,
    ),
    ActionSpec("show-hints", "help", text("Show the first hints"), text("Show how to begin.")),
    ActionSpec("show-log", "help", text("Show the log"), text("Open the folder of the log file.")),
    ActionSpec("about", "help", text("About courseplanner"), text("Version, licences and sources.")),
)


def build_actions(parent: QWidget, run: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make an action of each line of the table, which runs what is given for its id.

    Raises
    ------
    KeyError
        If nothing is given for one of them.
    """
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for spec in ACTIONS:
        action = QAction(f"{spec.label}…" if spec.asks else str(spec.label), parent)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setStatusTip(str(spec.hint))
        action.setCheckable(spec.switches or bool(spec.group))
        if spec.group:
            groups.setdefault(spec.group, QActionGroup(parent)).addAction(action)
        action.triggered.connect(_without_checked(run[spec.id]))
        actions[spec.id] = action
    return actions


def enable_actions(actions: Mapping[str, QAction], document: Document, work: Work | None) -> None:
    """Let only those actions be chosen that can be done now."""
    for spec in ACTIONS:
        actions[spec.id].setEnabled(spec.needs(document, work))


def in_menu(menu: str) -> Iterable[ActionSpec]:
    """Give the actions of a menu in their order."""
    return (spec for spec in ACTIONS if spec.menu == menu)


def _without_checked(function: Callable[[], object]) -> Callable[[bool], None]:
    def run(_checked: bool) -> None:  # noqa: FBT001 - Qt passes it so
        function()

    return run
