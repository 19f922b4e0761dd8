"""`factdesk check`: its arguments; the work is in `checking`, imported when the command runs."""

from pipeline.cli.brief_options import Private
from pipeline.cli.check_options import (
    FailOn,
    Format,
    Out,
    Pairs,
    Quiet,
    Resume,
    Sense,
    Sources,
    StatementForm,
    Statements,
    Workers,
)
from pipeline.cli.choices import CheckFailOn, CheckFormat, CheckInput, SensitivityName
from pipeline.errors import SettingsError


def check(
    statements: Statements = None,
    *,
    pairs: Pairs = None,
    workers: Workers = None,
    resume: Resume = False,
    quiet: Quiet = False,
    source: Sources = None,
    private: Private = False,
    form: StatementForm = CheckInput.AUTO,
    output: Format = CheckFormat.TEXT,
    out: Out = None,
    sensitivity: Sense = SensitivityName.NORMAL,
    fail_on: FailOn = CheckFailOn.FLAGGED,
) -> None:
    """Check every number of a draft, headline or summary against its article. No model.

    The outcome says whether the article bears a number out:
      supported (✓), review (~: a person had better look), not supported (!)

    The support beside it, from 0 to 1, says how likely that is, and the status why:
      exact, reformatted, rounded, within_bound, derived; unclear;
      elsewhere (said of something else), changed, absent

    What is not supported ends the command with code 1, what could not be checked with 3.

    Each row of --pairs gives one line, in order:
      {"line": 7, "digest": …, "checked": …, "reason": null, or why it was not}
    Stopped (code 130) or killed, --resume ends with the same file all the same.

    Examples:
      factdesk check summary.txt --source article.html
      factdesk check draft.md --source report.txt --source release.txt
      echo "Nine of the 13 voted." | factdesk check - --source article.html
      factdesk check result.json --sensitivity strict
      factdesk check pairs.jsonl --format junit --out checks.xml
      factdesk check --pairs pairs.jsonl.gz --out checked.jsonl --resume
      factdesk check draft.md --source article.html --format github
    """
    if pairs is None:
        from pipeline.cli.checking import Request, check_drafts

        if not statements:
            raise SettingsError("nothing to check: name a file of statements, or --pairs FILE")
        if resume or workers or quiet:
            raise SettingsError("--resume, --workers and --quiet belong to --pairs")
        check_drafts(
            Request(statements, source or [], private, form, output, out, sensitivity, fail_on)
        )
    else:
        from pipeline.cli.checking_pairs import PairsRequest, check_pairs

        if statements:
            raise SettingsError("give STATEMENTS or --pairs FILE, not both")
        if output not in {CheckFormat.TEXT, CheckFormat.JSONL}:
            raise SettingsError("--pairs writes JSON lines: leave out --format")
        if form not in {CheckInput.AUTO, CheckInput.PAIRS}:
            raise SettingsError("--pairs reads JSON lines: leave out --input")
        request = PairsRequest(
            pairs, source or [], private, out, resume, workers, quiet, sensitivity, fail_on
        )
        check_pairs(request)
