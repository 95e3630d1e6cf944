"""Holds the deflated blocks of a GeoTIFF to the checksums that they carry."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from rasterio.io import DatasetReader
from rasterio.windows import Window

from courseplanner.base.errors import ElevationError
from courseplanner.base.i18n import text

__all__ = ["refuse_garbled_blocks"]


def refuse_garbled_blocks(path: Path, dataset: DatasetReader, window: Window) -> None:
    """Refuse a file of which a deflated strip or tile has not the Adler-32 that stands behind it (RFC 1950).

    libtiff stops unpacking where it has as many cells as it needs, and does not come to the checksum.

    Parameters
    ----------
    path : Path
    dataset : DatasetReader
        Of that file, with deflated blocks.
    window : Window
        Blocks beside it are not looked at.

    Raises
    ------
    ElevationError
    OSError
    """
    with path.open("rb") as file:
        for column, row in _blocks(dataset, window):
            place = [
                dataset.get_tag_item(f"BLOCK_{what}_{column}_{row}", "TIFF", bidx=1)
                for what in ("OFFSET", "SIZE")
            ]
            if None in place:
                continue  # a block that is not stored: all its cells are no data
            offset, size = map(int, place)
            file.seek(offset)
            try:
                zlib.decompress(file.read(size))
            except zlib.error:
                raise ElevationError(
                    str(path),
                    text("is damaged: a part does not match its own checksum"),
                    text("fetch it again"),
                ) from None


def _blocks(dataset: DatasetReader, window: Window) -> Iterator[tuple[int, int]]:
    high, wide = dataset.block_shapes[0]
    for row in range(window.row_off // high, -(-(window.row_off + window.height) // high)):
        for column in range(window.col_off // wide, -(-(window.col_off + window.width) // wide)):
            yield column, row
