"""The text of a TOML file of the user: read with care, and searched for the line that a message names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import Text, text

__all__ = ["TomlText", "load_toml_text"]

_LONGEST = 1_000_000
"""Characters that such a file may have."""

_SYNTAX_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class TomlText:
    """A TOML file as read.

    Parameters
    ----------
    path : Path
    content : str
    data : dict
        As `tomllib` gives it.
    error : type of InputError
        What is raised where something in it is wrong.
    """

    path: Path
    content: str
    data: dict[str, Any]
    error: type[InputError]

    def refuse(self, table: str, key: str, problem: Text, fix: Text) -> NoReturn:
        """Refuse the file for a key in a table; either may be empty.

        Raises
        ------
        InputError
            Of the kind of the file, with the line where the key, else the table stands.
        """
        line = self.line_of(table, key)
        place = f"[{table}] {key}".strip() if table else key
        parts = [str(self.path), f"line {line}" if line else "", place]
        raise self.error(", ".join(part for part in parts if part), problem, fix)

    def line_of(self, table: str, key: str) -> int | None:
        """Find the line of a key, else that of its table; `None` where the text does not show it.

        A search in the text, because `tomllib` keeps no places: keys written inline or dotted are
        found by the line of their table.
        """
        here, of_table = "", None
        for number, line in enumerate(self.content.split("\n"), start=1):
            bare = line.strip()
            if bare.startswith("["):
                here = _plain(bare.partition("]")[0].lstrip("["))
                of_table = number if here == table else of_table
            elif here == table and key and _plain(bare.partition("=")[0]) == key:
                return number
            elif _plain(bare.partition("=")[0]) in _written_otherwise(here, table):
                of_table = number
            if here == table and here and not key:
                return of_table
        return of_table


def _written_otherwise(here: str, table: str) -> tuple[str, ...]:
    """Give how a line may begin that writes a table inline: `rules.ID = {…}`, or `ID = {…}` in `[rules]`."""
    if not table:
        return ()
    inner = table.removeprefix(f"{here}.") if here else table
    return (inner,) if inner != table or not here else ()


def _plain(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.strip().split("."))


def load_toml_text(path: Path, error: type[InputError], what: Text) -> TomlText:
    """Read a TOML file.

    Parameters
    ----------
    path : Path
    error : type of InputError
        What is raised where it can't be read.
    what : Text
        What it holds, in a word, for messages.

    Raises
    ------
    InputError
        As `error` says: if the file can't be read or is not valid TOML; names the line of the fault.
    """
    content = _content(path, error, what)
    try:
        return TomlText(path, content, tomllib.loads(content), error)
    except tomllib.TOMLDecodeError as broken:
        raise _syntax_error(path, content, broken, error) from None
    except RecursionError:
        raise error(
            str(path), text("lists or tables are nested too deeply"), text("write them without nesting")
        ) from None
    except ValueError:  # what Python says of a number of more than some thousand digits
        raise error(str(path), text("a number is too long"), text("write a smaller number")) from None


def _syntax_error(
    path: Path, content: str, broken: tomllib.TOMLDecodeError, error: type[InputError]
) -> InputError:
    found = _SYNTAX_LINE.search(str(broken))
    line = int(found.group(1)) if found else content.count("\n") + 1
    why = _SYNTAX_LINE.sub("", str(broken)).removesuffix(" (at end of document)")
    return error(f"{path}, line {line}", text("not valid TOML: {why}", why=why), text("fix it there"))


def _content(path: Path, error: type[InputError], what: Text) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline=None) as file:
            content = file.read(_LONGEST + 1)
    except FileNotFoundError:
        fix = text("check the path of the {what}", what=what)
        raise error(str(path), text("there is no such file"), fix) from None
    except OSError as trouble:
        problem = text("the file can't be read ({why})", why=trouble.strerror)
        raise error(str(path), problem, text("give a readable TOML file")) from None
    except UnicodeDecodeError:
        fix = text("save the {what} as UTF-8", what=what)
        raise error(str(path), text("the file is not UTF-8 text"), fix) from None
    if len(content) > _LONGEST:
        problem = text("the file is too large for {what}", what=what)
        raise error(str(path), problem, text("give a TOML file of {what}", what=what))
    return content
