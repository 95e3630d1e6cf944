"""Reads text of which nobody said in which code it is written."""

from __future__ import annotations

from pathlib import Path

from courseplanner.base.errors import InputError
from courseplanner.base.i18n import text

__all__ = ["read_text_file"]

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_text_file(path: Path, refusal: type[InputError]) -> tuple[bytes, str]:
    """Read a file as UTF-8 or UTF-16, else as what spreadsheets in Chinese write (GB 18030).

    Parameters
    ----------
    path : Path
    refusal : type of InputError
        What is raised.

    Returns
    -------
    content : bytes
        As they stand in the file.
    words : str

    Raises
    ------
    InputError
        If it can't be read, or is no text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise refusal(
            str(path),
            text("can't be read ({reason})", reason=error.strerror or type(error).__name__),
            text("give the path of a file that exists and can be read"),
        ) from error
    codes = ("utf-16",) if content.startswith(_UTF16_MARKS) else ("utf-8-sig", "gb18030")
    for code in codes:
        try:
            return content, content.decode(code)
        except UnicodeDecodeError:
            continue
    raise refusal(str(path), text("its letters can't be read"), text("save it as UTF-8"))
