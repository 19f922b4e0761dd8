"""A page runs nothing but its own script, whatever the article holds; and no text breaks it."""

import base64
import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.stages.render.html import report_html
from pipeline.stages.render.html.page_text import excerpt, web_address
from pipeline.text.escaping import visible
from tests.pages import REPORTS, article_text, page, source, tree_of
from tests.property.test_report import ANY, NEWS
from tests.reports import BIDI

each_report = pytest.mark.parametrize("name", REPORTS)


def test_the_policy_names_the_digests_of_the_one_style_and_the_one_script() -> None:
    (policy,) = page("ordinary").xpath("//meta[@http-equiv='Content-Security-Policy']/@content")

    inlined = [
        re.findall(rf"<{tag}>(.*?)</{tag}>", source("ordinary"), re.DOTALL)
        for tag in ("script", "style")
    ]
    digests = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for (text,) in inlined
    ]

    assert policy == (
        f"default-src 'none'; script-src 'sha256-{digests[0]}'; style-src 'sha256-{digests[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@each_report
def test_the_page_holds_no_script_style_or_handler_but_its_own(name: str) -> None:
    tree = page(name)

    attributes = {each for element in tree.iter() for each in element.attrib}

    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert tree.xpath("//img | //svg | //iframe | //object | //base") == []
    assert {
        each for each in attributes if each.startswith("on") or each in {"style", "src"}
    } == set()


@each_report
def test_links_lead_within_the_page_or_to_the_web(name: str) -> None:
    hrefs = page(name).xpath("//@href")

    strange = [href for href in hrefs if not re.match(r"#|https?://|data:image/svg", href)]

    assert strange == []


def test_hostile_text_is_shown_as_it_stands() -> None:
    text = article_text("hostile")

    assert "<script>window.ran = 1</script>" in text
    assert "{{ 6 * 7 }}" in text
    assert "&lt;b&gt; <!--" in text


def test_direction_marks_are_made_visible_everywhere() -> None:
    assert BIDI not in source("hostile")
    assert "$5 million⟦U+202E⟧" in article_text("hostile")


def test_what_no_file_can_hold_is_made_visible() -> None:
    assert visible("a\x00b\ud800c") == "a⟦U+0000⟧b⟦U+D800⟧c"
    assert source("hostile").encode()


def test_a_sentence_of_a_megabyte_is_held_once() -> None:
    assert len(source("hostile")) < 1_150_000


@given(st.one_of(NEWS, ANY))
@settings(max_examples=50)
def test_any_text_gives_a_page_with_unique_ids_and_no_dead_link(text: str) -> None:
    html = report_html(fact_check(article_from_text(text), drafter=ExtractiveDrafter()))

    tree = tree_of(html)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JAVASCRIPT://x",
        "data:text/html,x",
        "//x.example",
        "https://",
        "http://[",
        " x",
    ],
)
def test_no_other_address_becomes_a_link(text: str) -> None:
    assert web_address(text) == ""


def test_a_long_sentence_is_cut_around_its_number() -> None:
    text = "a" * 900 + "12" + "b" * 900

    before, number, after = excerpt(text, 900, 902)

    assert before == "…" + "a" * 160
    assert number == "12"
    assert after.endswith("b…")
