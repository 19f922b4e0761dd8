"""The labelled statements of the judge, and how it is measured; LightGBM is not needed."""

import json
import re
from pathlib import Path

import pytest

from bench import counts, labelled
from bench.judge import data
from bench.judge.candidates import rests_as_told
from bench.judge.data import Case, fold_of, place
from bench.judge.metrics import area, caught, of_statements, share_below, worth
from bench.judge.splits import by_article, by_set
from bench.judge.spread import spread
from pipeline.reconcile import judge_model

ROOT = Path(__file__).parents[2]
OURS = data.ours()


def case(text: str = "", *, wrong: bool = False, **fields: object) -> Case:
    whole = {"set": "E1", "name": "1", "article": "E1001", "source": "", "kind": "", **fields}
    return Case(text=text, wrong=wrong, **whole)  # type: ignore[arg-type]


# The data.


def test_the_readme_of_the_data_shows_what_is_counted() -> None:
    page = (labelled.HERE / "README.md").read_text(encoding="utf-8")

    assert f"```\n{counts.report()}```\n" in page


def test_every_labelled_quantity_holds_the_words_of_its_label() -> None:
    texts = labelled.articles()
    marked = labelled.rows(labelled.HERE / "recon" / "quantities.jsonl")

    wrong = [
        label
        for label in marked
        if texts[label["article"]][label["start"] : label["end"]] != label["text"]
    ]

    assert marked
    assert wrong == []


@pytest.mark.parametrize("name", data.AUTHORED)
def test_a_set_has_twelve_statements_on_each_of_25_articles(name: str) -> None:
    own = [each for each in OURS if each.set == name]

    assert len({each.article for each in own}) == 25
    assert len(own) == len({each.name for each in own}) == 300
    assert sum(each.wrong for each in own) == 125


@pytest.mark.parametrize("name", data.OURS)
def test_every_article_has_statements_and_every_statement_its_article(name: str) -> None:
    cases, *articles = data.files(name)

    told = {row["article"] for row in labelled.rows(cases)}

    assert {article.stem for article in articles} == told
    assert all(article.read_text(encoding="utf-8").strip() for article in articles)


@pytest.mark.parametrize("name", data.OURS)
def test_every_erroneous_number_stands_in_its_statement(name: str) -> None:
    own = [each for each in OURS if each.set == name]

    assert [each.name for each in own if bool(each.bad) is not each.wrong] == []
    assert [each.name for each in own if len(each.bad_spans) != len(each.bad)] == []


def test_every_labelled_number_stands_in_its_statement() -> None:
    lost = [each.name for each in OURS for told in each.numbers if told.text not in each.text]

    assert lost == []


def test_no_statement_is_told_both_ways() -> None:
    told = {(each.article, each.text): each.wrong for each in OURS}

    assert len(told) == len(OURS)


def test_the_judge_was_fitted_on_the_statements_that_are_here() -> None:
    assert judge_model.__file__ is not None
    judge = json.loads(
        Path(judge_model.__file__).with_name("judge.json").read_text(encoding="utf-8")
    )

    assert judge.get("fitted_on") == data.fingerprint()  # else `make fit`


def test_the_fingerprint_is_of_every_byte(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "recon" / "articles").mkdir(parents=True)
    (tmp_path / "recon" / "cases.jsonl").write_text("", encoding="utf-8")
    article = tmp_path / "recon" / "articles" / "001.txt"
    article.write_text("One.", encoding="utf-8")
    monkeypatch.setattr(data, "HERE", tmp_path)
    monkeypatch.setattr(data, "OURS", ("recon",))
    monkeypatch.setattr(data, "ours", list)

    before = data.fingerprint()["sha256"]
    article.write_text("Two.", encoding="utf-8")

    assert data.fingerprint()["sha256"] != before


def test_public_sets_are_left_out_where_they_are_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(labelled.VARIABLE, str(tmp_path))

    assert [data.applied(name) for name in data.APPLIED] == [[], [], [], []]
    assert data.real() == []
    assert labelled.VARIABLE in data.missing(["pairs"])
    assert data.missing([]) == ""


