"""What evidence is measured by: how answers are counted, and where a place is the labelled one."""

import json
import math
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench import evidence
from bench.evidence import (
    Answer,
    Judged,
    by_checker,
    by_evidence,
    by_number,
    calibration,
    judge,
    judge_all,
    report,
    shares,
    told_place,
)
from bench.evidence_data import (
    BORNE_OUT,
    CONTRADICTED,
    NOTHING,
    OF_SEVERAL_ROWS,
    LabelledFigure,
    Place,
    is_there,
    labelled_figures,
)
from pipeline.evidence.library.searching import Library
from pipeline.evidence.verdict.asked import Asked
from pipeline.evidence.verdict.verdicts import fitted_weights, read_weights
from schemas import EvidencePlace
from tests.evidence import TABLE, cell, place
from tests.unit.evidence.shelf import prose, shelved, table

WEIGHTS = Path(evidence.__file__).parents[1] / "pipeline" / "evidence" / "verdict" / "weights.json"
DRAFT = """\
- draft: budget
  published: 2025-03-01
  text: |
    Spending on roads was £3.2 million in 2024. Spending on parks was £9.9 million in 2024.
    Nobody was hurt. Some two hundred pages were printed on 1 March 2025.
  figures:
    - {number: "£3.2 million", in: "roads was £3.2 million", label: borne_out, file: report.txt, quote: "Roads cost £3.2 million"}
    - {number: "£9.9 million", in: "parks was £9.9 million", label: contradicted, file: report.txt, quote: "Parks cost £1.1 million", says: "£1.1 million"}
    - {number: "Nobody", in: "Nobody was hurt", label: nothing}
    - {number: "1 March 2025", in: "1 March 2025", label: nothing}
"""


def judged(
    label: str, said: str, *, placed: bool = False, confidence: float | None = None
) -> Judged:
    return Judged("folder", label, said, placed, confidence)


def labelled(file: str = "budget.xlsx.csv", place: str = "", quote: str = "") -> LabelledFigure:
    return LabelledFigure("folder", "draft", "7", None, BORNE_OUT, file, place, quote, "", "")


def figures(folder: Path) -> list[LabelledFigure]:
    folder.mkdir(exist_ok=True)
    (folder / "drafts.yaml").write_text(DRAFT, encoding="utf-8")
    return list(labelled_figures(folder))


@pytest.mark.parametrize(
    ("some", "expected"),
    [
        ([], [math.nan] * 7),
        (
            [
                judged(CONTRADICTED, CONTRADICTED, placed=True),
                judged(CONTRADICTED, CONTRADICTED),
                judged(CONTRADICTED, BORNE_OUT),
                judged(CONTRADICTED, NOTHING, placed=True),
            ],
            [0.5, math.nan, math.nan, math.nan, 0.25, 0.5, 0.5],
        ),
        (
            [
                judged(BORNE_OUT, BORNE_OUT, placed=True),
                judged(BORNE_OUT, CONTRADICTED, placed=True),
                judged(NOTHING, BORNE_OUT),
                judged(NOTHING, NOTHING),
            ],
            [math.nan, 0.5, 0.25, 0.5, math.nan, 1.0, 1.0],
        ),
    ],
)
def test_each_measure_is_a_share_of_its_own_figures(
    some: list[Judged], expected: list[float]
) -> None:
    assert shares(some) == pytest.approx(expected, nan_ok=True)


def test_a_confidence_counts_in_its_fifth_beside_how_often_it_was_right() -> None:
    some = [
        judged(NOTHING, NOTHING, confidence=1.0),
        judged(NOTHING, NOTHING, confidence=0.8),
        judged(BORNE_OUT, NOTHING, confidence=0.45),
        judged(BORNE_OUT, NOTHING, confidence=None),
    ]

    assert [line[1:] for line in calibration(some)] == [
        ["0", "-", "-"],
        ["0", "-", "-"],
        ["1", "45.0", "0.0"],
        ["0", "-", "-"],
        ["2", "90.0", "100.0"],
    ]


CELL = Place("documents/budget.xlsx", "sheet Roads", 4, 1, "Leeds 3.2 4.5")
SENTENCE = Place("documents/report.pdf", "", None, None, "Roads cost £3.2 million over ten years.")


@pytest.mark.parametrize(
    ("told", "where", "expected"),
    [
        (labelled(place="Roads!B4"), CELL, True),
        (labelled(place="B4"), CELL, True),
        (labelled(place="$B$4"), CELL, True),
        (labelled(place="B5"), CELL, False),
        (labelled(place="C4"), CELL, False),
        (labelled(place="Rates!B4"), CELL, False),
        (labelled("other.xlsx.csv", "B4"), CELL, False),
        (labelled("", "B4"), CELL, False),
        (labelled(place="row 4"), CELL, True),
        (labelled(place="row 5"), CELL, False),
        (labelled(place="B2"), CELL._replace(row=OF_SEVERAL_ROWS), True),
        (labelled(place="C2"), CELL._replace(row=OF_SEVERAL_ROWS), False),
        (labelled(place="row 2"), CELL._replace(row=OF_SEVERAL_ROWS), True),
        (labelled(place="C4"), CELL._replace(column=None), True),
        (labelled(quote="Leeds 3.2"), CELL, True),
        (labelled(quote="York 3.2 9 8"), CELL, False),
        (labelled("a.jsonl", "row 4", '"queue_22h": 3.2'), CELL._replace(source="a.jsonl"), True),
        (labelled("a.jsonl", "row 5", '"queue_22h": 3.2'), CELL._replace(source="a.jsonl"), False),
        (labelled("report.pdf.md", quote="cost <b>£3.2 million</b>"), SENTENCE, True),
        (labelled("report.pdf.md", quote="roads cost £3.2 million over all"), SENTENCE, True),
        (labelled("report.pdf.md", quote="parks will cost £9"), SENTENCE, False),
        (labelled("report.pdf.md"), SENTENCE, False),
    ],
)
def test_a_place_is_the_labelled_one_by_its_cell_row_or_words(
    told: LabelledFigure, where: Place, *, expected: bool
) -> None:
    assert is_there(told, where) is expected


