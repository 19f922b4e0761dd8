"""The parts of a Word document: XML files in a zip, and written back."""

import io
from collections.abc import Mapping
from itertools import count
from posixpath import dirname, join, normpath
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from pipeline.documents.office_zip import OfficeZip
from pipeline.errors import ArticleError

_MOST_XML_BYTES = 30_000_000
"""Of one part, unpacked: twice what a million characters take with Word's own marks of revision."""
_MOST_BYTES = 200_000_000
"""Of all parts of a document that is written again, pictures and fonts among them."""
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CONTENT_TYPES = "[Content_Types].xml"
_MAIN_DOCUMENT = "wordprocessingml"
NOT_WORD = "a zip or Office file that is no Word document (.odt, .xlsx …): save it as .docx first"
_REPAIR = "open it in Word and save it anew"


class Relationship(NamedTuple):
    """What a part says of another: of what type it is, and its name in the zip."""

    type: str
    target: str


class DocxPackage:
    """The parts of a document in memory. Raises ArticleError, one line, for what is none."""

    def __init__(self, raw: bytes, name: str) -> None:
        """`name` is what errors call the document."""
        self.name = name
        self._zip = OfficeZip(
            raw, name, kind="Word document", repair=_REPAIR, smaller="give it in parts"
        )
        self.main_relationship = self._main()
        self.main = self.main_relationship.target

    def broken(self) -> ArticleError:
        """Return the error that the document cannot be read."""
        return self._zip.broken()

    def xml(self, part: str | None) -> etree._Element | None:
        """Return the root of a part; None where there is no such part."""
        if part is None or part not in self._zip.names:
            return None
        return self._zip.parsed(self._zip.read(part, _MOST_XML_BYTES))

    def required(self, part: str) -> etree._Element:
        """Return the root of a part that no document is without; raises ArticleError."""
        root = self.xml(part)
        if root is None:
            raise self.broken()
        return root

    def free_name(self, part: str) -> str:
        """Return the name of a part, with a number where there is one of that name."""
        taken, name, ending = self._zip.names, *part.rpartition(".")[::2]
        others = (f"{name}{number or ''}.{ending}" for number in count())
        return next(each for each in others if each not in taken)

    def related(self, kind: str) -> str | None:
        """Return the part that the main one names as its "/footnotes" and so on, if any."""
        found = (each.target for each in self._relationships(self.main) if each.type.endswith(kind))
        return next(found, None)

    def relationships_of(self, part: str) -> str:
        """Return the name of the part that holds the relationships of another."""
        return join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")

    def written(self, changed: Mapping[str, etree._Element]) -> bytes:
        """Return the document with some parts changed or new, and all else as it stood.

        Order, times and packing of its entries stay, so the same document gives the same bytes.
        """
        contents = {
            part: etree.tostring(
                root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
            )
            for part, root in changed.items()
        }
        stream, left = io.BytesIO(), _MOST_BYTES
        entries = [*self._zip.entries, *map(_new_entry, sorted(contents))]
        written: set[str] = set()
        with ZipFile(stream, "w") as target:
            for entry in entries:
                if entry.filename in written:  # a part that was changed, or is there twice
                    continue
                written.add(entry.filename)
                content = contents.get(entry.filename)
                if content is None:
                    content = self._zip.read(entry.filename, left)
                    left -= len(content)
                target.writestr(_like(entry), content)
        return stream.getvalue()

    def _main(self) -> Relationship:
        """Return the main document; its name is free, its type in the list of types is not."""
        found = (each for each in self._relationships("") if each.type.endswith("/officeDocument"))
        main = next(found, None)
        types = self.xml(CONTENT_TYPES) if main else None
        declared = "" if types is None or main is None else _type_of(types, main.target)
        if main is None or _MAIN_DOCUMENT not in declared:
            raise ArticleError(f"{self.name} is {NOT_WORD}")
        return main

    def _relationships(self, part: str) -> list[Relationship]:
        root = self.xml(self.relationships_of(part))
        if root is None:
            return []
        return [
            Relationship(each.get("Type", ""), _resolved(part, each.get("Target", "")))
            for each in root.iter(f"{{{_RELATIONSHIPS}}}Relationship")
            if each.get("TargetMode") != "External"
        ]


def name_of(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" of a comment."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child_of(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child of that name, of any namespace: strict documents have another one."""
    children = () if element is None else element
    return next((child for child in children if name_of(child) == name), None)


def attribute(element: etree._Element | None, name: str) -> str:
    """Return an attribute of any namespace; "" where there is none."""
    items = () if element is None else element.items()
    return next((str(value) for key, value in items if str(key).rpartition("}")[2] == name), "")


def add_relationship(root: etree._Element, kind: str, target: str) -> None:
    """Add to the relationships of a part one of a type, under an id that is not taken."""
    taken = {each.get("Id") for each in root}
    number = next(n for n in count(1) if f"rId{n}" not in taken)
    name = f"{{{_RELATIONSHIPS}}}Relationship"
    etree.SubElement(root, name, {"Id": f"rId{number}", "Type": kind, "Target": target})


def new_relationships() -> etree._Element:
    """Return a part that holds no relationship yet."""
    names: dict[str | None, str] = {None: _RELATIONSHIPS}
    return etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap=names)  # type: ignore[arg-type]  # None is the default one


def add_content_type(root: etree._Element, part: str, media: str) -> None:
    """Add the type of a part to the list of types."""
    name = f"{{{_CONTENT_TYPES}}}Override"
    etree.SubElement(root, name, {"PartName": f"/{part}", "ContentType": media})


def _type_of(types: etree._Element, part: str) -> str:
    """Return the type of a part: its own, or that of its ending."""
    ending = part.rpartition(".")[2]
    for kind, key, value in (
        ("Override", "PartName", f"/{part}"),
        ("Default", "Extension", ending),
    ):
        for each in types.iter(f"{{{_CONTENT_TYPES}}}{kind}"):
            if each.get(key, "").lower() == value.lower():
                return each.get("ContentType", "")
    return ""


def _resolved(part: str, target: str) -> str:
    """Return the name in the zip of what a part names from where it lies."""
    return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))


def _new_entry(part: str) -> ZipInfo:
    entry = ZipInfo(part)  # of 1980, where zips begin: what we add carries no clock
    entry.compress_type = ZIP_DEFLATED
    return entry


def _like(entry: ZipInfo) -> ZipInfo:
    """Return an entry of the same name, time and kind, for what may be longer or shorter."""
    new = ZipInfo(entry.filename, entry.date_time)
    new.compress_type = entry.compress_type
    new.external_attr, new.create_system = entry.external_attr, entry.create_system
    return new
