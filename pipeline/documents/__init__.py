"""Word documents and PDFs: their text, and where on their pages it stands; comments in the former.

`reading` tells what bytes are. `docx_package` opens a Word document within limits, `docx_text`
reads it with `docx_styles`, `docx_margin` reads its comments, `docx_comments` writes some into it
and `docx_own_comments` takes ours out again. `pdf_text_runs` draws the characters out of a PDF, in
a process of its own; `pdf` starts it, `pdf_layout` puts them in order, `pdf_paragraphs` joins them.
"""
