import json

import pytest

from bench.cost import Told, _asked, _by_ids, _quoting
from bench.short_articles import answer, passage_of, short_articles
from pipeline import article_from_text
from pipeline.llm.request import complete_body, messages_of
from pipeline.settings import Settings
from pipeline.stages.draft.extractive import own_words
from pipeline.stages.draft.questions import questions_on

SETTINGS = Settings(model="gpt-4.1-mini", base_url="http://h/v1")


def test_no_two_short_articles_are_alike_and_too_many_are_refused() -> None:
    articles = short_articles(257)

    assert len({article.text for article in articles}) == 257
    assert articles[:5] == short_articles(5)
    with pytest.raises(ValueError, match="short articles"):
        short_articles(100_000)


def test_the_model_of_the_bench_is_never_asked_again() -> None:
    for article in short_articles(12):
        for question in questions_on(article, SETTINGS.window):
            body = complete_body(question, messages_of(question), SETTINGS)
            form = question.form.model_validate_json(answer(body))
            assert question.check(form) == []


def test_langextract_is_answered_with_the_sentences_of_its_passage() -> None:
    prompt = "Task\n\nQ: An example. It is over.\nA: {}\n\nQ: Rain fell.\nIt was 3 mm.\nA: "
    body = {"messages": [{"role": "user", "content": prompt}]}

    assert passage_of(body) == "Rain fell.\nIt was 3 mm."
    claims = [each["claim"] for each in json.loads(answer(body))["extractions"]]
    assert claims == ["Rain fell.", "It was 3 mm."]


def test_the_draft_with_quotes_differs_by_ids_and_quotes_alone() -> None:
    article = article_from_text("Rain fell on 3 towns.\n\nNearly 480 homes lost power, it said.")
    told = Told(article, own_words(article))

    ours = list(_asked(told, _by_ids(told)))
    quoting = list(_quoting(told, whole=True))

    assert all("[s1] " in each.read and '"enum":["s1","s2"]' in each.read for each in ours)
    for each, other in zip(ours, quoting, strict=True):
        without = each.read.replace('"enum":["s1","s2"],', "")
        assert other.read == without.replace("[s1] ", "").replace("[s2] ", "")
    assert json.loads(quoting[1].written)["claims"][0]["quote"] == "Rain fell on 3 towns."
