"""The checks that fired: a badge for each firing, and once for all what each check means."""

from pipeline.checks import check_of
from pipeline.stages.render.html.view import Badge, CheckView
from schemas import Flag, Report


def badge(flag: Flag) -> Badge:
    """Return a flag with what its check is called."""
    return Badge(flag, _view(flag.check).name)


def fired_checks(report: Report) -> tuple[CheckView, ...]:
    """Return every check that fired on the article, by id."""
    rows = [flag for row in report.worklist.rows for flag in row.flags]
    return tuple(
        _view(each) for each in sorted({f.check for f in [*rows, *report.worklist.loose_flags]})
    )


def _view(check_id: str) -> CheckView:
    try:
        check = check_of(check_id)
    except KeyError:  # a report of another version
        return CheckView(check_id, "", "This version of factdesk does not know this check.", "")
    return CheckView(check_id, check.name.replace("-", " "), check.definition, check.settles)
