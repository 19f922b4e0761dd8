"""What the styles of a Word document say of its paragraphs: titles, headings, captions, lists."""

import re

from lxml import etree

from pipeline.text.blocks import Mark

_MARKS = (
    (re.compile(r"title"), Mark.TITLE),
    (re.compile(r"heading \d"), Mark.HEADING),
    (re.compile(r"caption"), Mark.CAPTION),
    (re.compile(r"list\b.*"), Mark.ITEM),
    # A table of contents repeats the headings, and its figures are pages.
    (re.compile(r"(?:toc|index) \d|toc heading|table of figures"), Mark.OUTSIDE),
)
"""Names of Word's own styles, which are the same in every language of Word."""
_DEEPEST_STYLE = 20
"""Styles that one may be based on, each on the next: a document may have them go round."""


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        """`root` is that of the part with the styles; None where there is no such part."""
        self._names: dict[str, str] = {}
        self._based_on: dict[str, str] = {}
        for style in root if root is not None else ():
            style_id = next((v for k, v in style.attrib.items() if str(k).endswith("}styleId")), "")
            self._names[str(style_id)] = _value(style, "name").lower()
            self._based_on[str(style_id)] = _value(style, "basedOn")

    def mark_of(self, properties: etree._Element | None) -> Mark:
        """Return what the properties of a paragraph say that it is."""
        if properties is None:
            return Mark.NONE
        style_id = _value(properties, "pStyle")
        for _ in range(_DEEPEST_STYLE):
            name = self._names.get(style_id, style_id.lower())
            for pattern, mark in _MARKS:
                if pattern.fullmatch(name):
                    return mark
            style_id = self._based_on.get(style_id, "")
        is_listed = properties.find("{*}numPr") is not None
        return Mark.ITEM if is_listed else Mark.NONE


def _value(element: etree._Element, name: str) -> str:
    """Return the value of a child of an element; "" where there is none."""
    child = element.find(f"{{*}}{name}")
    if child is None:
        return ""
    return next((str(v) for k, v in child.attrib.items() if str(k).endswith("}val")), "")
