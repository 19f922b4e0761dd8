"""Annotations of GitHub, which shows ten of each level of a step."""

from pipeline.stages.render.ci_formats import github_commands, most_serious, step_summary
from pipeline.stages.render.ci_results import Case, Level, Result, Results, Rule, not_checked

RULE = Rule("A05", "PartPercent", "A05 part percent", "What it means.", "What to do.")


def found(level: Level, number: int, message: str = "wrong", weight: int = 0) -> Result:
    return Result(
        rule=RULE,
        level=level,
        fails=True,
        weight=weight,
        message=(f"{message} {number}",),
        file="a.txt",
        place=None,
        within="",
        related=(),
        digest=str(number),
    )


def results(*each: Result, missed: int = 0) -> Results:
    gone = tuple(not_checked("gone.txt", None, "gone") for _ in range(missed))
    return Results("brief", "print/v1", (RULE,), (Case("a.txt", None, "s", each),), gone)


def many(level: Level, count: int) -> list[Result]:
    return [found(level, number, weight=number) for number in range(count)]


def test_up_to_ten_of_each_level_are_printed_and_nothing_is_left_over() -> None:
    run = results(*many(Level.ERROR, 10), *many(Level.WARNING, 10), *many(Level.NOTE, 10))

    assert most_serious(run) == github_commands(run)
    assert github_commands(run).count("\n") == 30
    assert step_summary(run) == ""


def test_the_weightiest_ten_are_printed_in_their_order_and_the_rest_is_summed_up() -> None:
    run = results(*many(Level.ERROR, 13), found(Level.NOTE, 99))
    printed = most_serious(run).splitlines()
    rows = [line for line in step_summary(run).splitlines() if line.startswith("| error")]

    assert [line.rpartition(" ")[2] for line in printed] == [*map(str, range(3, 13)), "99"]
    assert [row.split()[-2] for row in rows] == ["0", "1", "2"]
    assert step_summary(run).startswith("### factdesk brief: 3 more\n\n| Level |")


def test_without_a_summary_all_are_printed_and_the_first_line_says_how_many_are_hidden() -> None:
    notice, *commands = github_commands(results(*many(Level.ERROR, 13))).splitlines()

    assert len(commands) == 13
    assert notice == (
        "::notice title=factdesk::GitHub shows 10 annotations of each level; 3 of these are only "
        "in "
        "the log."
    )


def test_the_notice_takes_the_place_of_one() -> None:
    notice, *_ = github_commands(results(*many(Level.NOTE, 11))).splitlines()

    assert "; 2 of these are only in the log." in notice


def test_what_was_not_checked_counts_as_an_error() -> None:
    run = results(*many(Level.ERROR, 10), missed=2)

    assert step_summary(run).count("| error | gone.txt | Not checked | gone |") == 2


def test_a_summary_takes_no_more_room_than_there_is() -> None:
    run = results(*[found(Level.ERROR, number, "é😀" * 40) for number in range(60)])
    whole = step_summary(run)

    cut = step_summary(run, 4_000)

    assert len(cut.encode()) <= 4_000
    assert 3_000 < len(cut.encode()) < len(whole.encode())
    left = 50 - cut.count("| error")
    assert f"There was no room for the last {left} of them." in cut
    assert step_summary(run, 100) == step_summary(run, -5) == ""


def test_words_of_an_article_stay_in_their_cell_of_the_summary() -> None:
    evil = [found(Level.ERROR, n, "a | b\n<b>[x](http://x.test)</b>\x1b") for n in range(11)]

    row = step_summary(results(*evil)).splitlines()[4]

    assert row.startswith("| error | a.txt | A05 part percent | a \\| b \\<b\\>\\[x\\](")
    assert "\x1b" not in row
