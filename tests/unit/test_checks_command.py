"""`factdesk checks`, and what a desk sets by file and option."""

from pathlib import Path

import pytest

from pipeline.checks import CHECKS, RETIRED
from pipeline.cli.options import desk_settings
from pipeline.stages.render.codes import known_codes
from schemas import DeskSettings, Report, Sensitivity
from tests.command import Command

PUMPS = "Pumps fail in Elm\n\nIn Elm, 22 of the 32 pumps, or 62%, failed on Monday. Crime rose by 12%.\n"


def fired(factdesk: Command, *options: str) -> dict[str, bool]:
    """Return the checks that fire on an article, and whether each alerts."""
    Path("pumps.txt").write_text(PUMPS, encoding="utf-8")
    done = factdesk("brief", "pumps.txt", "--format", "json", *options)
    rows = Report.model_validate_json(done.out).worklist.rows
    return {flag.check: flag.alert for row in rows for flag in row.flags}


def test_every_check_is_listed_by_tier(factdesk: Command) -> None:
    lines = factdesk("checks").out.splitlines()

    listed = [
        line.split()[0] for line in lines if line.startswith("  ") and line.split()[0][1:].isdigit()
    ]
    assert listed == [check.check_id for check in CHECKS]
    assert listed[0] == "S01"


def test_a_check_is_explained_with_examples_and_what_settles_it(factdesk: Command) -> None:
    done = factdesk("checks", "a05")
    check = next(each for each in CHECKS if each.check_id == "A05")

    assert all(words in done.out for words in (check.fires, check.silent, check.settles))
    assert "errors" in done.out


def test_every_code_is_listed_with_how_often_it_was_right(factdesk: Command) -> None:
    lines = factdesk("checks").out.splitlines()

    codes = known_codes()
    listed = {
        line.split()[0]: line for line in lines if line[:2] == "  " and line.split()[0] in codes
    }
    assert list(listed) == list(codes)
    assert "unsupported" in listed["scale"]
    assert "for review" in listed["swapped"]
    assert "right in 99 of 103 cases (others' texts: 29 of 30)" in listed["scale"]


def test_the_code_of_what_evidence_contradicts_is_explained(factdesk: Command) -> None:
    done = factdesk("checks", "contradicted")

    assert done.code == 0
    said = " ".join(done.out.split())
    assert said.startswith("contradicted Contradicted by evidence The library of evidence has")
    assert "A finding of `factdesk check --evidence`" in said


def test_a_code_is_explained_with_what_to_do_and_what_follows(factdesk: Command) -> None:
    done = factdesk("checks", "SCALE")

    assert known_codes()["scale"].help in " ".join(done.out.split())
    assert "Of low support it is unsupported; right in 99 of 103 cases" in done.out


def test_the_list_says_what_a_desk_has_set(factdesk: Command) -> None:
    Path("desk.toml").write_text('off = ["A05"]\nalert = ["C01"]\n', encoding="utf-8")

    lines = factdesk("checks", "--desk", "desk.toml").out.splitlines()

    assert next(line for line in lines if "A05" in line).split()[1] == "off"
    assert next(line for line in lines if "C01" in line).split()[1] == "alerts"


def test_checks_are_switched_off_and_made_to_alert_or_not_by_options(factdesk: Command) -> None:
    plain = fired(factdesk)
    changed = fired(factdesk, "--off", "b05, c07", "--alert", "B06", "--no-alert", "A05")

    assert (plain["A05"], plain["B06"], "B05" in plain) == (True, False, True)
    assert (changed["A05"], changed["B06"], "B05" in changed) == (False, True, False)


def test_an_option_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "desk.toml"
    file.write_text(
        'sensitivity = "relaxed"\noff = ["B05"]\nno_alert = ["A05"]\n[weights]\nattribution = 0\n',
        encoding="utf-8",
    )

    settings = desk_settings(file, sensitivity=Sensitivity.STRICT, alert=["B05", "A05"])

    assert desk_settings(file).sensitivity is Sensitivity.RELAXED
    assert settings.sensitivity is Sensitivity.STRICT
    assert settings.off == ()
    assert settings.no_alert == ()
    assert settings.weights.attribution == 0


def test_a_weight_of_the_desk_changes_the_score_and_is_kept_with_the_result(
    factdesk: Command,
) -> None:
    Path("desk.toml").write_text("[weights]\nprominence = 0\nattribution = 9\n", encoding="utf-8")
    Path("pumps.txt").write_text(PUMPS, encoding="utf-8")

    done = factdesk("brief", "pumps.txt", "--format", "json", "--desk", "desk.toml")

    report = Report.model_validate_json(done.out)
    assert report.provenance.desk.weights.prominence == 0
    assert all(row.components[0].points == 0 for row in report.worklist.rows)
    assert max(row.score for row in report.worklist.rows) <= 100


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ('of = ["A05"]', "there is no setting 'of'; there are sensitivity, weights"),
        ("[weights]\npitfalls = -3", "weights.pitfalls"),
        ('off = "A05"', "off: "),
        ('off = ["Q1"]', "there is no check 'Q1'"),
        ("off = [", "is no desk file"),
    ],
)
def test_a_desk_file_that_cannot_work_gets_one_plain_line(
    factdesk: Command, file: str, says: str
) -> None:
    Path("desk.toml").write_text(file, encoding="utf-8")

    done = factdesk("brief", "storm.txt", "--desk", "desk.toml")

    assert done.code == 2
    assert says in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_unknown_checks_and_missing_files_are_named(factdesk: Command) -> None:
    assert "there is no check or code 'A99'" in factdesk("checks", "A99").err
    assert "there is no check 'Z1'" in factdesk("brief", "storm.txt", "--off", "z1").err
    assert "gone.toml" in factdesk("checks", "--desk", "gone.toml").err


def test_a_check_that_is_gone_is_told_in_one_line_and_stops_nothing(factdesk: Command) -> None:
    Path("desk.toml").write_text('off = ["B08", "A05"]\n', encoding="utf-8")

    done = factdesk("brief", "storm.txt", "--desk", "desk.toml", "--alert", "c02")
    explained = factdesk("checks", "c02")

    assert done.code == 0
    assert [line.split()[0] for line in done.err.splitlines() if "no check any more" in line] == [
        "B08",
        "C02",
    ]
    assert explained.code == 0
    assert explained.out.startswith("C02 is no check any more: ")


def test_an_id_that_is_gone_names_no_check() -> None:
    assert not set(RETIRED) & {check.check_id for check in CHECKS}


def test_what_is_off_or_alerts_by_default_names_checks_that_exist() -> None:
    known = {check.check_id for check in CHECKS}

    assert set(DeskSettings().off) <= known
