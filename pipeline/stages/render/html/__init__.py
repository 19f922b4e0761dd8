"""The report as one HTML file, for an editor and a fact-checker: it works offline and without scripts.

`page` puts it together from what `article`, `statements`, `rows` and `remains` show; how it looks
and behaves stands in `templates/`.
"""

from pipeline.stages.render.html.page import report_html

__all__ = ["report_html"]