def test_pairs_are_a_right_and_a_wrong_statement_on_one_article(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    row = {"id": 7, "kind": "number", "source": "Two.", "good": "It was 2.", "bad": "It was 3."}
    (tmp_path / "pairs").mkdir()
    (tmp_path / "pairs" / "pairs.jsonl").write_text(json.dumps(row), encoding="utf-8")
    monkeypatch.setenv(labelled.VARIABLE, str(tmp_path))

    right, wrong = data.applied("pairs")

    assert (right.text, right.wrong, wrong.text, wrong.wrong) == (
        "It was 2.", False, "It was 3.", True,
    )  # fmt: skip
    assert right.article == wrong.article


# Where the erroneous number is.


@pytest.mark.parametrize(
    ("number", "text", "expected"),
    [
        ("31", "Born in 1931, she was 31.", 22),
        ("22", "He was 22 in 2022.", 7),
        ("5 per cent", "From 15 per cent to 5 per cent.", 20),
        ("3", "It rose 3.5 points, then 3.", 25),
        ("2", "Of 1,2 and 2.", 11),
        ("half", "It is half.", 6),
    ],
)
def test_a_number_stands_where_it_is_whole(number: str, text: str, expected: int) -> None:
    assert place(number, text) == (expected, expected + len(number))


def test_a_number_that_is_not_there_has_no_place() -> None:
    assert place("4", "It was 3.") is None
    assert case("It was 3.", wrong=True, bad=("4",)).bad_spans == ()


def test_both_numbers_of_a_swap_are_erroneous_where_both_are_marked() -> None:
    row = {
        "bad": "six",
        "numbers": [{"text": "six", "op": "wrong"}, {"text": "eight", "op": "wrong"}],
    }

    assert data._bad(row) == ("six", "eight")
    assert data._bad({"numbers": []}) == ()


@pytest.mark.parametrize(
    ("told", "operands", "expected"),
    [
        (["480", "412"], ["nearly 480", "412"], True),
        (["480"], ["480", "412"], False),
        (["480", "68"], ["480", "412"], False),
        ([], [], False),
    ],
)
def test_a_derivation_is_meant_where_it_rests_on_what_the_author_names(
    told: list[str], operands: list[str], *, expected: bool
) -> None:
    assert rests_as_told(told, operands) is expected


# Folds.


def test_the_folds_are_the_same_on_every_machine() -> None:
    assert [fold_of(article) for article in ("E1001", "E1002", "recon001")] == [3, 1, 3]


def test_statements_on_one_article_are_in_one_fold() -> None:
    splits = by_article(OURS, frozenset(data.OURS))

    assert sorted(at for split in splits for at in split.judged) == list(range(len(OURS)))
    for split in splits:
        taught = {OURS[at].article for at in split.taught}
        assert taught.isdisjoint(OURS[at].article for at in split.judged)
        assert len(split.taught) + len(split.judged) == len(OURS)


def test_what_does_not_teach_is_judged_all_the_same() -> None:
    cases = [case(set=name, article=f"{name}{at}") for name in ("E1", "R1") for at in range(20)]

    splits = by_article(cases, frozenset({"E1"}))

    assert {cases[at].set for split in splits for at in split.taught} == {"E1"}
    assert sum(len(split.judged) for split in splits) == 40


def test_an_author_left_out_teaches_nothing() -> None:
    cases = [case(set=name) for name in ("E1", "E2", "E2", "E3")]

    (split,) = by_set(cases, [frozenset({"E2"})])

    assert split == (frozenset({0, 3}), frozenset({1, 2}))


# Metrics.


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.9, 0.8], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5], 0.5),
        ([1.0, 1.0], [1.0, 0.0], 0.75),
    ],
)
def test_the_area_is_how_often_a_right_statement_has_more_support(
    right: list[float], wrong: list[float], expected: float
) -> None:
    assert area(right, wrong) == expected


def test_caught_is_below_the_support_that_a_share_of_the_right_are_below() -> None:
    right = [at / 100 for at in range(100)]

    assert caught(right, [0.0, 0.04, 0.05, 0.5], 0.05) == 0.5
    assert share_below([0.1, 0.2, 0.3], 0.3) == pytest.approx(2 / 3)


def test_a_measure_of_nothing_is_no_number() -> None:
    found = worth([case()], [1.0])

    assert (found.right, found.wrong) == (1, 0)
    assert found.cells[2:] == ["nan", "-", "-", "-", "-"]


def test_a_statement_has_the_lowest_support_of_its_numbers_and_1_without() -> None:
    assert of_statements(3, [0, 0, 2], [0.7, 0.4, 0.9]) == [0.4, 1.0, 0.9]


def test_work_keeps_the_order_of_its_items() -> None:
    assert spread(len, ["a", "", "abc"], at_once=3) == [1, 0, 3]


def test_every_command_of_the_judge_is_a_module() -> None:
    text = (ROOT / "bench" / "__main__.py").read_text(encoding="utf-8")

    for name in re.findall(r'"(bench\.judge\.\w+)"', text):
        assert (ROOT / name.replace(".", "/")).with_suffix(".py").is_file()
