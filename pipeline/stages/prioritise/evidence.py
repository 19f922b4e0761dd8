"""Evidence: what would settle a figure, and where such things are found."""

from pipeline.checks import check_of
from pipeline.stages.prioritise.figure import Figure
from schemas import Evidence


def evidence_of(figure: Figure) -> Evidence:
    """Return what to look for."""
    alerts = [flag for flag in figure.flags if flag.alert]
    needed = check_of(alerts[0].check).settles if alerts else "The figure in its first source."
    source = figure.speaker or "the first source of the figure"
    return Evidence(needed=needed, source=source, query=figure.quantity.label())
