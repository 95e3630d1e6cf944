"""What the app remembers between sessions, in a file of the user that is never in the way."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_args, get_type_hints

from courseplanner.base.i18n import Text, text

__all__ = ["MOST_RECENT", "Settings", "SettingsFile", "Theme", "description", "with_recent", "without_recent"]

MOST_RECENT = 10
"""Files that the app remembers to have opened."""

Theme = Literal["system", "light", "dark"]

_FILE_VARIABLE = "COURSEPLANNER_SETTINGS"
_LONGEST_BYTES = 1_000_000
_LOG = logging.getLogger(__name__)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _theme(value: object) -> Theme:
    for theme in get_args(Theme):
        if theme == value:
            return cast("Theme", theme)
    raise ValueError(value)


def _paths(value: object) -> tuple[Path, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return _distinct(Path(_words(entry)) for entry in value)


@dataclass(frozen=True, slots=True)
class _About:
    """How a setting is read from the file, and what it is for."""

    read: Callable[[object], object]
    description: Text


@dataclass(frozen=True, slots=True)
class Settings:
    """What the app remembers.

    Each field says what it is for (`description`). `others` is what a file
    held as well: settings of a newer version, which stay.
    """

    recent_files: Annotated[
        tuple[Path, ...], _About(_paths, text("Recently opened files, the latest first"))
    ] = ()
    window_geometry: Annotated[
        str, _About(_words, text("Position of the window on the screen, as saved by Qt, in base64"))
    ] = ""
    dock_state: Annotated[
        str, _About(_words, text("Position of the panels in the window, as saved by Qt, in base64"))
    ] = ""
    theme: Annotated[Theme, _About(_theme, text("Colours: follow the system, light, or dark"))] = "system"
    hints_closed: Annotated[bool, _About(_flag, text("Whether the first hints were closed"))] = False
    software_rendering: Annotated[
        bool, _About(_flag, text("Whether the map is drawn without the graphics card"))
    ] = False
    map_was_ready: Annotated[bool, _About(_flag, text("Whether the map of the last session started"))] = True
    others: Mapping[str, object] = field(default_factory=dict)


_ABOUT: dict[str, _About] = {
    name: hint.__metadata__[0]
    for name, hint in get_type_hints(Settings, include_extras=True).items()
    if name != "others"
}


def description(name: str) -> Text:
    """Say what a setting is for."""
    return _ABOUT[name].description


def with_recent(settings: Settings, path: Path) -> Settings:
    """Put a file at the head of those that were opened lately."""
    return replace(settings, recent_files=_distinct((path.absolute(), *settings.recent_files)))


def without_recent(settings: Settings, path: Path) -> Settings:
    """Forget a file that was opened lately."""
    gone = _same_for(path.absolute())
    kept = tuple(file for file in settings.recent_files if _same_for(file) != gone)
    return replace(settings, recent_files=kept)


def _distinct(paths: Iterable[Path]) -> tuple[Path, ...]:
    by_name: dict[str, Path] = {}
    for path in paths:
        by_name.setdefault(_same_for(path), path)
    return tuple(by_name.values())[:MOST_RECENT]


def _same_for(path: Path) -> str:
    return os.path.normcase(os.path.normpath(path))


class SettingsFile:
    """The file of the settings. What goes wrong with it is logged, and never stops the app.

    Parameters
    ----------
    path : Path, optional
        The file that `COURSEPLANNER_SETTINGS` names, else the one in the user's own
        configuration, if not given.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = _default_path() if path is None else path

    def load(self) -> Settings:
        """Read the settings.

        A missing file gives the defaults, and so does a broken one, which is set aside
        with `.broken` behind its name. A value that is wrong gives the default of its own.
        """
        try:
            with self.path.open("rb") as file:
                content = file.read(_LONGEST_BYTES + 1)
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError) as error:
            _LOG.warning("The settings in %s can't be read: %s", self.path, error)
            return Settings()
        try:
            return _settings(content)
        except (ValueError, TypeError, RecursionError) as error:
            _LOG.warning("The settings in %s are broken and set aside: %s", self.path, error)
            with contextlib.suppress(OSError):
                self.path.replace(self.path.with_name(f"{self.path.name}.broken"))
            return Settings()

    def save(self, settings: Settings) -> bool:
        """Write the settings, whole or not at all; tell whether that was possible."""
        try:
            _write(self.path, json.dumps(_document(settings), indent=2).encode())
        except (OSError, ValueError, TypeError, RecursionError) as error:
            _LOG.warning("The settings can't be written to %s: %s", self.path, error)
            return False
        return True


def _default_path() -> Path:
    chosen = os.environ.get(_FILE_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("courseplanner", appauthor=False) / "settings.json"


def _settings(content: bytes) -> Settings:
    if len(content) > _LONGEST_BYTES:
        raise ValueError("too large")
    data = json.loads(content.decode("utf-8-sig"))
    if not isinstance(data, dict):
        raise TypeError("not an object")
    values: dict[str, Any] = {}
    for name, about in _ABOUT.items():
        if name in data:
            with contextlib.suppress(ValueError, TypeError):
                values[name] = about.read(data[name])
    return Settings(**values, others={name: value for name, value in data.items() if name not in _ABOUT})


def _document(settings: Settings) -> dict[str, object]:
    own = {name: getattr(settings, name) for name in _ABOUT}
    return {**settings.others, **own, "recent_files": [str(file) for file in settings.recent_files]}


def _write(path: Path, content: bytes) -> None:
    """Write beside and rename, without waiting for the disk: a file that is lost costs little."""
    target = Path(os.path.realpath(path))  # a link stays a link
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
