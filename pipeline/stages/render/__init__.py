"""Rendering: a report as files and for the screen. Text of articles is untrusted here.

`files` lists what is written for an article; each format is one module, those of a check too. Only
what is light is imported here: a check does not wait for what writes workbooks.
"""

from pipeline.stages.render.brief_text import show_report
from pipeline.text.escaping import printable

__all__ = ["printable", "show_report"]
