"""Styles in the XML of QGIS (QML): how it draws a layer, kept beside the layer in a GeoPackage."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["by_value", "one_line", "one_point"]

_VERSION = "3.22.0"
_LEG_MM = "0.7"
_POINT_MM = "2.4"
_LABEL_PT = "8"
_BY_EXPRESSION = "3"
"""Of the properties of QGIS: what an expression gives."""


def one_line(colour: str, width_mm: float) -> str:
    """Draw all lines alike."""
    root = _root(labels=False)
    renderer = ET.SubElement(root, "renderer-v2", {"type": "singleSymbol"})
    _add_symbol(ET.SubElement(renderer, "symbols"), "0", colour, is_line=True, width_mm=f"{width_mm:.2f}")
    return _written(root)


def one_point(colour: str, priority: int) -> str:
    """Draw all points alike, with their names; those of higher priority, 0 to 10, win where room is short."""
    root = _root(labels=True)
    renderer = ET.SubElement(root, "renderer-v2", {"type": "singleSymbol"})
    _add_symbol(ET.SubElement(renderer, "symbols"), "0", colour, is_line=False)
    _add_labels(root, str(priority))
    return _written(root)


def by_value(
    column: str,
    colours: Mapping[str, str],
    *,
    is_line: bool,
    priorities: Mapping[str, int] = MappingProxyType({}),
) -> str:
    """Draw by the value of a column; points with their names.

    Parameters
    ----------
    column : str
    colours : mapping of str to str
        By the values of the column.
    is_line : bool
    priorities : mapping of str to int
        Of points, 0 to 10 by the values of the column: where room is short, the names of higher priority
        stay, and their points lie above others.
    """
    root = _root(labels=not is_line)
    ordered = {} if is_line else {"enableorderby": "1"}
    renderer = ET.SubElement(root, "renderer-v2", {"type": "categorizedSymbol", "attr": column, **ordered})
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for number, (value, colour) in enumerate(colours.items()):
        ET.SubElement(
            categories,
            "category",
            {"value": value, "label": value, "symbol": str(number), "render": "true"},
        )
        _add_symbol(symbols, str(number), colour, is_line=is_line)
    if not is_line:
        rank = _by_case(column, priorities)
        order = ET.SubElement(
            ET.SubElement(renderer, "orderby"), "orderByClause", {"asc": "1", "nullsFirst": "0"}
        )
        order.text = rank
        _add_labels(root, rank)
    return _written(root)


def _root(*, labels: bool) -> ET.Element:
    return ET.Element(
        "qgis",
        {
            "version": _VERSION,
            "styleCategories": "Symbology|Labeling",
            "labelsEnabled": "1" if labels else "0",
        },
    )


def _add_symbol(
    parent: ET.Element, name: str, colour: str, *, is_line: bool, width_mm: str = _LEG_MM
) -> None:
    symbol = ET.SubElement(
        parent, "symbol", {"type": "line" if is_line else "marker", "name": name, "alpha": "1"}
    )
    layer = ET.SubElement(
        symbol, "layer", {"class": "SimpleLine" if is_line else "SimpleMarker", "enabled": "1", "pass": "0"}
    )
    rgba = ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + ",255"
    options = (
        {"line_color": rgba, "line_width": width_mm, "line_width_unit": "MM", "capstyle": "round",
         "joinstyle": "round"}
        if is_line
        else {"color": rgba, "outline_color": "255,255,255,255", "outline_width": "0.3", "name": "circle",
              "size": _POINT_MM, "size_unit": "MM"}
    )  # fmt: skip
    held = ET.SubElement(layer, "Option", {"type": "Map"})
    for key, value in options.items():
        ET.SubElement(held, "Option", {"name": key, "type": "QString", "value": value})


def _by_case(column: str, values: Mapping[str, int]) -> str:
    """Give the expression of QGIS that has a value for each value of a column, and 0 for others."""
    cases = "".join(f" WHEN \"{column}\" = '{key}' THEN {value}" for key, value in values.items())
    return f"CASE{cases} ELSE 0 END" if cases else "0"


def _add_labels(root: ET.Element, priority: str) -> None:
    """Add labels by the column `name`; `priority` is an expression of QGIS, from 0 to 10."""
    labeling = ET.SubElement(root, "labeling", {"type": "simple"})
    settings = ET.SubElement(labeling, "settings", {"calloutType": "simple"})
    style = ET.SubElement(
        settings,
        "text-style",
        {"fieldName": "name", "fontSize": _LABEL_PT, "fontSizeUnit": "Point", "textColor": "30,30,30,255"},
    )
    ET.SubElement(
        style,
        "text-buffer",
        {"bufferDraw": "1", "bufferSize": "0.8", "bufferSizeUnits": "MM", "bufferColor": "255,255,255,255"},
    )
    held = ET.SubElement(ET.SubElement(settings, "dd_properties"), "Option", {"type": "Map"})
    ET.SubElement(held, "Option", {"name": "name", "type": "QString", "value": ""})
    properties = ET.SubElement(held, "Option", {"name": "properties", "type": "Map"})
    one = ET.SubElement(properties, "Option", {"name": "Priority", "type": "Map"})
    ET.SubElement(one, "Option", {"name": "active", "type": "bool", "value": "true"})
    ET.SubElement(one, "Option", {"name": "expression", "type": "QString", "value": priority})
    ET.SubElement(one, "Option", {"name": "type", "type": "int", "value": _BY_EXPRESSION})
    ET.SubElement(held, "Option", {"name": "type", "type": "QString", "value": "collection"})


def _written(root: ET.Element) -> str:
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(
        root, encoding="unicode"
    )
