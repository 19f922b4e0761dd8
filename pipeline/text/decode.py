"""Bytes to text: which encoding they are in, and what they are when they are no text."""

import codecs
import re

from pipeline.errors import ArticleError

_BINARIES = (
    (b"%PDF-", "a PDF: export its text first"),
    (b"PK\x03\x04", "a zip or Office file (.docx, .odt …): save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc …): save it as plain text first"),
    (b"{\\rtf", "an RTF file: save it as plain text first"),
    (b"\x89PNG", "a picture: give the article's text instead"),
    (b"\xff\xd8\xff", "a picture: give the article's text instead"),
    (b"GIF8", "a picture: give the article's text instead"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_CHARSETS = re.compile(
    r"(?P<latin>iso-?8859-?1|latin-?1|(?:us-)?ascii)"
    r"|(?:windows|cp)-?(?:125\d|874|932|949|950)|iso-?8859-?\d\d?|koi8-?[ru]|gb(?:2312|k|18030)"
    r"|big5|shift[_-]jis|euc-?(?:jp|kr)|utf-?8|mac(?:roman|intosh)",
    re.IGNORECASE,
)
"""Charsets of web pages; Python knows more (unicode_escape …), which no page may ask for."""
_CONTROLS = frozenset(map(chr, (*range(0x01, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20))))
_CONTROLS |= frozenset(map(chr, range(0x7F, 0xA0)))
_MOST_FOREIGN = 0.2
"""Share of non-ASCII characters above which cp1252 is a wrong guess (Cyrillic: over 0.7)."""


def decode(raw: bytes, name: str, declared: str | None = None) -> str:
    """Return the text of the bytes, line ends as they stood, without a byte-order mark.

    `declared` is the charset that a server named. Raises ArticleError, naming `name`, for what
    is no text or in an encoding that cannot be told.
    """
    for magic, kind in _BINARIES:
        if raw.startswith(magic):
            raise ArticleError(f"{name} is {kind}")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding, name)
    if b"\0" in raw:
        raise ArticleError(f"{name} is a binary file: give plain text, Markdown or HTML")
    for encoding in ("utf-8", _known(declared or ""), _known(_declared_in(raw))):
        text = _tried(raw, encoding)
        if text is not None:
            return text
    text = _tried(raw, "cp1252")
    if text is not None and _is_plausible(text):
        return text
    raise ArticleError(f"{name} is in an encoding that cannot be told: save it as UTF-8")


def _strictly(raw: bytes, encoding: str, name: str) -> str:
    text = _tried(raw, encoding)
    if text is None:
        label = encoding.upper()
        raise ArticleError(f"{name} says it is {label} and is not: save it as UTF-8")
    if "\0" in text:
        raise ArticleError(f"{name} is a binary file: give plain text, Markdown or HTML")
    return text


def _declared_in(raw: bytes) -> str:
    found = _DECLARED.search(raw[:4096])
    return found[1].decode("ascii", "replace") if found else ""


def _known(charset: str) -> str:
    """Return the charset to try, "" for none; browsers read Latin-1 as cp1252."""
    known = _CHARSETS.fullmatch(charset)
    if not known:
        return ""
    return "cp1252" if known["latin"] else charset


def _tried(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None


def _is_plausible(text: str) -> bool:
    foreign = sum(not character.isascii() for character in text)
    return _CONTROLS.isdisjoint(text) and foreign <= _MOST_FOREIGN * len(text)
