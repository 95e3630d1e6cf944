"""Looks at the beginning of an OSM file: what it is, and what it states about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from courseplanner.sources.bytes.unpacking import first_bytes

__all__ = ["Head", "read_head"]

_HEAD_BYTES = 1 << 16
_PBF_MARK = b"\n\x09OSMHeader"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NO_ELEMENT = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*>", re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_BASE_DATE = re.compile(r"""<meta\s[^>]*osm_base=["']([^"']+)["']""")
_FIRST_OBJECT = re.compile(r"<(?:node|way|relation)\b")
_ODBL = re.compile(r"\bODbL\b|opendatacommons\.org/licenses/odbl", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the beginning of a file shows.

    Parameters
    ----------
    form : str or None
        The format of its content, `osm.pbf`, `osm.gz`, `osm.bz2` or `osm`
        (which means XML of any kind); `None` if it is none of them.
    root : str or None
        The first element of the XML; `None` if it isn't XML or isn't seen.
    date, licence : str or None
        As the XML states them.
    """

    form: str | None
    root: str | None = None
    date: str | None = None
    licence: str | None = None


def read_head(path: Path, form: str) -> Head:
    """Read the beginning of a file.

    Parameters
    ----------
    path : Path
    form : str
        The format that its name promises.

    Raises
    ------
    OSError
    """
    start = first_bytes(path, None, _HEAD_BYTES)
    found = _form(start)
    if found in {"osm.gz", "osm.bz2"} and found == form:
        plain = first_bytes(path, found.removeprefix("osm."), _HEAD_BYTES)
        # Nothing can be unpacked: the reader says why.
        return _xml_head(found, plain) if not plain or _form(plain) == "osm" else Head(None)
    return _xml_head(found, start) if found == "osm" else Head(found)


def _form(start: bytes) -> str | None:
    if start[4 : 4 + len(_PBF_MARK)] == _PBF_MARK:
        return "osm.pbf"
    if start.startswith(b"\x1f\x8b"):
        return "osm.gz"
    if start.startswith(b"BZh"):
        return "osm.bz2"
    return "osm" if _decoded(start).lstrip("\ufeff \t\r\n").startswith("<") else None


def _decoded(start: bytes) -> str:
    return start.decode("utf-16" if start.startswith(_UTF16_MARKS) else "utf-8", errors="replace")


def _xml_head(form: str, start: bytes) -> Head:
    words = _NO_ELEMENT.sub("", _decoded(start))
    root = _ROOT.search(words)
    if root is None:
        return Head(form)
    attributes = {name: double or single for name, double, single in _ATTRIBUTE.findall(root[2])}
    first_object = _FIRST_OBJECT.search(words)
    preamble = words[: first_object.start()] if first_object else words
    base_date = _BASE_DATE.search(preamble)
    date = base_date[1] if base_date else attributes.get("timestamp")
    licence = "ODbL 1.0" if _ODBL.search(preamble) else attributes.get("license")
    return Head(form, root[1], date or None, licence or None)
