"""Our own comments in a Word document, told apart by their author, and taken out of it again.

A document that was reviewed before comes back with what Word keeps of a comment in other parts:
whether it is settled, what it answers, and when it was made.
"""

from lxml import etree

from pipeline.documents.docx_package import DocxPackage, attribute, name_of

AUTHOR = "factdesk"
_MARKS = ("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference")
_BY_PARAGRAPH = ("/commentsExtended", "/commentsIds")
"""Parts that name a comment by the id of a paragraph of it."""
_BY_DURABLE_ID = "/commentsExtensible"
"""The part that names it by an id that `commentsIds` gives it."""


def is_own(comment: etree._Element) -> bool:
    """Return whether a comment was written by us."""
    return attribute(comment, "author") == AUTHOR


def remove_own(
    package: DocxPackage, main: etree._Element, comments: etree._Element
) -> dict[str, etree._Element] | None:
    """Take our comments out of the main part and that of the comments, with all that marks them.

    Somebody's answer to one of them stays, as a comment of its own. Returns the other parts that
    are changed by it; None where there is no comment of ours.
    """
    all_of_them = list(comments.iter("{*}comment"))
    own = [each for each in all_of_them if is_own(each)]
    if not own:
        return None
    others = {attribute(each, "id") for each in all_of_them if not is_own(each)}
    _remove_marks(main, {attribute(each, "id") for each in own} - others)
    paragraphs = {attribute(each, "paraId") for comment in own for each in comment.iter("{*}p")}
    for each in own:
        _remove(each)
    return _without_records(package, paragraphs)


def _remove_marks(main: etree._Element, ids: set[str]) -> None:
    for mark in list(main.iter(*_MARKS)):
        if attribute(mark, "id") not in ids:
            continue
        run = mark.getparent()
        _remove(mark)
        if run is not None and name_of(run) == "r" and set(map(name_of, run)) <= {"rPr", ""}:
            _remove(run)


def _without_records(package: DocxPackage, paragraphs: set[str]) -> dict[str, etree._Element]:
    """Return the parts that keep more of comments, without those whose paragraphs are given."""
    durable: set[str] = set()
    changed: dict[str, etree._Element] = {}
    for kind in (*_BY_PARAGRAPH, _BY_DURABLE_ID):
        part = package.related(kind)
        root = package.xml(part)
        if part is None or root is None:
            continue
        key, removed = ("durableId", durable) if kind == _BY_DURABLE_ID else ("paraId", paragraphs)
        for record in list(root.iterchildren("{*}*")):
            if attribute(record, key) in removed - {""}:
                durable.add(attribute(record, "durableId"))
                _remove(record)
                changed[part] = root
            elif attribute(record, "paraIdParent") in paragraphs - {""}:
                _drop_attribute(record, "paraIdParent")
                changed[part] = root
    return changed


def _drop_attribute(element: etree._Element, name: str) -> None:
    for key in list(element.attrib):
        if str(key).rpartition("}")[2] == name:
            del element.attrib[key]


def _remove(element: etree._Element) -> None:
    """Remove an element, and not the white space behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
