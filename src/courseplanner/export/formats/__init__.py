"""The formats that a course can be written in: each module here is one, and is found by being here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from courseplanner.export.exporter import Exporter

__all__ = ["exporters"]


@cache
def exporters() -> Mapping[str, Exporter]:
    """Give the exporters by their ids, in the order of the ids.

    A module of this package names what it offers in `EXPORTERS`. Libraries are loaded only when
    something is written.
    """
    found: dict[str, Exporter] = {}
    for module in pkgutil.iter_modules(__path__):
        offered: tuple[Exporter, ...] = importlib.import_module(f"{__name__}.{module.name}").EXPORTERS
        for exporter in offered:
            found[exporter.id] = exporter
    return MappingProxyType(dict(sorted(found.items())))
