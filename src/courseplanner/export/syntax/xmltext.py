"""XML as it is written to files: indented UTF-8, without what XML can't hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

__all__ = ["add_text", "xml_bytes"]

_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold at all (section 2.2, Char)."""


def add_text(parent: ET.Element, tag: str, words: str) -> ET.Element:
    """Add an element that holds words."""
    element = ET.SubElement(parent, tag)
    element.text = _NOT_IN_XML.sub("", words)
    return element


def xml_bytes(root: ET.Element) -> bytes:
    """Write a document, the same bytes for the same elements."""
    ET.indent(root, " ")
    words = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{words}\n'.encode()
