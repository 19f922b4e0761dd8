from decimal import Decimal

from pipeline.corpus.run_summary import add_up, group_causes, summary_lines, summary_part
from schemas import ArticleCounts, MergedCounts, PromptUsage, Report, RunSummary, SummaryPart, Usage
from tests.reports import full_report, ordinary_report


def paid(report: Report) -> Report:
    prompts = (
        PromptUsage(prompt="brief.v1", answers=1, reasks=1, input_tokens=900, output_tokens=100),
        PromptUsage(prompt="claims.v2", answers=2, reasks=0, input_tokens=800, output_tokens=300),
    )
    return report.model_copy(update={"usage": Usage(prompts=prompts)})


def cents(input_tokens: int, output_tokens: int) -> Decimal:
    return Decimal(input_tokens + output_tokens) / 10_000


def test_an_article_adds_what_its_ledger_its_list_and_its_usage_say() -> None:
    report = paid(full_report())

    part = summary_part(report, price=cents)

    assert (part.articles, part.rows) == (1, len(report.worklist.rows))
    assert part.quantities == report.ledger.quantities
    assert [(each.check, each.count) for each in part.alerts] == [("A05", 1), ("A11", 1)]
    assert (part.requests, part.input_tokens, part.output_tokens) == (3, 1700, 400)
    assert (part.cost, part.unpriced) == (Decimal("0.21"), 0)


def test_tokens_without_a_price_are_told_and_never_cost_nothing() -> None:
    part = summary_part(paid(ordinary_report()))

    assert (part.cost, part.unpriced) == (None, 1)


def test_parts_add_up_in_any_order_and_grouping() -> None:
    one, two = summary_part(paid(full_report()), price=cents), summary_part(ordinary_report())
    three = summary_part(paid(ordinary_report()))

    whole = add_up([one, two, three])

    assert whole == add_up([three, add_up([two, one])])
    assert (whole.articles, whole.cost, whole.unpriced) == (3, Decimal("0.21"), 1)
    assert add_up([]) == SummaryPart()


def test_causes_are_told_without_the_names_of_the_articles() -> None:
    failures = [
        ("in/a.txt", "in/a.txt: it is empty; give an article"),
        ("in/b.txt", "in/b.txt: it is empty; give an article"),
        ("c.txt", "cannot read 'c.txt': it is not text"),
    ]

    found = group_causes(failures)

    assert [(each.cause, each.count, each.examples) for each in found] == [
        ("it is empty; give an article", 2, ("in/a.txt", "in/b.txt")),
        ("cannot read it: it is not text", 1, ("c.txt",)),
    ]


def test_causes_that_differ_in_a_number_are_one_and_show_none() -> None:
    failures = [(f"{n}.txt", f"{n}.txt: it has {n},000 words, at most 90") for n in (5, 6)]

    found = group_causes(failures)

    assert [each.cause for each in found] == ["it has … words, at most …"]


def test_of_many_articles_with_one_cause_the_first_five_are_named() -> None:
    failures = [(f"{n}.txt", "the server is away") for n in range(9)]

    (found,) = group_causes(failures)

    assert (found.count, found.examples) == (9, ("0.txt", "1.txt", "2.txt", "3.txt", "4.txt"))


def test_the_lines_tell_an_editor_what_was_done_and_what_was_not() -> None:
    totals = summary_part(paid(full_report()), price=cents)
    counts = ArticleCounts(done=1_200, failed=6, pending=3)
    merged = MergedCounts(articles=1_200, rows=9_000, entries=7_500, shared=800, conflicting=2)
    failures = [(f"{n}.txt", "the server is away") for n in range(6)]

    lines = summary_lines(
        RunSummary(articles=counts, totals=totals, causes=group_causes(failures), merged=merged)
    )

    assert lines[0] == "1,209 articles: 1,200 done, 6 failed, 3 pending"
    assert lines[2] == "2 alerts: A05 ×1, A11 ×1"
    assert lines[3] == (
        "Worklist: 7,500 figures to check, told in 9,000 places; 800 by more than one article; "
        "2 with another value elsewhere"
    )
    assert lines[4] == "The results rest on 3 answers: 1,700 tokens in, 400 out, $0.2100"
    assert lines[5] == (
        "Not processed, 6: the server is away (0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 1 more)"
    )


def test_without_a_model_no_line_speaks_of_cost() -> None:
    summary = RunSummary(
        articles=ArticleCounts(done=1),
        totals=summary_part(ordinary_report()),
        causes=(),
        merged=None,
    )

    assert not any("token" in line for line in summary_lines(summary))
