"""Rendering: a report as files and for the screen. Text of articles is untrusted here.

`files` lists what is written for an article; each format is one module, those of a check too.
"""

from pipeline.stages.render.files import render_files
from pipeline.stages.render.screen import printable, show_report

__all__ = ["printable", "render_files", "show_report"]
