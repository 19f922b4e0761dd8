"""Drafts of ClaimReview: what a search engine asks for, and a rating only where a person gave one."""

import json
from datetime import date
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, HttpUrl

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.stages.render.json_output import claim_reviews
from pipeline.stages.take_work import take_work, work_in
from schemas import Attribution, ClaimKind, Report, SourceKind, Voice, Work, WorkStatus
from tests.articles import storm


class Item(BaseModel):
    """A thing of schema.org that holds nothing but what its model names."""

    model_config = ConfigDict(extra="forbid")


class Author(Item):
    type: Literal["Person", "Organization"] = Field(alias="@type")
    name: str = Field(min_length=1)
    job_title: str | None = Field(default=None, alias="jobTitle")


class Appearance(Item):
    type: Literal["NewsArticle"] = Field(alias="@type")
    headline: str | None = None
    url: HttpUrl | None = None
    published: date | None = Field(default=None, alias="datePublished")


class ClaimItem(Item):
    type: Literal["Claim"] = Field(alias="@type")
    text: str = Field(min_length=1)
    author: Author | None = None
    published: date | None = Field(default=None, alias="datePublished")
    appearance: Appearance


class Rating(Item):
    type: Literal["Rating"] = Field(alias="@type")
    alternate_name: str = Field(alias="alternateName", min_length=1)


class Draft(Item):
    context: Literal["https://schema.org"] = Field(alias="@context")
    type: Literal["ClaimReview"] = Field(alias="@type")
    identifier: str
    status: str = Field(alias="creativeWorkStatus", pattern="^Draft: ")
    claim: str = Field(alias="claimReviewed", min_length=1, max_length=74)
    item: ClaimItem = Field(alias="itemReviewed")
    rating: Rating | None = Field(default=None, alias="reviewRating")
    citation: list[str] | None = None
    body: str | None = Field(default=None, alias="reviewBody")


REPORT = fact_check(storm, drafter=ExtractiveDrafter())


def drafts(report: Report) -> list[Draft]:
    return [Draft.model_validate(each) for each in json.loads(claim_reviews([report]))]


def first_with(**changed: Any) -> Report:
    """Return the report with a changed first row and no other."""
    row = REPORT.worklist.rows[0].model_copy(update=changed)
    worklist = REPORT.worklist.model_copy(update={"rows": (row,)})
    return REPORT.model_copy(update={"worklist": worklist})


def test_every_fact_has_a_draft_and_a_forecast_has_none() -> None:
    facts = [row.row_id for row in REPORT.worklist.rows if row.kind is ClaimKind.FACT]

    assert [draft.identifier for draft in drafts(REPORT)] == facts
    assert drafts(first_with(kind=ClaimKind.FORECAST)) == []


def test_a_draft_is_never_rated_by_us() -> None:
    assert all(draft.rating is None for draft in drafts(REPORT))
    assert {draft.status for draft in drafts(REPORT)} == {
        "Draft: add url, author and reviewRating before it is published"
    }


@pytest.mark.parametrize(
    ("status", "rating"),
    [
        (WorkStatus.VERIFIED, "Verified"),
        (WorkStatus.WRONG, "Wrong"),
        (WorkStatus.MISLEADING, "Misleading"),
        (WorkStatus.UNVERIFIABLE, "Unverifiable"),
        (WorkStatus.OPEN, None),
        (WorkStatus.NEEDS_SOURCE, None),
    ],
)
def test_the_rating_is_the_word_for_the_status_that_a_person_set(
    status: WorkStatus, rating: str | None
) -> None:
    work = Work(status=status, evidence=("https://x.test/report",), note="call back")
    (draft,) = drafts(first_with(work=work))

    assert (draft.rating.alternate_name if draft.rating else None) == rating
    assert draft.citation == (["https://x.test/report"] if rating else None)
    assert "call back" not in draft.model_dump_json()


