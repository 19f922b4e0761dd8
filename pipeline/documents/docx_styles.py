"""What the styles of a Word document say of its paragraphs: titles, headings, captions, lists."""

import re

from lxml import etree

from pipeline.documents.docx_package import attribute, child_of
from pipeline.text.blocks import Mark

_MARKS = (
    ("title", Mark.TITLE),
    (r"heading \d", Mark.HEADING),
    ("caption", Mark.CAPTION),
    (r"list\b.*", Mark.ITEM),
    # A table of contents repeats the headings, and its figures are pages.
    (r"(?:toc|index) \d|toc heading|table of figures", Mark.OUTSIDE),
)
"""Patterns of the names of Word's own styles, which are the same in every language of Word."""
_DEEPEST_STYLE = 20
"""Styles that one may be based on, each on the next: a document may have them go round."""


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        """`root` is that of the part with the styles; None where there is no such part."""
        self._names: dict[str, str] = {}
        self._based_on: dict[str, str] = {}
        for style in root if root is not None else ():
            style_id = attribute(style, "styleId")
            self._names[style_id] = _value(style, "name").lower()
            self._based_on[style_id] = _value(style, "basedOn")

    def mark_of(self, properties: etree._Element | None) -> Mark:
        """Return what the properties of a paragraph say that it is."""
        if properties is None:
            return Mark.NONE
        style_id = _value(properties, "pStyle")
        for _ in range(_DEEPEST_STYLE):
            name = self._names.get(style_id, style_id.lower())
            for pattern, mark in _MARKS:
                if re.fullmatch(pattern, name):
                    return mark
            style_id = self._based_on.get(style_id, "")
        return Mark.ITEM if child_of(properties, "numPr") is not None else Mark.NONE


def _value(element: etree._Element, name: str) -> str:
    """Return the value of a child of an element; "" where there is none."""
    return attribute(child_of(element, name), "val")
