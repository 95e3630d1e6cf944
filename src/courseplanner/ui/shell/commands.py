"""What the actions of files do: they ask the person, and give the answer to the controller."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir

from courseplanner.base import assets
from courseplanner.base.i18n import Text, text
from courseplanner.model.course.stations import WatchStations
from courseplanner.ui.controller import BRIEF_ENDING, OSM_ENDINGS, Controller
from courseplanner.ui.shell.dialogs import Dialogs
from courseplanner.ui.state import Notice

__all__ = ["SAMPLE_BRIEF", "FileCommands", "is_sample", "runners"]

SAMPLE_BRIEF = "riverside-half-marathon.toml"
_REGION_ENDINGS = {
    "osm": "*.osm *.osm.gz *.osm.bz2 *.osm.pbf",
    "places": "*.csv *.geojson *.json",
    "elevation": "*.hgt *.hgt.zip *.tif *.tiff",
    "weather": "*.epw *.csv *.json",
    "air": "*.csv",
}
_UNFIT_FOR_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST_NAME_BYTES = 180
"""File systems take 255; what follows the name of an event needs some of them."""


class FileCommands:
    """Opening, saving and exporting.

    Parameters
    ----------
    controller : Controller
    """

    dialogs: Dialogs
    """Set before the first command runs: dialogs of the system need the window, which needs the commands."""

    def __init__(self, controller: Controller) -> None:
        self._controller = controller

    def open(self) -> None:
        """Ask for a file, and open it."""
        endings = " ".join(f"*{ending}" for ending in (BRIEF_ENDING, *OSM_ENDINGS))
        paths = self.dialogs.open_files(
            text("Open"), text("Briefs and OSM data"), endings, self._folder(), several=False
        )
        if paths:
            self.open_path(paths[0])

    def open_path(self, path: Path) -> None:
        """Open a file, but not over changes that a person wants to keep."""
        if self.may_lose_changes():
            self._controller.open_file(path, then_plan=is_sample(path))

    def open_sample(self) -> None:
        """Open the sample, planned."""
        self.open_path(assets.sample(SAMPLE_BRIEF))

    def save(self) -> bool:
        """Write the brief to its file, or ask for one; tell whether it is written."""
        path = self._controller.document.draft.path
        return self.save_as() if path is None or _is_of_the_program(path) else self._controller.save(path)

    def save_as(self) -> bool:
        """Ask for a file, and write the brief to it; tell whether it is written."""
        path = self._ask_where(text("Save the brief as"), text("Briefs"), BRIEF_ENDING)
        if path is None:
            return False
        if _is_of_the_program(path):
            words = text("Files of the sample stay as they are. Save the brief in another folder.")
            self._controller.noticed.emit(Notice(words))
            return False
        return self._controller.save(path)

    def export_gpx(self) -> None:
        """Ask for a file, and write the picked course to it."""
        course = self._controller.document.course
        if course is None:
            return
        title, kinds = text("Export the course as GPX"), text("GPX tracks")
        path = self._ask_where(title, kinds, ".gpx", f" {course.id}")
        if path is not None:
            self._controller.export_gpx(path)

    def export_as(self) -> None:
        """Ask for a format and a file, and write the picked course to it."""
        from courseplanner import workflow

        course = self._controller.document.course
        if course is None:
            return
        offered = list(workflow.exporters().values())
        kinds = [(one.label, one.suffix) for one in offered]
        chosen = self.dialogs.save_file_as(
            text("Export the course"), kinds, self._proposed("", f" {course.id}")
        )
        if chosen is None:
            return
        exporter = offered[chosen[1]]
        path = self._with_ending(chosen[0], exporter.suffix)
        if path is None:
            return
        stations = self._watch_stations() if exporter.is_for_watches else WatchStations.NONE
        if stations is not None:
            self._controller.export(exporter.id, path, stations)

    def _watch_stations(self) -> WatchStations | None:
        """Ask which stations a watch announces; `None` if the person gives up."""
        chosen = self.dialogs.choose(
            text("Stations on the watch"),
            text("Kilometres, turns and places are points of the course. Which stations are, too?"),
            [text("No stations"), text("Water, sponges and toilets"), text("All stations")],
        )
        return None if chosen is None else tuple(WatchStations)[chosen]

    def add_files(self, key: str) -> None:
        """Ask for files of the region, and add them to the brief."""
        is_list = key != "air"
        paths = self.dialogs.open_files(
            text("Add files") if is_list else text("Choose a file"),
            text("Files of the region"),
            _REGION_ENDINGS[key],
            self._folder(),
            several=is_list,
        )
        names = [self._as_named(path) for path in paths]
        if not names:
            return
        if not is_list:
            self._controller.set_value("region", key, names[0])
            return
        before = self._controller.document.draft.tables["region"].get(key, [])
        after = list(before) if isinstance(before, list) else [before]
        there = {self._real(name) for name in after if isinstance(name, str)}
        for name in names:
            if self._real(name) not in there:
                there.add(self._real(name))
                after.append(name)
        self._controller.set_value("region", key, after)

    def may_lose_changes(self) -> bool:
        """Tell whether the draft may go: it is saved, or the person says so."""
        draft = self._controller.document.draft
        if not draft.is_dirty:
            return True
        answer = self.dialogs.save_first(self._name())
        return self.save() if answer else answer is not None

    def _ask_where(self, title: Text, kinds: Text, ending: str, addition: str = "") -> Path | None:
        chosen = self.dialogs.save_file(title, kinds, ending, self._proposed(ending, addition))
        return None if chosen is None else self._with_ending(chosen, ending)

    def _with_ending(self, chosen: Path, ending: str) -> Path | None:
        if chosen.name.casefold().endswith(ending):
            return chosen
        path = Path(f"{chosen}{ending}")
        # The dialog has asked about the name as it was typed, which is not the one that is written.
        return path if not os.path.lexists(path) or self.dialogs.may_replace(path) else None

    def _as_named(self, path: Path) -> str:
        """Give the name of a file as the brief has it: relative where it lies in the folder of the brief."""
        draft = self._controller.document.draft
        beside = draft.path is not None and path.is_relative_to(draft.folder)
        return (path.relative_to(draft.folder) if beside else path).as_posix()

    def _real(self, name: str) -> str:
        return os.path.normcase(
            os.path.realpath(self._controller.document.draft.folder / name.replace("\0", ""))
        )

    def _name(self) -> str:
        draft = self._controller.document.draft
        given = draft.tables["event"].get("name")
        if draft.path is not None:
            return draft.path.stem
        return given if isinstance(given, str) and given.strip() else str(text("course"))

    def _proposed(self, ending: str, addition: str = "") -> Path:
        name = _UNFIT_FOR_NAMES.sub(" ", self._name()).strip(" .")
        name = name.encode(errors="ignore")[:_LONGEST_NAME_BYTES].decode(errors="ignore").strip(" .")
        folder = self._folder() or Path(QDir.homePath())
        return folder / f"{name or text('course')}{addition}{ending}"

    def _folder(self) -> Path | None:
        draft = self._controller.document.draft
        if draft.path is None or _is_of_the_program(draft.path):
            return None
        return draft.path.absolute().parent


def is_sample(path: Path) -> bool:
    """Tell whether a file is the brief that the app opens at first."""
    return os.path.realpath(path) == os.path.realpath(assets.sample(SAMPLE_BRIEF))


def _is_of_the_program(path: Path) -> bool:
    """Tell whether a file is one of the sample: those stay as they are."""
    return Path(os.path.realpath(path)).parent == Path(os.path.realpath(assets.sample()))


def runners(commands: FileCommands) -> dict[str, Callable[[], object]]:
    """Give what runs for the ids of the actions of files."""
    return {
        "open": commands.open,
        "open-sample": commands.open_sample,
        "save": commands.save,
        "save-as": commands.save_as,
        "export-gpx": commands.export_gpx,
        "export-as": commands.export_as,
    }
