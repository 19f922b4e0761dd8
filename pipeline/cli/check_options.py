"""The options of `factdesk check`, and its sources, exit code and --out that follow from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import typer

from pipeline.cli.exits import FOUND, OVER_BUDGET, SOME_FAILED
from pipeline.cli.options import (
    MODEL,
    SENSITIVITY,
    CassetteOptions,
    EvidenceOption,
    LanguageOption,
    LimitOptions,
    PrivateOption,
    argument,
    flag,
    option,
)
from pipeline.corpus.pairs.checking import Sources, read_sources
from pipeline.errors import SettingsError
from pipeline.files import STDIN
from pipeline.limits import Limits
from pipeline.stages.read_statements import StatementFile
from schemas import CheckRun, Sensitivity

_DOCX = ".docx"
CheckFormat = Literal["text", "jsonl", "github", "sarif", "junit", "markdown"]


@dataclass(frozen=True, kw_only=True)
class CheckOptions(PrivateOption, LanguageOption, LimitOptions, CassetteOptions, EvidenceOption):
    statements: list[str] | None = argument(
        "What to check: a text file with one statement a line, a draft in Markdown, HTML, Word or "
        "PDF, a brief (brief.md, result.json), a .jsonl file of pairs, or - for standard input. "
        "None: the drafts that factdesk.toml names.",
        show_default=False,
        default=None,
    )
    pairs: str | None = option(
        "Pairs by the million, instead of STATEMENTS: a .jsonl file, packed or not (.gz, .bz2, "
        ".xz), an address such as s3://bucket/pairs.jsonl, or -. They stream through several "
        "processes; each row gives a line of JSON.",
        metavar="FILE",
    )
    workers: int | None = option("Processes for --pairs.", min=1, show_default="one a core")
    resume: bool = flag("Go on with the --out of a --pairs run that was interrupted.")
    quiet: bool = flag("Of --pairs, say nothing but what went wrong.", "--quiet", "-q")
    source: list[str] | None = option(
        "The article: a file (text, Markdown, HTML, .docx, .pdf), a URL, or -. Give it again for "
        "several: a number is fine when one of them bears it out. Pairs and result.json bring "
        "their own.",
        metavar="ARTICLE",
    )
    form: Literal["auto", "lines", "markdown", "html", "json", "pairs"] = option(
        "How the statements are written; auto looks for itself.", "--input", default="auto"
    )
    output: CheckFormat = option(
        "text to read, jsonl for programs, github for annotations, sarif for code scanning, "
        "junit for test reports, markdown for the summary of a job.",
        "--format",
        default="text",
    )
    out: Path | None = option(
        "Write it to this file; the counts are still printed. Of a Word draft, a name that ends in "
        ".docx gives the draft back with a comment at each number in doubt.",
        "--out",
        "-o",
    )
    config: Path | None = option(
        "Which drafts are held against which sources; counts where no --source is given.",
        metavar="FILE",
        show_default="factdesk.toml, if there is one",
    )
    skip_unnamed: bool = flag(
        "Leave out the STATEMENTS for which factdesk.toml names no sources, as a hook does."
    )
    sensitivity: Sensitivity | None = option(SENSITIVITY, show_default="normal")
    fail_on: Literal["flagged", "none"] = option(
        "Exit 1 on a number that is unsupported or that evidence contradicts, or on none.",
        default="flagged",
    )
    baseline: Path | None = option(
        "Findings of an earlier run, which count no more: fail only on what is new.",
        metavar="FILE",
    )
    write_baseline: bool = flag(
        "Write what is found now to the --baseline, new or again, and end with code 0."
    )
    model: str | None = option(
        "Have this model look again at what is for review or unsupported: a request of some 900 "
        "tokens a statement. It names quantities of the source and an operation; code recomputes "
        "them, and takes nothing that does not come out. Without it nothing is asked.",
        panel=MODEL,
    )

    def sources(self) -> Sources:
        """Return the sources of the command line, read. Raises FactdeskError."""
        if [*(self.statements or ()), self.pairs, *(self.source or ())].count(STDIN) > 1:
            raise SettingsError("standard input can be read once: give only one of them as -")
        given = read_sources(
            self.source or (),
            private=self.private,
            language_check=self.checks_language,
            limits=self.limits,
        )
        return Sources(given, limits=self.limits)

    def end(self, *, failed: bool, flagged: bool, over_budget: bool = False) -> None:
        """End with the exit code of the outcome; raises typer.Exit for the codes 1, 3 and 4."""
        if over_budget:
            raise typer.Exit(OVER_BUDGET)
        if failed:
            raise typer.Exit(SOME_FAILED)
        if flagged and self.fail_on == "flagged":
            raise typer.Exit(FOUND)


def is_reviewed(out: Path | None) -> bool:
    """Return whether what is written is to be the draft with comments."""
    return out is not None and out.suffix.lower() == _DOCX


def require_one_draft(names: Sequence[str], *, in_a_format: bool) -> None:
    """Raise SettingsError where comments have no single draft to go to."""
    if len(names) != 1:
        raise SettingsError(f"--out {_DOCX} gives one draft back with comments: check one alone")
    if in_a_format:
        raise SettingsError(f"--out {_DOCX} gives the draft back: leave out --format")


def reviewed_of(run: CheckRun, files: Sequence[StatementFile], limits: Limits) -> bytes:
    """Return the draft with comments; raises FactdeskError where it is no Word document."""
    from pipeline.stages.render.reviewed_docx import reviewed_docx

    (file,) = files
    if not file.word:
        raise SettingsError(
            f"{file.name} is no Word document to write comments into: give --out another ending"
        )
    return limits.keep(partial(reviewed_docx, run, file.word, file.name), file.name)
