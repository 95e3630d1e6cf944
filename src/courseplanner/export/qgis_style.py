"""Styles in the XML of QGIS (QML): how it draws a layer, kept beside the layer in a GeoPackage."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping

__all__ = ["by_value", "one_line", "one_point"]

_VERSION = "3.22.0"
_LEG_MM = "0.7"
_POINT_MM = "2.4"
_LABEL_PT = "8"


def one_line(colour: str, width_mm: float) -> str:
    """Draw all lines alike."""
    root = _root(labels=False)
    renderer = ET.SubElement(root, "renderer-v2", {"type": "singleSymbol"})
    _add_symbol(ET.SubElement(renderer, "symbols"), "0", colour, is_line=True, width_mm=f"{width_mm:.2f}")
    return _written(root)


def one_point(colour: str) -> str:
    """Draw all points alike, with their names."""
    root = _root(labels=True)
    renderer = ET.SubElement(root, "renderer-v2", {"type": "singleSymbol"})
    _add_symbol(ET.SubElement(renderer, "symbols"), "0", colour, is_line=False)
    _add_labels(root)
    return _written(root)


def by_value(column: str, colours: Mapping[str, str], *, is_line: bool) -> str:
    """Draw by the value of a column; points with their names."""
    root = _root(labels=not is_line)
    renderer = ET.SubElement(root, "renderer-v2", {"type": "categorizedSymbol", "attr": column})
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
        _add_labels(root)
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


def _add_labels(root: ET.Element) -> None:
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


def _written(root: ET.Element) -> str:
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(
        root, encoding="unicode"
    )
