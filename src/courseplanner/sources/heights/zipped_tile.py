"""Unpacks a tile of heights out of a ZIP file, held to the checksum that it carries."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from courseplanner.base.errors import ElevationError
from courseplanner.base.i18n import text
from courseplanner.sources.heights.elevation_checks import refuse_tile_size

__all__ = ["unpacked_tile"]

_CORNER = re.compile(r"[NS]\d{2}[EW]\d{3}", re.IGNORECASE)
_AGAIN = text("fetch it again: it may be cut off")
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,  # encrypted; with NotImplementedError, packed in a way that Python does not know
    ValueError,
    OverflowError,
    IndexError,
)
"""What `zipfile` raises where a file is garbled; `BadZipFile` among others where the CRC-32 is not right."""


def unpacked_tile(path: Path) -> bytes:
    """Give the bytes of the one `.hgt` file inside a ZIP file.

    GDAL would not hold them to their checksum, and can be killed by a garbled directory.

    Parameters
    ----------
    path : Path
        Named by the corner of its tile.

    Returns
    -------
    bytes
        As many as a tile has.

    Raises
    ------
    ElevationError
        If the file is damaged, or holds no tile, several, or that of another place.
    OSError
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entry = _tile_of(path, archive)
            # Not more is unpacked than this, whatever the packed data holds.
            refuse_tile_size(path, entry.file_size)
            return archive.read(entry)
    except _DAMAGES:
        raise ElevationError(str(path), text("is not a ZIP file, or is damaged"), _AGAIN) from None


def _tile_of(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    names = ((entry, entry.filename.rpartition("/")[2].lower()) for entry in archive.infolist())
    # macOS puts a file of its own notes beside each: ._N42E001.hgt
    tiles = [entry for entry, name in names if name.endswith(".hgt") and not name.startswith("._")]
    if len(tiles) != 1:
        problem = text("holds {count} files that end in .hgt, not one", count=len(tiles))
        raise ElevationError(str(path), problem, text("unpack it, and name the tiles one by one"))
    (tile,) = tiles
    inside = _CORNER.match(tile.filename.rpartition("/")[2])
    if inside is not None and inside.group().upper() != path.name[:7].upper():
        raise ElevationError(
            str(path),
            text("holds the tile of another place: {name}", name=tile.filename),
            text("name it by the tile that it holds"),
        )
    return tile