def test_what_a_person_has_rated_is_a_draft_on_whatever_list_it_is() -> None:
    rated = Work(status=WorkStatus.WRONG)

    (draft,) = drafts(first_with(kind=ClaimKind.FORECAST, work=rated))

    assert draft.rating
    assert draft.rating.alternate_name == "Wrong"


@pytest.mark.parametrize(
    ("status", "said"), [("wrong", "wrong"), ("needs_source", "needs a source")]
)
def test_a_doubt_names_the_points_of_the_brief_that_rest_on_the_figure(
    status: str, said: str
) -> None:
    row = REPORT.worklist.rows[0]
    (point,) = (p for p in REPORT.brief.points if p.point_id in row.point_ids)
    entry = f"row_id,status,note\n{row.row_id},{status},call back\n"

    told = take_work(REPORT, [work_in("work.csv", entry.encode())]).report
    bodies = {draft.identifier: draft.body for draft in drafts(told)}

    assert bodies.pop(row.row_id) == (
        f"{row.quantity.label()}: marked {said}. The brief says: “{point.text}”"
    )
    assert set(bodies.values()) == {None}


def test_what_is_no_claim_is_no_draft() -> None:
    assert drafts(first_with(work=Work(status=WorkStatus.NOT_A_CLAIM))) == []


@pytest.mark.parametrize(
    "text", ["The storm cut power to 480 homes. " * 9, "x" * 200, "480 " + "x" * 200, "480 homes"]
)
def test_a_long_claim_is_cut_at_a_word(text: str) -> None:
    (draft,) = drafts(first_with(text=text))

    assert len(draft.claim) <= 74
    assert draft.claim.endswith("…") or draft.claim == text
    figure = "" if "480" in text[:70] else f"{REPORT.worklist.rows[0].quantity.label()}: "
    assert f"{figure}{text}".startswith(draft.claim.removesuffix("…").rstrip())


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Of its 24 pumps, 17 ran.",
            ["24 pumps: Of its 24 pumps, 17 ran.", "17: Of its 24 pumps, 17 ran."],
        ),
        (
            f"It was {'very ' * 15}late when 480 homes lost power.",
            [f"480 homes: It was {'very ' * 11}…"],
        ),
    ],
)
def test_a_claim_names_its_figure_where_others_share_it_or_a_cut_would_lose_it(
    text: str, claims: list[str]
) -> None:
    article = article_from_text(f"Of the town\n\n{text}", source="town.txt")
    report = fact_check(article, drafter=ExtractiveDrafter())

    assert sorted(draft.claim for draft in drafts(report)) == sorted(claims)


def test_a_figure_that_was_verified_says_so_in_words() -> None:
    (draft,) = drafts(first_with(work=Work(status=WorkStatus.VERIFIED, checker="AK")))

    assert draft.body == f"{REPORT.worklist.rows[0].quantity.label()}: marked verified."


@pytest.mark.parametrize(
    ("kind", "author"),
    [
        (SourceKind.NAMED, "Person"),
        (SourceKind.BODY, "Organization"),
        (SourceKind.OUTLET, "Organization"),
        (SourceKind.ANONYMOUS, None),
        (SourceKind.DOCUMENT, None),
        (SourceKind.NONE, None),
    ],
)
def test_the_author_of_a_claim_is_somebody_with_a_name(
    kind: SourceKind, author: str | None
) -> None:
    said = Attribution(name="Maria Rossi", role="mayor", kind=kind, voice=Voice.REPORTED)
    (draft,) = drafts(first_with(attribution=said))

    assert (draft.item.author.type if draft.item.author else None) == author
    if author == "Person":
        assert draft.item.author
        assert draft.item.author.job_title == "mayor"


def test_an_article_of_the_web_appears_with_its_address_and_day() -> None:
    page = {"source": "https://x.test/storm", "published": date(2025, 6, 9)}
    article = REPORT.article.model_copy(update=page)
    (draft, *_) = drafts(REPORT.model_copy(update={"article": article}))

    assert str(draft.item.appearance.url) == "https://x.test/storm"
    assert draft.item.published == draft.item.appearance.published == date(2025, 6, 9)