def in_table(where: str) -> EvidencePlace:
    return place("Failed: 22", "22", source="pumps.xlsx", where=where, table=TABLE)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (place(), Place("grid-report.pdf", "", None, None, place().text)),
        (cell(), Place("pumps.xlsx", "sheet Pumps", 4, 2, "All 32 22")),
        (in_table("row 12"), Place("pumps.xlsx", "", 12, 2, "All 32 22")),
        (
            in_table("sheet 7, the sum of several rows"),
            Place("pumps.xlsx", "sheet 7", 0, 2, "All 32 22"),
        ),
    ],
)
def test_what_a_reader_is_told_says_where_it_stands(told: EvidencePlace, expected: Place) -> None:
    assert told_place(told) == expected


REPORT = prose("Roads cost £3.2 million in 2024.", "Parks cost £1.1 million in 2024.")


@pytest.mark.parametrize(
    ("look", "said", "placed"),
    [
        (
            by_checker(CONTRADICTED),
            [BORNE_OUT, CONTRADICTED, NOTHING, NOTHING],
            [True, True, False, False],
        ),
        (by_number, [BORNE_OUT, NOTHING, NOTHING, NOTHING], [True, False, False, False]),
    ],
)
def test_what_needs_no_evidence_of_ours_answers_by_passages_or_by_numbers(
    look: evidence.Look, said: list[str], placed: list[bool], tmp_path: Path
) -> None:
    some = figures(tmp_path / "folder")

    with shelved(tmp_path / "evidence.sqlite", report=[REPORT]) as library:
        found = judge(some, library, look)

    assert [each.said for each in found] == said
    assert [each.placed for each in found] == placed
    assert [each.label for each in found] == [BORNE_OUT, CONTRADICTED, NOTHING, NOTHING]


def test_only_what_has_a_value_is_looked_up(tmp_path: Path) -> None:
    asked: list[str] = []

    def look(some: Sequence[Asked], _: Library) -> list[Answer]:
        asked.extend(each.figure.quantity.text for each in some)
        return [Answer(CONTRADICTED, (), 0.9) for _ in some]

    with shelved(tmp_path / "evidence.sqlite", report=[REPORT]) as library:
        found = judge(figures(tmp_path / "folder"), library, look)

    assert asked == ["£3.2 million", "£9.9 million"]
    assert [each.said for each in found] == [CONTRADICTED, CONTRADICTED, NOTHING, NOTHING]
    assert [each.confidence for each in found] == [0.9, 0.9, None, None]


def test_the_checker_reads_rows_cell_by_cell(tmp_path: Path) -> None:
    rows = table(("Roads", "2.9", "3.2"), ("Parks", "9.8", "9.9"), ("Note", "", ""))
    some = figures(tmp_path / "folder")[:1]

    with shelved(tmp_path / "evidence.sqlite", budget=[rows]) as library:
        (found,) = judge(some, library, by_checker(NOTHING))

    assert found.said == BORNE_OUT


def test_weights_of_a_file_judge_as_those_that_ship(tmp_path: Path) -> None:
    shipped = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    never = shipped | {"least": {BORNE_OUT: 2.0, CONTRADICTED: 2.0}}
    (tmp_path / "never.json").write_text(json.dumps(never), encoding="utf-8")
    some = figures(tmp_path / "folder")

    with shelved(tmp_path / "evidence.sqlite", report=[REPORT]) as library:
        blind = judge(
            some,
            library,
            by_evidence(read_weights((tmp_path / "never.json").read_text(encoding="utf-8"))),
        )

    assert read_weights(WEIGHTS.read_text(encoding="utf-8")) == fitted_weights()
    assert {each.said for each in blind} == {NOTHING}


def test_the_report_has_a_table_of_all_and_one_of_folders(tmp_path: Path) -> None:
    folder = tmp_path / "budget"
    figures(folder)
    (folder / "documents").mkdir()
    (folder / "documents" / "report.txt").write_text("Roads cost £3.2 million in 2024.\n")

    found = judge_all(
        {"ours": lambda some, _: [Answer(BORNE_OUT, (), 0.9) for _ in some]}, [folder]
    )
    told = report(found, by_folder=True)

    assert "4 figures (1 borne out, 1 contradicted, 2 nothing)" in told
    assert "of borne out, found                  >= 80  100.0" in told
    assert "\nbudget " in told
    assert "\nbudget " not in report(found, by_folder=False)


FOUND = (
    "from itertools import islice;"
    "from bench.evidence_data import DATA, labelled_figures, opened;"
    "from pipeline.evidence.verdict.finding import find_evidence;"
    "folder = DATA / 'football-season';"
    "figures = islice(labelled_figures(folder), 40, 50);"
    "asked = [each.asked for each in figures if each.asked];"
    "opening = opened(folder);"
    "print(find_evidence(asked, opening.__enter__()))"
)


def test_what_is_found_does_not_hang_on_the_order_of_a_set() -> None:
    outputs = {
        subprocess.run(  # noqa: S603  our own
            [sys.executable, "-c", FOUND],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(outputs) == 1
    assert outputs != {b""}
