"""The report as one HTML file, which works offline and without scripts.

`report_page` puts it together from what `annotated_article`, `statement_views` and `worklist_views`
return; how it looks and behaves stands in `templates/`.
"""

from pipeline.stages.render.html.report_page import report_html

__all__ = ["report_html"]
