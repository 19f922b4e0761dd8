"""Which bytes are a document, and the reader of each kind."""

from pipeline.documents.document import Document
from pipeline.errors import ArticleError

PDF, ZIP, OLD_OFFICE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How files begin."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name under which an Office file with a password keeps what it holds."""

SUFFIXES = frozenset({".docx", ".pdf"})
"""Endings of the names of documents."""
MEDIA_TYPES = frozenset(
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
"""What servers call them."""
_TIMES_AS_LONG = 10


def most_bytes(name: str, limit: int) -> int:
    """Return what a file of that name may have where a text may have `limit`.

    Pictures and fonts of a document count too.
    """
    return limit * _TIMES_AS_LONG if name.lower().endswith(tuple(SUFFIXES)) else limit


def is_word(raw: bytes) -> bool:
    """Return whether a document that was read is Word's."""
    return raw.startswith(ZIP)


def document_in(raw: bytes, name: str, limit: int) -> Document | None:
    """Return the document that bytes are, by how they begin; None where they are a text.

    `limit` is in characters of its text. Raises ArticleError, one line that begins with `name`, for
    a document that cannot be read, or is of a kind that is not.
    """
    document = _read(raw, name)
    if document is not None and len(document.text) > limit:
        what = f"has {len(document.text):,} characters, over the limit of {limit:,}"
        raise ArticleError(f"{name} {what}: give it in parts")
    return document


def _read(raw: bytes, name: str) -> Document | None:
    # Imported here: lxml takes a tenth of a second that texts need not pay.
    if raw.startswith(PDF):
        from pipeline.documents.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(raw, name)
    if raw.startswith(ZIP):
        from pipeline.documents.docx_margin import margin_comments  # noqa: PLC0415
        from pipeline.documents.docx_package import DocxPackage  # noqa: PLC0415
        from pipeline.documents.docx_text import read_docx  # noqa: PLC0415

        package = DocxPackage(raw, name)
        read = read_docx(package)
        return read.document._replace(comments=margin_comments(package, read))
    if not raw.startswith(OLD_OFFICE):
        return None
    if _ENCRYPTED in raw:
        raise ArticleError(f"{name} is protected by a password: save it without one")
    raise ArticleError(f"{name} is an old Office file (.doc …): save it as .docx first")
