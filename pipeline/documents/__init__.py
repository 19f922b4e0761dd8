"""Word documents and PDFs: their text, and where on their pages it stands; comments in the former.

`reading` tells what bytes are. `office_zip` opens an Office file within limits, `docx_package` the
Word document in it. `docx_text` reads that with `docx_styles`, `docx_margin` reads its comments,
`docx_comments` writes some into it and `docx_own_comments` takes ours out again. `pdf_text_runs`
draws the characters out of a PDF, in a process of its own; `pdf` starts it, `pdf_layout` puts them
in order, `pdf_paragraphs` joins them.
"""
