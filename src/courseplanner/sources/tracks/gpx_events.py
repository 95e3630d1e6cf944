"""Streams a GPX file: its lines point by point, whatever its size."""

from __future__ import annotations

import datetime as dt
import math
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from courseplanner.base.errors import TrackError
from courseplanner.base.i18n import Text, text
from courseplanner.base.progress import Progress

__all__ = ["GpxLine", "read_gpx_lines"]

_CHUNK = 1 << 20
_LONGEST_WORDS = 10_000
_POINTS = {"trkpt", "rtept"}
_AGAIN = text("export it again as GPX 1.1")


@dataclass(slots=True)
class GpxLine:
    """A track or a route, while it is read.

    Parameters
    ----------
    is_track, is_ours : bool
        Whether it is a track, and whether this program wrote the file.
    name : str
    lon, lat, height_m, time_s : array of float
        NaN where a point has no height, or no time; times are seconds since 1970.
    """

    is_track: bool
    is_ours: bool = False
    name: str = ""
    lon: array[float] = field(default_factory=lambda: array("d"))
    lat: array[float] = field(default_factory=lambda: array("d"))
    height_m: array[float] = field(default_factory=lambda: array("d"))
    time_s: array[float] = field(default_factory=lambda: array("d"))


def read_gpx_lines(path: Path, progress: Progress) -> list[GpxLine]:
    """Read all tracks and routes of a GPX file.

    Entities are not expanded: a file that declares any is refused.

    Raises
    ------
    TrackError
        If it can't be read, is no GPX, is cut off, or a point has no position on Earth.
    CancelledError
    """
    handler = _Handler(path)
    try:
        size = max(path.stat().st_size, 1)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                progress.report(min(file.tell() / size, 1.0), text("reading {file}", file=path.name))
                handler.feed(chunk)
        handler.feed(b"", last=True)
    except FileNotFoundError:
        raise TrackError(
            str(path), text("there is no such file"), text("give the path of a GPX file")
        ) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fix = text("give the path of a readable GPX file")
        raise TrackError(str(path), text("can't be read ({reason})", reason=reason), fix) from None
    return handler.lines


class _Handler:
    """Takes the events of the parser."""

    def __init__(self, path: Path) -> None:
        self.lines: list[GpxLine] = []
        self._path = path
        self._open: list[str] = []
        self._words = ""
        self._points = 0
        self._is_ours = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._take_words
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Take the next bytes."""
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS] and not self._open:
                raise self._error(text("is empty or cut off"), _AGAIN) from None
            why = expat.ErrorString(error.code)
            raise self._error(text("is not XML, or is cut off ({why})", why=why), _AGAIN) from None

    def _error(self, problem: Text, fix: Text) -> TrackError:
        where = f"{self._path}, line {self._parser.CurrentLineNumber}"
        if _POINTS.intersection(self._open):  # a whole file may stand on one line
            where += f", point {self._points}"
        return TrackError(where, problem, fix)

    def _refuse_doctype(self, *_declared: object) -> None:
        raise self._error(text("declares a document type, as no GPX does"), _AGAIN)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if not self._open and name != "gpx":
            raise self._error(text("is XML, but not GPX: it begins with {tag}", tag=name[:40]), _AGAIN)
        parent = self._open[-1] if self._open else ""
        self._open.append(name)
        self._words = ""
        if not parent:
            self._is_ours = attributes.get("creator", "").startswith("courseplanner ")
        if name in ("trk", "rte") and parent == "gpx":
            self.lines.append(GpxLine(name == "trk", self._is_ours))
            self._points = 0
        elif name in _POINTS and self.lines:
            self._points += 1
            self._add_point(attributes)

    def _add_point(self, attributes: dict[str, str]) -> None:
        try:
            lon, lat = float(attributes["lon"]), float(attributes["lat"])
        except (KeyError, ValueError):
            raise self._error(text("a point has no position that can be read"), _AGAIN) from None
        if not (abs(lon) <= 180.0 and abs(lat) <= 90.0):
            swapped = abs(lat) <= 180.0 and abs(lon) <= 90.0
            fix = text("the coordinates look swapped: lat is the latitude") if swapped else _AGAIN
            raise self._error(text("{lat:g}, {lon:g} is not a position on Earth", lat=lat, lon=lon), fix)
        line = self.lines[-1]
        line.lon.append(lon)
        line.lat.append(lat)
        line.height_m.append(math.nan)
        line.time_s.append(math.nan)

    def _take_words(self, words: str) -> None:
        if len(self._words) < _LONGEST_WORDS:
            self._words += words

    def _end(self, _tag: str) -> None:
        name = self._open.pop()
        parent = self._open[-1] if self._open else ""
        if parent in _POINTS and self.lines and name in ("ele", "time"):
            self._add_to_point(name, self._words.strip())
        elif name == "name" and parent in ("trk", "rte") and self.lines:
            self.lines[-1].name = " ".join(self._words.split())[:200]
        self._words = ""

    def _add_to_point(self, name: str, words: str) -> None:
        line = self.lines[-1]
        if name == "time":
            line.time_s[-1] = _seconds(words)
            return
        try:
            line.height_m[-1] = float(words) if words else math.nan
        except ValueError:
            raise self._error(text("“{words}” is not a height", words=words[:40]), _AGAIN) from None


def _seconds(words: str) -> float:
    """Read a time; NaN where it is none, for times do not matter but for their order."""
    try:
        when = dt.datetime.fromisoformat(words)
    except ValueError:
        return math.nan
    return (when if when.tzinfo else when.replace(tzinfo=dt.UTC)).timestamp()
