"""Reads a brief from TOML; whatever is wrong in it is reported with its place and its fix."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from courseplanner.base.errors import BriefError
from courseplanner.base.i18n import text
from courseplanner.brief.check import check_brief
from courseplanner.brief.problem import BriefProblem
from courseplanner.model.brief.brief import Brief

__all__ = ["BriefProblem", "check_brief", "load_toml", "plain_text", "read_brief"]

_LONGEST = 1_000_000
"""Characters that a brief may have."""

_DEEPEST = 40
"""Lists and tables that may lie in each other; whoever walks through them needs no fear of the depth."""


def read_brief(path: Path) -> Brief:
    """Read a brief.

    Parameters
    ----------
    path : Path
        A TOML file. Files that it names are absolute, or relative to its folder.

    Returns
    -------
    Brief
        With absolute paths of files that exist.

    Raises
    ------
    BriefError
        If the file can't be read, a key is unknown or wrong, a file that it names does not
        exist, or it asks for something that this version can't do.
    """
    _, data = load_toml(path)
    brief, problems = check_brief(data, path)
    if brief is None:
        first = problems[0]
        raise BriefError(first.where(path), first.problem, first.fix)
    return brief


def load_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """Read a TOML file.

    Returns
    -------
    content : str
        The text as it is written, with its own line ends and byte order mark.
    data : dict
        As `tomllib` gives it.

    Raises
    ------
    BriefError
        If the file can't be read or is no TOML.
    """
    content = _content(path)
    try:
        data = tomllib.loads(plain_text(content))
        _refuse_deep(data)
    except tomllib.TOMLDecodeError as error:
        raise BriefError(str(path), text("not valid TOML: {why}", why=error), text("fix it there")) from None
    except RecursionError:
        raise BriefError(
            str(path), text("lists or tables are nested too deeply"), text("write them without nesting")
        ) from None
    except ValueError:  # what Python says of a number of more than some thousand digits
        raise BriefError(str(path), text("a number is too long"), text("write a smaller number")) from None
    return content, data


def _refuse_deep(data: dict[str, Any]) -> None:
    layer: list[Any] = [data]
    for _ in range(_DEEPEST):
        inner = [value.values() if isinstance(value, dict) else value for value in layer]
        layer = [value for values in inner for value in values if isinstance(value, dict | list)]
    if layer:
        raise RecursionError


def plain_text(content: str) -> str:
    """Give a text without a byte order mark, and with one kind of line end."""
    return content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _content(path: Path) -> str:
    name = str(path)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            content = file.read(_LONGEST + 1)
    except FileNotFoundError:
        raise BriefError(name, text("there is no such file"), text("check the path of the brief")) from None
    except OSError as error:
        raise BriefError(
            name,
            text("the file can't be read ({why})", why=error.strerror),
            text("give a readable TOML file"),
        ) from None
    except UnicodeDecodeError:
        raise BriefError(name, text("the file is not UTF-8 text"), text("save the brief as UTF-8")) from None
    if len(content) > _LONGEST:
        raise BriefError(
            name,
            text("the file is too large for a brief"),
            text("give a TOML file such as those in sample_data"),
        )
    return content
