"""Opens OSM files, checks them, and turns whatever goes wrong into words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import osmium
from osmium.osm.types import OSMEntity

from courseplanner.base.errors import OsmFileError
from courseplanner.base.i18n import Text, text
from courseplanner.base.progress import Progress
from courseplanner.sources.bytes.unpacking import Scan, scan
from courseplanner.sources.osm.osm_head import Head, read_head
from courseplanner.sources.osm.pbf_blocks import is_cut_off

__all__ = ["OsmFile", "format_of", "in_words", "open_osm_file", "osm_objects"]

_FORMATS = ("osm.pbf", "osm.gz", "osm.bz2", "osm")
_PACKINGS = {"osm.gz": "gz", "osm.bz2": "bz2"}
_READABLE = text("give a file in .osm, .osm.gz, .osm.bz2 or .osm.pbf")
_FETCH_AGAIN = text("fetch the file again")

# What osmium says, and what it means. The first that occurs in its message wins.
_CUT_OFF = (
    "unexpected EOF",
    "read close failed",
    "read failed: -7",
    "no element found",
    "unclosed",
    "partial char",
)
_UNPACKING = ("gzip error", "bzip2 error", "failed to uncompress")


@dataclass(frozen=True, slots=True)
class OsmFile:
    """An OSM file that was looked at but not yet read.

    Parameters
    ----------
    path : Path
    format : str
        As osmium names it: `osm`, `osm.gz`, `osm.bz2` or `osm.pbf`.
    size : int
        Bytes on disk.
    sha256 : str
        In hex.
    date, licence : str or None
        What the file states about itself.
    streams : int
        Number of packed streams in it, as far as they were counted.
    """

    path: Path
    format: str
    size: int
    sha256: str
    date: str | None
    licence: str | None
    streams: int


def open_osm_file(path: Path, progress: Progress) -> OsmFile:
    """Look at an OSM file: whether it is one, its hash, and what it states about itself.

    Parameters
    ----------
    path : Path
    progress : Progress

    Raises
    ------
    OsmFileError
        If it is missing, no file, empty, unreadable, not what its name says,
        cut off, or unpacks to far more than a map of its size would.
    CancelledError
    """
    where = str(path)
    progress.report(0.0, text("checking {file}", file=path.name))
    form = format_of(path)
    try:
        if not path.exists():
            raise OsmFileError(where, text("there is no such file"), _nearest_file(path))
        if not path.is_file():
            raise OsmFileError(where, text("is a folder or a device, not a file"), _READABLE)
        size = path.stat().st_size
        if not size:
            raise OsmFileError(where, text("the file is empty"), _FETCH_AGAIN)
        if form is None:
            raise OsmFileError(where, text("this kind of file can't be read"), _READABLE)
        seen = scan(path, _PACKINGS.get(form), progress)
        _refuse_bomb(where, size, seen)
        head = read_head(path, form)
    except OSError as error:
        raise OsmFileError(
            where,
            text("can't be read ({reason})", reason=error.strerror or type(error).__name__),
            text("check that the file may be read, and that the disk is healthy"),
        ) from error
    _refuse_stranger(where, form, head)
    if form == "osm.pbf" and is_cut_off(path):
        raise OsmFileError(where, text("the file is cut off in the middle"), _FETCH_AGAIN)
    date = head.date
    if form == "osm.pbf":
        date = _stated_in_pbf(path, form)
    return OsmFile(path, form, size, seen.sha256, date, head.licence, seen.streams)


def osm_objects(
    file: OsmFile, area_keys: tuple[str, ...], other_keys: tuple[str, ...]
) -> Iterator[OSMEntity]:
    """Stream the objects that have one of some keys, with locations, and areas.

    Areas are assembled of closed ways, and of relations that have one of
    `area_keys`. An area of a closed way comes after its way.

    Parameters
    ----------
    file : OsmFile
    area_keys, other_keys : tuple of str

    Yields
    ------
    osmium.osm.OSMEntity
        Valid until the next one.

    Raises
    ------
    OsmFileError
        If the data is damaged or cut off.
    """
    with in_words(str(file.path), file.streams):
        # An absolute path: osmium takes "-" and "http:" for something else than files.
        data = osmium.io.File(str(file.path.absolute()), file.format)
        yield from (
            osmium.FileProcessor(data)
            .with_areas(osmium.filter.KeyFilter(*area_keys))
            .with_filter(osmium.filter.KeyFilter(*area_keys, *other_keys))
        )


def _stated_in_pbf(path: Path, form: str) -> str | None:
    with in_words(str(path)):
        data = osmium.io.File(str(path.absolute()), form)
        with osmium.io.Reader(data, osmium.osm.NOTHING) as reader:
            header = reader.header()
            return header.get("osmosis_replication_timestamp") or header.get("timestamp") or None


def format_of(path: Path) -> str | None:
    """Tell what a file holds by its suffix, in the words of osmium; `None` where nothing is read."""
    name = path.name.casefold()
    return next((form for form in _FORMATS if name.endswith(f".{form}")), None)


def _nearest_file(path: Path) -> Text:
    try:
        beside = [other.name for other in path.parent.iterdir() if format_of(other)]
    except OSError:
        return text("give the path of a file that is there")
    nearest = difflib.get_close_matches(path.name, beside, n=1)
    if not nearest:
        return text("give the path of a file that is there")
    return text("the nearest name in that folder is {name}", name=nearest[0])


def _refuse_bomb(where: str, size: int, seen: Scan) -> None:
    if seen.too_large:
        raise OsmFileError(
            where,
            text(
                "unpacks from {packed} to more than {unpacked} bytes, which no map does",
                packed=size,
                unpacked=seen.unpacked,
            ),
            _READABLE,
        )
    if seen.cut_off:
        raise OsmFileError(where, text("the file is cut off in the middle"), _FETCH_AGAIN)


def _refuse_stranger(where: str, form: str, head: Head) -> None:
    if head.form is not None and head.form != form:
        raise OsmFileError(
            where,
            text("its name ends in .{named}, but its content is .{found}", named=form, found=head.form),
            text("rename it so that it ends in .{found}", found=head.form),
        )
    if head.form is None:
        raise OsmFileError(where, text("is not OSM data"), _READABLE)
    if head.root in {"html", "HTML"}:
        raise OsmFileError(where, text("is a web page, not OSM data"), _FETCH_AGAIN)
    if head.root not in {None, "osm"}:
        problem = text("is not OSM data but XML that begins with <{root}>", root=head.root)
        raise OsmFileError(where, problem, _READABLE)


@contextmanager
def in_words(where: str, streams: int = 0) -> Iterator[None]:
    """Turn what osmium raises into an error that a user can act on."""
    try:
        yield
    except (RuntimeError, ValueError, OSError, osmium.InvalidLocationError) as error:
        problem, fix = _meaning(str(error), streams)
        raise OsmFileError(where, problem, fix) from error
    except MemoryError as error:
        raise OsmFileError(
            where, text("needs more memory than there is"), text("give a smaller extract")
        ) from error


def _meaning(message: str, streams: int) -> tuple[Text, Text]:
    reason = message.replace("\n", " ")
    if any(words in message for words in _CUT_OFF):
        problem = text("the file is cut off in the middle ({reason})", reason=reason)
        # libosmium 2 loses a short last stream of bzip2, which parallel packers write.
        return problem, text(
            "fetch it again, or unpack it and give the .osm"
        ) if streams > 1 else _FETCH_AGAIN
    if "entities" in message:
        return (
            text("its XML defines entities, which can expand without end"),
            text("give a file that comes from OpenStreetMap or a tool for it"),
        )
    if any(words in message for words in _UNPACKING):
        return text("the file can't be unpacked ({reason})", reason=reason), _FETCH_AGAIN
    if "version" in message:
        return text("is of a version that can't be read ({reason})", reason=reason), text(
            "give OSM data of version 0.6"
        )
    return text("the data is damaged ({reason})", reason=reason), _FETCH_AGAIN
