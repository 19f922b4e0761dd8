"""Word documents that tests make: as python-docx writes them, and XML as Word itself writes it."""

import io
import re
from collections.abc import Callable, Iterable, Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document

from pipeline.documents.docx_package import DocxPackage
from pipeline.documents.docx_text import read_docx
from schemas import TextSpan

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMES = (
    f'xmlns:r="{OFFICE}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def word(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    main: str = "word/document.xml",
    names: str = TRANSITIONAL,
    office: str = OFFICE,
    prolog: str = HEAD,
) -> bytes:
    """Return a document with a body; `parts` are styles, footnotes and so on, by their kind."""
    parts = parts or {}
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_MEDIA}.{kind}+xml"/>'
        for kind in parts
    )
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{office}/{kind}" Target="{kind}.xml"/>'
        for at, kind in enumerate(parts, 1)
    )
    folder, _, name = main.rpartition("/")
    files = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{_MEDIA}.document.main+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{office}/officeDocument" Target="{main}"/></Relationships>',
        main: f'{prolog}<w:document xmlns:w="{names}" {NAMES}><w:body>{body}'
        "<w:sectPr/></w:body></w:document>",
        f"{folder}/_rels/{name}.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{related}</Relationships>",
    }
    files |= {
        f"word/{kind}.xml": f'{HEAD}<w:{kind} xmlns:w="{names}" {NAMES}>{content}</w:{kind}>'
        for kind, content in parts.items()
    }
    return zipped({name: content.encode() for name, content in files.items()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of some files, with a time that no clock told."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(ZipInfo(name, (2026, 3, 2, 9, 30, 0)), content)
    return stream.getvalue()


def unzipped(raw: bytes) -> dict[str, bytes]:
    """Return the files of a zip in their order."""
    with ZipFile(io.BytesIO(raw)) as source:
        return {name: source.read(name) for name in source.namelist()}


def p(*runs: str, style: str = "", mark: str = "") -> str:
    """Return a paragraph of runs, or of text without a sign of XML in it."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    of_mark = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    properties = f"<w:pPr>{named}{of_mark}</w:pPr>" if named or of_mark else ""
    return f"<w:p>{properties}{_joined(runs)}</w:p>"


def _joined(runs: Iterable[str]) -> str:
    return "".join(run if run.startswith("<") else t(run) for run in runs)


def t(text: str, properties: str = "") -> str:
    """Return a run of text."""
    of_run = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{of_run}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str) -> str:
    """Return a table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a row of cells, each of text or of paragraphs and tables."""
    inner = "".join(
        f"<w:tc><w:tcPr/>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in cells
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def field(code: str, *shown: str) -> str:
    """Return the runs of a field, its code first."""
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in _FIELD]
    return f"{kinds[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{kinds[1]}" + (
        "".join(map(t, shown)) + kinds[2]
    )


_FIELD = ("begin", "separate", "end")
CHANGED = 'w:id="1" w:author="Ada" w:date="2026-03-02T09:30:00Z"'


def inserted(*runs: str) -> str:
    """Return a tracked insertion."""
    return f"<w:ins {CHANGED}>{''.join(map(t, runs))}</w:ins>"


def deleted(text: str) -> str:
    """Return a tracked deletion."""
    return f"<w:del {CHANGED}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def cited(number: int, kind: str = "footnote") -> str:
    """Return the run that cites a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def note(number: int, text: str, kind: str = "footnote") -> str:
    """Return a note of that number."""
    return f'<w:{kind} w:id="{number}">{p(f"<w:r><w:{kind}Ref/></w:r>", t(text))}</w:{kind}>'


def hung(number: int, *runs: str) -> str:
    """Return runs or text, or nothing, with the comment of that number around them."""
    start, end = (f'<w:commentRange{edge} w:id="{number}"/>' for edge in ("Start", "End"))
    return f"{start}{_joined(runs)}{end}{reference(number)}"


def reference(number: int) -> str:
    """Return the run that refers to a comment, styled as Word does."""
    style = '<w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
    return f'<w:r>{style}<w:commentReference w:id="{number}"/></w:r>'


def remark(number: int, author: str, said: str) -> str:
    """Return a comment of paragraphs."""
    return f'<w:comment w:id="{number}" w:author="{author}">{said}</w:comment>'


def box(*paragraphs: str) -> str:
    """Return the run of a text box, twice inside as Word writes it: for new readers and old."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    new = f"<w:drawing><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def style(style_id: str, name: str, based_on: str = "") -> str:
    """Return a style of paragraphs."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}'
        "</w:style>"
    )


def saved(make: Callable[..., None]) -> bytes:
    """Return the document that a function makes with python-docx."""
    document = Document()
    make(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def text_of(raw: bytes) -> str:
    """Return the text of a document."""
    return read_docx(DocxPackage(raw, "a.docx")).document.text


def numbers_in(text: str) -> list[TextSpan]:
    """Return where the numbers of a text are."""
    found = re.finditer(r"\d(?:[\d,.]*\d)?", text)
    return [TextSpan(start=each.start(), end=each.end()) for each in found]
