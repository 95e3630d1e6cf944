"""Finds `resources/` and `sample_data/`, in a checkout and when installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["chinese_font", "leaflet", "resource", "sample"]

_PACKAGE = Path(__file__).resolve().parents[1]


def _folder(name: str) -> Path:
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


def resource(*parts: str) -> Path:
    """Give the path of a file in `resources/`."""
    return _folder("resources").joinpath(*parts)


def sample(*parts: str) -> Path:
    """Give the path of a file in `sample_data/`."""
    return _folder("sample_data").joinpath(*parts)


@cache
def leaflet() -> Path:
    """Give the folder of the Leaflet that is installed with the program."""
    from importlib.metadata import files

    # Found by the distribution: importing its package would need the namespace package of XStatic.
    script = next(file for file in files("XStatic-Leaflet") or () if file.name == "leaflet.js")
    return Path(str(script.locate())).parent


def chinese_font() -> Path:
    """Give the file of Noto Sans CJK that is installed with the program: a collection of faces."""
    from importlib.resources import files

    return Path(str(files("noto_cjk_sans_otc").joinpath("NotoSansCJK-Regular.ttc")))
