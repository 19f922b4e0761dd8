"""The zip that an Office file is, opened and read within limits.

No part may bring a document type, so that no entity is ever expanded or fetched.
"""

import io
import zlib
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from pipeline.errors import ArticleError

_MOST_PARTS = 10_000
_UNREADABLE = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
_IN_ZIP = 0x1
"""The bit that marks what is encrypted in a zip."""


class OfficeZip:
    """The parts of an Office file. Raises ArticleError, one line, for what is none."""

    def __init__(self, raw: bytes, name: str, *, kind: str, repair: str, smaller: str) -> None:
        """`name` is what errors call the file; the others are words of theirs: what it should be.

        What to do where it is broken, and where it is too large.
        """
        self.name = name
        self._kind, self._repair, self._smaller = kind, repair, smaller
        try:
            self._zip = ZipFile(io.BytesIO(raw))
        except _UNREADABLE as error:
            raise self.broken() from error
        self.entries: tuple[ZipInfo, ...] = tuple(self._zip.infolist())
        if any(entry.flag_bits & _IN_ZIP for entry in self.entries):
            raise ArticleError(f"{name} is protected by a password: save it without one")
        if len(self.entries) > _MOST_PARTS:
            raise self._too_large(f"more than {_MOST_PARTS:,} parts")

    def broken(self) -> ArticleError:
        """Return the error that the file cannot be read."""
        return ArticleError(f"{self.name} is a broken {self._kind}: {self._repair}")

    @property
    def names(self) -> list[str]:
        """The names of its parts."""
        return self._zip.namelist()

    def read(self, part: str, most: int) -> bytes:
        """Return what a part holds, unpacked; no more of it is unpacked than is allowed."""
        try:
            with self._zip.open(part) as file:
                content = file.read(most + 1)
        except (*_UNREADABLE, RuntimeError) as error:
            raise self.broken() from error
        if len(content) > most:
            raise self._too_large(f"more than {most // 1_000_000} MB")
        return content

    def parsed(self, content: bytes) -> etree._Element:
        """Return the root of a part that is XML."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise self.broken() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise ArticleError(
                f"{self.name} declares entities, as no {self._kind} does: {self._repair}"
            )
        return root

    def _too_large(self, what: str) -> ArticleError:
        return ArticleError(f"{self.name} unpacks to {what}: {self._smaller}")
