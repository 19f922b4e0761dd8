"""What the page of a report shows and how it is linked, read without a browser."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pipeline import ExtractiveDrafter, article_from_text, fact_check, read_article
from pipeline.stages.render.html import report_html
from pipeline.stages.render.html.page_text import Anchors, Link
from pipeline.stages.take_work import take_work, work_in
from pipeline.text.escaping import visible
from schemas import Disposition, TextSpan
from tests.pages import REPORTS, article_text, one, page, report_named, tree_of, words

EXAMPLES = Path(__file__).parents[3] / "examples"
each_report = pytest.mark.parametrize("name", REPORTS)


# ---- structure ----


@each_report
def test_ids_are_unique(name: str) -> None:
    ids = page(name).xpath("//@id")

    assert len(ids) == len(set(ids))


@each_report
def test_every_link_within_the_page_has_a_target(name: str) -> None:
    ids = set(page(name).xpath("//@id"))
    links = page(name).xpath("//a/@href[starts-with(., '#')]")

    assert links
    assert {link for link in links if link[1:] not in ids} == set()


@each_report
def test_each_figure_leads_to_a_search_of_its_own_words(name: str) -> None:
    searches = page(name).xpath("//a[@class='search']")

    rows = report_named(name).worklist.rows
    assert sorted(s.text for s in searches) == sorted(visible(row.evidence.query) for row in rows)
    for search in searches:
        address = urlsplit(search.get("href"))
        assert (address.scheme, address.netloc) == ("https", "duckduckgo.com")
        assert parse_qs(address.query) == {"q": [search.text]}


@each_report
def test_every_quantity_of_the_ledger_is_marked_where_it_stands(name: str) -> None:
    for entry in report_named(name).ledger.entries:
        mark = one(name, f"//*[@id='place-{entry.start}-{entry.end}']")

        assert entry.went.value in mark.get("class", "").split()
        assert entry.text.startswith(mark.text_content()[:1])


@each_report
def test_the_article_stands_there_in_full(name: str) -> None:
    text = visible(report_named(name).article.text)

    assert "".join(article_text(name).split()) == "".join(text.split())


@each_report
def test_a_row_and_its_places_lead_to_each_other(name: str) -> None:
    for row in report_named(name).worklist.rows:
        links = page(name).xpath(f"//*[@id='row-{row.row_id}']//dd[@class='places']/a/@href")
        notes = page(name).xpath(f"//article//a[@href='#row-{row.row_id}']")

        assert links == [f"#place-{each.span.start}-{each.span.end}" for each in row.places]
        assert [words(note) for note in notes] == [f"[{row.rank}]"] * len(row.places)


def test_what_was_set_aside_leads_to_its_reason_and_back() -> None:
    for entry in report_named("ordinary").ledger.entries:
        if entry.went is Disposition.SET_ASIDE:
            place = f"{entry.start}-{entry.end}"
            assert one("ordinary", f"//*[@id='place-{place}']").get("href") == f"#aside-{place}"
            aside = one("ordinary", f"//*[@id='aside-{place}']")
            assert aside.get("href") == f"#place-{place}"
            assert entry.why in words(aside.getparent().getparent())


def test_a_number_that_markdown_cuts_through_has_one_id_and_its_note_at_the_end() -> None:
    article = article_from_text("It cost **$5** million in all.", kind="markdown")

    tree = tree_of(report_html(fact_check(article, drafter=ExtractiveDrafter())))

    marks = tree.xpath("//div[@class='text']//mark")
    assert [words(mark) for mark in marks] == ["$5", "**", "million"]
    assert [mark.get("id") for mark in marks] == ["place-10-22", None, None]
    assert [mark.tail for mark in marks] == [None, None, None]
    assert words(marks[-1].getnext()) == "[1]"


def test_a_sign_of_markdown_stands_before_the_paragraph_that_it_makes() -> None:
    article = article_from_text("A storm came.\n\n- It cost $5 million.", kind="markdown")
    html = report_html(fact_check(article, drafter=ExtractiveDrafter()))

    paragraphs = tree_of(html).xpath("//div[@class='text']/p")
    assert [words(each) for each in paragraphs if each.get("class") != "role"][-1].startswith(
        "- s2"
    )


def test_a_place_that_is_no_quantity_leads_to_its_sentence_or_to_the_article() -> None:
    anchors = Anchors(report_named("ordinary"))

    assert anchors.place(TextSpan(start=0, end=5)) == Link("#s1", "Storm")
    assert anchors.place(TextSpan(start=31, end=33)).href == "#article"


# ---- what is shown ----


def test_a_withheld_point_stands_beside_the_sentence_that_speaks_against_it() -> None:
    doubts = page("withheld").xpath("//div[@class='doubt']")

    shown = [words(each) for each in doubts]

    assert len(shown) == 3
    assert "Up to 700 people spent the night" in " ".join(shown)
    changed = next(each for each in shown if "Up to 700" in each)
    assert "The article says At least 700 people spent the night in shelters" in changed


def test_what_is_withheld_comes_before_the_points_and_a_doubtful_claim_last() -> None:
    kinds = [
        words(each)
        for each in page("withheld").xpath("//div[@class='doubt']//p[@class='label'][b]")
    ]

    order = page("withheld").xpath("//*[@id='doubts' or @class='points']")

    assert [each.tag for each in order] == ["section", "ol"]
    assert kinds[-1] == "w3 Claim as drafted"


def test_an_invented_number_is_shown_with_the_sentence_that_it_cites() -> None:
    (invented,) = [
        each
        for each in page("withheld").xpath("//div[@class='doubt']")
        if "$61 billion" in words(each)
    ]

    assert "She said repairs would cost $3.2 billion over five years." in words(invented)
    marks = invented.xpath(".//mark[@class='bad']/text()")
    assert marks == ["$61 billion", "$3.2 billion"]


def test_a_withheld_headline_is_called_one() -> None:
    labels = [words(each) for each in page("repeated").xpath("//p[@class='label'][b]")]

    assert sorted(labels) == [
        "w1 Headline withheld from the brief",
        "w2 Point withheld from the brief",
        "w3 Claim as drafted",
    ]


def test_what_a_model_says_twice_is_shown_once() -> None:
    points = [words(each) for each in page("repeated").xpath("//ol[@class='points']/li/p")]

    assert len(points) == len(set(points))


def test_a_row_explains_its_score_and_what_would_settle_it() -> None:
    row = report_named("full").worklist.rows[0]

    shown = words(one("full", f"//*[@id='row-{row.row_id}']"))

    assert all(
        f"{part.name}{part.points}/{part.most}{part.reason}" in shown for part in row.components
    )
    assert all(
        each in shown for each in (row.evidence.needed, row.evidence.source, row.before, row.after)
    )
    assert "2 / 4 = 50 %" in shown


def test_each_kind_of_claim_is_a_list_of_its_own() -> None:
    captions = [
        words(each) for each in page("full").xpath("//section[@id='worklist']/table/caption/b")
    ]

    assert captions == [
        "Figures to verify",
        "Planned or expected",
        "Opinions",
        "Personal experience",
        "Worth checking, without a figure",
    ]


def test_an_alert_is_told_by_words_and_not_by_colour_alone() -> None:
    row = report_named("full").worklist.rows[0]
    badge = one(
        "full", f"//*[@id='row-{row.row_id}']//td[@class='checks']/span[contains(@class, 'alert')]"
    )

    assert words(badge) == "A05 part percent"
    assert "alert" in one("full", f"//*[@id='row-{row.row_id}']").get("data-tiers", "")


def test_a_flag_on_what_is_no_row_leads_to_its_place_and_back() -> None:
    flag = one("full", "//*[@id='flag-1']")

    (place,) = flag.xpath("./a/@href")

    assert words(one("full", "//article//a[@href='#flag-1']")) == "[A11]"
    assert "alert" in one("full", f"//*[@id='{place[1:]}']").get("class", "")


def test_work_entered_before_is_shown_and_only_web_addresses_become_links() -> None:
    row = report_named("full").worklist.rows[1]
    work = one("full", f"//*[@id='row-{row.row_id}']//dl[@class='work']")

    assert words(work) == (
        "statusverified evidencehttps://grid.example/outagesby telephonenoteThey sent the "
        "log.checkerIda"
    )
    assert work.xpath(".//a/@href") == ["https://grid.example/outages"]


def test_a_sentence_without_a_figure_has_a_row_to_work_in() -> None:
    (sentence,) = report_named("full").unlisted

    row = one("full", f"//*[@id='row-{sentence.row_id}']")

    assert sentence.text in words(row)
    assert row.get("data-group") == sentence.group_id
    assert row.xpath(".//a[@class='figure']/@href") == [f"#{sentence.sentence_id}"]


def test_what_people_found_stands_beside_the_points_that_rest_on_it() -> None:
    report = report_named("ordinary")
    row = next(row for row in report.worklist.rows if row.point_ids)
    entry = f"row_id,status,note,checker\n{row.row_id},wrong,it was 470,AK\n"

    told = take_work(report, [work_in("work.csv", entry.encode())]).report
    shown = tree_of(report_html(told)).xpath("//ul[@class='told'][li]")

    assert [each.get("data-point") for each in shown] == [f"point-{row.point_ids[0]}"]
    assert words(shown[0]) == f"{row.quantity.label()}: wrong by AK: it was 470"


def test_an_alert_stands_beside_the_points_that_rest_on_the_figure() -> None:
    row = report_named("full").worklist.rows[0]

    (fired,) = tree_of(report_html(report_named("full"))).xpath("//ul[@class='fired']")

    assert fired.getparent().get("id") == f"point-{row.point_ids[0]}"
    assert words(fired) == f"{row.quantity.label()}: A05 A05 says what the arithmetic gives"
    assert fired.xpath(".//a/@href") == [f"#row-{row.row_id}"]


def test_a_number_that_stands_in_the_article_is_not_called_exact() -> None:
    shown = words(one("ordinary", "//ol[@class='points']"))

    assert "nearly 480 in the article" in shown
    assert "exact" not in words(one("ordinary", "//main")).split()


def test_the_page_says_what_the_list_does_not_speak_of() -> None:
    report = report_named("full")

    remains = words(one("full", "//section[@id='remains']"))

    assert f"hold no number to verify: {report.worklist.sentences_without_numbers}." in remains
    assert "Of these, 1 could be checked" in remains
    assert f"{report.ledger.quantities} quantities in the article" in remains


def test_a_web_source_is_a_link_and_a_file_is_not() -> None:
    article = article_from_text("It cost $5 million.", source="https://news.example/a?b=1&c=2")
    html = report_html(fact_check(article, drafter=ExtractiveDrafter()))

    assert 'href="https://news.example/a?b=1&amp;c=2" rel="noopener noreferrer"' in html
    assert page("ordinary").xpath("//a[starts-with(@href, 'http')][not(@class='search')]") == []


def test_an_article_without_a_sentence_still_makes_a_page() -> None:
    html = report_html(fact_check(article_from_text("…"), drafter=ExtractiveDrafter()))

    assert "No figure to verify." in html


def test_a_report_of_a_version_with_other_checks_is_shown() -> None:
    report = report_named("full")
    rows = [
        row.model_copy(update={"flags": [f.model_copy(update={"check": "A99"}) for f in row.flags]})
        for row in report.worklist.rows
    ]
    worklist = report.worklist.model_copy(update={"rows": tuple(rows)})

    html = report_html(report.model_copy(update={"worklist": worklist}))

    assert "does not know this check" in html


# ---- size ----


def test_a_page_of_a_thousand_words_stays_under_300_kilobytes() -> None:
    names = ("harbour-budget.html", "nato-defence.txt", "sleep-trial.md")
    text = "\n\n".join(read_article(str(EXAMPLES / name)).text for name in names)
    assert 1000 < len(text.split()) < 1300

    report = fact_check(article_from_text(text), drafter=ExtractiveDrafter())

    assert len(report_html(report).encode()) < 300_000
