"""Finds `resources/` and `sample_data/`, in a checkout and when installed."""

from __future__ import annotations

from pathlib import Path

__all__ = ["resource", "sample"]

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


def resource(*parts: str) -> Path:
    """Give the path of a file in `resources/`."""
    return _folder("resources").joinpath(*parts)


def sample(*parts: str) -> Path:
    """Give the path of a file in `sample_data/`."""
    return _folder("sample_data").joinpath(*parts)
