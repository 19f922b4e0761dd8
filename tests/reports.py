"""Reports that several tests look at: an ordinary one, one with all that a page can show, a hostile one."""

from functools import cache

from pipeline import ExtractiveDrafter, ModelDrafter, article_from_text, fact_check
from schemas import ClaimKind, Flag, Report, Row, TextSpan, Tier, Work, WorkStatus
from tests.articles import storm
from tests.scripted_model import ScriptedModel

BIDI = "\u202e"
_LETTERS = "a" * 200_000
_HOSTILE = f"""</title></script><script>window.ran = 1</script> kills 12

"><img src=x onerror="window.ran = 2"> Some 30 of 40 people fell, Bob "><svg onload=window.ran=3> said.

A ‘javascript:alert(4)’ link cost $5 million{BIDI} more in 2025, and </style><style>body{{display:none}}</style> 7 of 9 left.

😀 Forty-five 👩‍👩‍👧 families came to {{{{ 6 * 7 }}}} &lt;b&gt; <!-- 17 homes --> ' " ` onmouseover=alert(5) \x00\x07\ud800.

שלום 1,200 אנשים. {_LETTERS} 18 men left."""

_ORDINARY_LENGTH = """Harbour to rebuild its wall for $48 million

The council of Port Selm voted on Monday to rebuild the harbour wall, which the winter storms broke, and to close the fish market while the work goes on.

That is more than the engineers reckoned when the council first asked them, and the state will pay for the footings. Work is to begin in spring, as soon as the ice has gone from the outer basin.

Some 4,100 people live below the level of the spring tides, according to Maria Rossi, the mayor, and 620 of them had to leave their homes in January. Most went to relatives, but the school on Mill Street took in those who had nowhere to go.

"We have been lucky so far, and nobody should count on that," she said.

The pumps moved 9,300 litres a second at the height of the flood, the water office said. Of its 24 pumps, 17 ran through the night; the others were under water themselves and have to be replaced, which the office had asked for in every budget since the last flood.

Fishermen are less pleased. The market sells fish worth $7.5 million a year and employs 86 people, and its stalls will stand in a car park behind the station until the wall is done. The guild of fishermen asked for a rebate of 40 percent on their rents. The council offered 25 percent.

Opponents say that the wall is too low. A study by the university put the highest tide of the century at 5.2 metres, and the wall will be no higher than the old one was. The council replied that a higher wall would take the view from the promenade, on which the hotels depend.

Insurers paid out $31 million after the storm. They have told 350 owners that their contracts will not be renewed, and the mayor said that the town would speak with them before the summer.
"""


@cache
def ordinary_report() -> Report:
    """Return a report on our storm, drafted by rule."""
    return fact_check(storm, drafter=ExtractiveDrafter())


@cache
def withheld_report() -> Report:
    """Return a report whose model changed a number in its brief, invented one and claimed a third."""
    points = [
        {"sentence_ids": ["s2"], "text": "The storm cut power to nearly 480 homes on Monday."},
        {"sentence_ids": ["s3"], "text": "Up to 700 people spent the night in shelters."},
        {"sentence_ids": ["s4"], "text": "Repairs would cost $61 billion."},
    ]
    claim = {
        "id": "s3", "speaker": "", "kind": "fact",
        "text": "In all 27 of the 32 pumps failed in the storm.",
    }  # fmt: skip
    brief = {"headline": "Storm cuts power", "points": points}
    model = ScriptedModel({"brief.v1": [brief] * 3, "claims.v2": [{"claims": [claim]}] * 3})
    return fact_check(storm, drafter=ModelDrafter(model, "scripted", 60))


@cache
def repeated_report() -> Report:
    """Return a report whose model says the same thing again and again, right and wrong."""
    wrong = {"sentence_ids": ["s4"], "text": "Repairs would cost $61 billion."}
    right = {"sentence_ids": ["s3"], "text": "At least 700 people spent the night in shelters."}
    claim = {
        "id": "s3",
        "speaker": "",
        "kind": "fact",
        "text": "All 27 of the 32 pumps failed.",
    }
    brief = {"headline": wrong["text"], "points": [wrong, right, wrong, right, right]}
    model = ScriptedModel({"brief.v1": [brief] * 3, "claims.v2": [{"claims": [claim] * 2}] * 3})
    return fact_check(storm, drafter=ModelDrafter(model, "scripted", 60))


@cache
def full_report() -> Report:
    """Return a report with every list, alerts and cues, a loose flag, and work entered before."""
    report = ordinary_report()
    by_list = sorted(report.worklist.rows, key=lambda row: row.kind is not ClaimKind.FACT)
    first, second, third, *others = (
        row.model_copy(update={"rank": rank}) for rank, row in enumerate(by_list, start=1)
    )
    aside = next(entry for entry in report.ledger.entries if entry.text == "June 9, 2025")
    work = Work(
        status=WorkStatus.VERIFIED,
        evidence=("https://grid.example/outages", "by telephone"),
        note="They sent the log.",
        checker="Ida",
    )
    rows = (
        _flagged(first, "A05", Tier.A, alert=True),
        _flagged(second, "B05", Tier.B, alert=False).model_copy(update={"work": work}),
        third,
        *(each.model_copy(update={"kind": kind}) for each, kind in zip(others[:2], _LISTS, strict=True)),
        *others[2:],
    )  # fmt: skip
    worklist = report.worklist.model_copy(
        update={
            "rows": rows,
            "loose_flags": (_flag("A11", Tier.A, TextSpan(start=aside.start, end=aside.end)),),
            "unlisted": (report.article.sentences[-1].sentence_id,),
        }
    )
    return report.model_copy(update={"worklist": worklist})


@cache
def printed_report() -> Report:
    """Return a report of an article of ordinary length with 13 figures."""
    return fact_check(
        article_from_text(_ORDINARY_LENGTH, source="harbour.txt"), drafter=ExtractiveDrafter()
    )


@cache
def hostile_report() -> Report:
    """Return a report on an article that tries to run scripts, hide numbers and break the page."""
    article = article_from_text(_HOSTILE, source='javascript:window.ran=6//"')
    report = fact_check(article, drafter=ExtractiveDrafter())
    work = Work(evidence=("javascript:window.ran=7", 'https://x.example/"onclick="window.ran=8'))
    speaker = "Bob</option></select><script>window.ran = 9</script>"
    rows = [row.model_copy(update={"work": work}) for row in report.worklist.rows]
    rows[0] = rows[0].model_copy(
        update={"attribution": rows[0].attribution.model_copy(update={"name": speaker})}
    )
    worklist = report.worklist.model_copy(update={"rows": tuple(rows)})
    return report.model_copy(update={"worklist": worklist})


_LISTS = (ClaimKind.OPINION, ClaimKind.PERSONAL)


def _flag(check: str, tier: Tier, span: TextSpan, *, alert: bool = True) -> Flag:
    message = f"{check} says what the arithmetic gives"
    return Flag(check=check, tier=tier, alert=alert, message=message, places=(span,), computed="2 / 4 = 50 %")  # fmt: skip


def _flagged(row: Row, check: str, tier: Tier, *, alert: bool) -> Row:
    flag = _flag(check, tier, row.quantity.span, alert=alert)
    return row.model_copy(update={"flags": (*row.flags, flag)})
