"""What an editor reads and a checker opens."""

import csv
import io
from collections.abc import Callable

import pytest
from rich.console import Console

from pipeline import ExtractiveDrafter, ModelDrafter, article_from_text, fact_check
from pipeline.stages.render import printable, show_report
from pipeline.stages.render.brief_text import brief_markdown
from pipeline.stages.render.files import render_files
from pipeline.stages.render.worklist_table import worklist_csv
from pipeline.stages.take_work import take_work, work_in
from pipeline.text.escaping import visible
from schemas import Article, ClaimKind, Report
from tests.articles import STORM, storm
from tests.reports import full_report
from tests.scripted_model import ScriptedModel


def withheld_report() -> Report:
    points = [
        {"sentence_ids": ["s2"], "text": f"The storm cut power to 61{n} homes."} for n in range(3)
    ]
    brief = {"headline": "Storm cuts power", "points": points}
    model = ScriptedModel({"brief.v1": [brief], "claims.v2": [{"claims": []}]})
    return fact_check(storm, drafter=ModelDrafter(model, "scripted", 60))


def screen(report: Report) -> str:
    console = Console(file=io.StringIO(), width=120)
    show_report(report, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def report_on(article: Article) -> Report:
    return fact_check(article, drafter=ExtractiveDrafter())


def test_what_was_withheld_is_listed_with_its_reason_in_brief_and_screen() -> None:
    report = withheld_report()
    brief = brief_markdown(report)

    assert "## Withheld: numbers that the article does not bear out" in brief
    assert "- The storm cut power to 610 homes. — 610: the source says “nearly 480 homes”" in brief
    assert "✗ withheld: The storm cut power to 610 homes." in screen(report)


def test_the_articles_own_words_are_marked_in_a_models_brief() -> None:
    report = withheld_report()

    assert "(s2; the article’s own words)" in brief_markdown(report)
    assert "s2 (the article's own words)" in screen(report)


@pytest.mark.parametrize(
    ("sentence", "speaker", "reason"),
    [
        ("They said the storm sank 77 boats.", "not clear", "it is not certain who says it"),
        ("The storm sank 77 boats.", "the article", "its sentence names no source"),
        ("Maria Rossi said 77 boats were lost.", "Maria Rossi", "its passage cites Maria Rossi"),
    ],
)  # fmt: skip
def test_brief_page_and_reason_say_the_same_of_who_says_a_figure(
    sentence: str, speaker: str, reason: str
) -> None:
    report = report_on(article_from_text(f"{sentence}\n"))
    files = render_files(report)

    assert f"| 77 boats | {speaker} |" in str(files["brief.md"])
    assert f'<td class="who"><bdi>{speaker}</bdi>' in str(files["report.html"])
    assert reason in {c.reason for c in report.worklist.rows[0].components}


def test_the_brief_says_first_who_drafted_it() -> None:
    assert (
        "taken from the article by rule, no model"
        in brief_markdown(report_on(storm)).split("\n- ")[0]
    )
    assert "drafted by scripted" in brief_markdown(withheld_report())


def test_what_a_person_found_of_the_headline_and_of_a_point_stands_below_it() -> None:
    report = report_on(article_from_text(f"Port loses *480* homes\n\n{STORM}"))
    rows = [row for row in report.worklist.rows if row.point_ids]
    work = "".join(f"{row.row_id},needs_source,ask | them,Ida\n" for row in rows)
    named = work_in("work.csv", f"row_id,status,note,checker\n{work}".encode())

    told = take_work(report, [named]).report
    lines, shown = brief_markdown(told).splitlines(), screen(told)

    assert told.brief.headline.verdicts
    assert lines[2].startswith("- ✗ **")
    assert lines[2].endswith(r": needs a source by Ida: ask \| them**")
    assert lines[3] == ""
    points = [at for at, line in enumerate(lines) if line.startswith("- ") and at > 3]
    assert any(lines[at + 1].startswith("  - ✗ **") for at in points)
    assert "needs a source by Ida: ask | them" in shown


def test_an_alert_on_a_figure_stands_below_the_point_that_rests_on_it() -> None:
    report = full_report()
    row = report.worklist.rows[0]
    told = f"{row.quantity.label()}: A05 A05 says what the arithmetic gives"

    brief = brief_markdown(report).splitlines()

    at = brief.index(f"  - ▲ **{told}**")
    assert brief[at - 1].startswith("- The storm cut power")
    assert sum("▲" in line for line in brief) == 1
    assert f" ! {told}" in screen(report)


def test_once_work_is_in_the_brief_counts_what_is_open_and_shows_each_status() -> None:
    report = full_report()
    facts = [row for row in report.worklist.rows if row.kind is ClaimKind.FACT]
    plain = brief_markdown(report_on(storm))

    brief = brief_markdown(report)

    assert f"figures to verify: {len(facts) - 1} of {len(facts)} still open" in brief
    assert "| Why it stands here | Status |" in brief
    (line,) = (line for line in brief.splitlines() if line.startswith("| 2 |"))
    assert line.endswith(" | verified by Ida |")
    assert "Status" not in plain


def test_markdown_signs_in_an_article_stay_text() -> None:
    article = article_from_text(
        "Fire *in* port | [x](http://e.vil) <b>\n\nThe fire cost 480 | 500 dollars on Monday "
        "night.\n"
    )

    brief = brief_markdown(report_on(article))

    assert "<b>" not in brief.replace("\\<b\\>", "")
    assert "\\[x\\](http://e.vil)" in brief


def test_an_article_without_a_figure_says_so() -> None:
    report = report_on(
        article_from_text("Rain fell\n\nRain fell on the town and on the harbour.\n")
    )

    assert "No figure to verify." in screen(report)
    assert "0 quantities in the article" in brief_markdown(report)


@pytest.mark.parametrize(
    ("more", "on_screen", "in_brief"),
    [
        ("", "every sentence holds a figure", None),
        (
            "Nobody knows.",
            "not on the list: 1 sentence without a figure",
            "1 sentence holds no figure and is not on this list.",
        ),
        (
            "Nobody knows. It rained.",
            "not on the list: 2 sentences without a figure",
            "2 sentences hold no figure and are not on this list.",
        ),
        (
            "The mayor voted against the law that raised taxes on companies.",
            "1 sentence without a figure, 1 of them worth checking",
            "1 sentence holds no figure and is not on this list; 1 of them states something",
        ),
    ],
)
def test_sentences_without_a_figure_are_counted_in_words_that_fit(
    more: str, on_screen: str, in_brief: str | None
) -> None:
    report = report_on(article_from_text(f"Storm cuts power to 480 homes\n\nSome 9 fell. {more}"))

    brief = brief_markdown(report)

    assert on_screen in " ".join(screen(report).split())
    assert (in_brief in brief) if in_brief else ("no figure" not in brief)


def test_a_long_list_is_cut_and_says_how_many_more() -> None:
    text = "Boats\n\n" + "\n\n".join(
        f"Harbour number {n} of the coast lost {n + 40} boats and {n + 900} nets."
        for n in range(12)
    )

    report = report_on(article_from_text(text))

    more = len(report.worklist.rows) - 10
    assert f"{more} more are in worklist.csv." in brief_markdown(report)
    one_more = report.worklist.model_copy(update={"rows": report.worklist.rows[:11]})
    cut = report.model_copy(update={"worklist": one_more})
    assert "\n1 more is in worklist.csv." in brief_markdown(cut)
    assert "To verify: 10 of " in screen(report)


def test_lines_are_counted_from_one_in_every_kind_of_line_end() -> None:
    article = article_from_text("One boat.\r\nTwo boats.\n\nFour boats.")

    assert [article.line_of(article.text.index(word)) for word in ("One", "Two", "Four")] == [
        1,
        2,
        4,
    ]


def test_the_table_keeps_quotes_commas_and_line_breaks_in_their_cells() -> None:
    rows = list(csv.DictReader(io.StringIO(worklist_csv([report_on(storm)]), newline="")))

    assert {row["quote"] for row in rows} <= {
        STORM[s.span.start : s.span.end] for s in storm.sentences
    }


# The characters with the property Bidi_Control of Unicode.
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("safe", [printable, visible], ids=["terminal", "page"])
def test_what_turns_the_direction_of_a_number_is_never_shown_as_it_is(
    safe: Callable[[str], str],
) -> None:
    assert set(safe(f"{DIRECTIONS}480\x1b[31m\x9b")).isdisjoint(f"{DIRECTIONS}\x1b\x9b")
    assert safe("nearly 480 homes, in all") == "nearly 480 homes, in all"
