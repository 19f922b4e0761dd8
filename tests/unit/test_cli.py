"""The command line as a user meets it: what it prints, writes, refuses and ends with."""

import csv
import functools
import io
import json
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from pipeline.cli import brief
from pipeline.cli.app import COMMANDS, loaded
from pipeline.cli.article_folder import write_report
from pipeline.errors import SettingsError
from pipeline.llm import open_model
from pipeline.settings import Settings
from schemas import Report
from schemas.export import NAMES, schema_text
from tests.articles import STORM, STORM_BRIEF
from tests.command import Command
from tests.scripted_server import completion, failing, scripted_server

CLAIM = {
    "id": "s2",
    "speaker": "",
    "text": "The storm cut power to nearly 480 homes.",
    "kind": "fact",
}


def answers(body: dict[str, Any]) -> Any:
    """Answer both prompts as a good model would."""
    brief = body["response_format"]["json_schema"]["name"] == "Brief"
    return completion(STORM_BRIEF if brief else {"claims": [CLAIM]})


def test_a_brief_is_printed_with_its_worklist_its_ledger_and_where_it_was_written(
    factdesk: Command,
) -> None:
    done = factdesk("brief", "storm.txt", "--out", "out")

    assert done.code == 0
    assert "Storm leaves port without power" in done.out
    assert "No model wrote this" in done.out
    assert "nearly 480 homes (×2)" in done.out
    assert "Ledger: 13 quantities = 9 covered + 0 swept + 4 set aside" in done.out
    written = [path.name for path in Path("out/storm").glob("[!.]*")]
    wrote = next(line for line in done.out.splitlines() if line.startswith("Wrote "))
    assert wrote.endswith(f" to {Path('out/storm')}")
    assert set(wrote.removeprefix("Wrote ").split(" to ")[0].split(", ")) == set(written)
    assert set(written) >= {
        "brief.md",
        "claimreview.json",
        "result.json",
        "worklist.csv",
        "worklist.jsonl",
        "worklist.xlsx",
    }


def test_the_result_fits_its_exported_schema(factdesk: Command) -> None:
    factdesk("brief", "storm.txt", "--out", "out")
    result = json.loads(Path("out/storm/result.json").read_text(encoding="utf-8"))

    Draft202012Validator(json.loads(schema_text("report"))).validate(result)
    assert list(result) == [
        "article",
        "brief",
        "claims",
        "findings",
        "worklist",
        "ledger",
        "usage",
        "provenance",
    ]


def test_json_on_standard_output_is_the_result_and_nothing_else(
    factdesk: Command,
) -> None:
    done = factdesk("brief", "storm.txt", "--format", "json")

    assert Report.model_validate_json(done.out).article.text == STORM


def test_markdown_on_standard_output_is_the_brief(factdesk: Command) -> None:
    done = factdesk("brief", "storm.txt", "--format", "markdown")

    assert done.out.startswith("# Storm leaves port without power\n")
    assert (
        "13 quantities in the article = 9 covered by claims + 0 swept onto the list + 4 set aside"
        in done.out
    )


def test_standard_input_is_an_article_too(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORM.encode())))

    assert "Storm leaves port" in factdesk("brief", "-").out


def test_the_worklist_is_a_table_in_rank_order(factdesk: Command) -> None:
    factdesk("brief", "storm.txt", "--out", "out")
    with Path("out/storm/worklist.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, len(rows) + 1)]
    places = [place.split("-") for row in rows for place in row["places"].split()]
    assert all(STORM[int(start) : int(end)] for start, end in places)


def test_a_model_behind_a_server_drafts_and_a_second_run_asks_nothing(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        first = factdesk("brief", "storm.txt", "--model", "scripted", "--out", "one")
        second = factdesk("brief", "storm.txt", "--model", "scripted", "--out", "two")

        assert len(server.requests) == 2
    assert (first.code, second.code) == (0, 0)
    assert "2 HTTP requests, 2 answers paid (200 tokens in, 20 out), 0 from the cache" in first.err
    assert "0 HTTP requests, 0 answers paid (0 tokens in, 0 out), 2 from the cache" in second.err
    assert Path("one/storm/result.json").read_bytes() == Path("two/storm/result.json").read_bytes()


def test_answers_are_recorded_once_and_replayed_without_server_or_key(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        factdesk(
            "brief",
            "storm.txt",
            "--model",
            "scripted",
            "--cassette",
            "c.yaml",
            "--record",
            "once",
            "--out",
            "one",
        )
    monkeypatch.delenv("OPENAI_BASE_URL")
    replayed = factdesk("brief", "storm.txt", "--cassette", "c.yaml", "--out", "two")

    assert replayed.code == 0
    assert "2 answers replayed (200 tokens in, 20 out), no request made" in replayed.err
    assert Path("one/storm/result.json").read_bytes() == Path("two/storm/result.json").read_bytes()


def test_a_replay_of_another_article_says_what_differs(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        factdesk(
            "brief", "storm.txt", "--model", "scripted", "--cassette", "c.yaml", "--record", "once"
        )
    Path("storm.txt").write_text(STORM.replace("Monday", "Tuesday"), encoding="utf-8")
    done = factdesk("brief", "storm.txt", "--cassette", "c.yaml")

    assert done.code == 2
    assert "Tuesday" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("brief", "gone.txt"), "gone.txt"),
        (("brief", "."), "folder"),
        (("brief", "empty.txt"), "empty"),
        (("brief", "binary.txt"), "binary.txt"),
        (("brief", "storm.txt", "--model", "gguf:gone.gguf"), "gone.gguf"),
        (("brief", "storm.txt", "--model", "gpt-5-mini"), "OPENAI_API_KEY"),
        (("brief", "storm.txt", "--cassette", "gone.yaml"), "gone.yaml"),
        (("brief", "storm.txt", "--window", "0"), "window"),
        (("brief", "storm.txt", "--record", "once"), "--cassette"),
        (("brief", "storm.txt", "--record", "once", "--cassette", "new.yaml"), "--model"),
        (("brief", "http://[::1"), "no web address"),
        (("brief", "storm.txt", "--out", "storm.txt"), "cannot write"),
        (("schema", "nonsense"), "nonsense"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_plain_line_and_exit_2(
    factdesk: Command, args: tuple[str, ...], words: str
) -> None:
    Path("empty.txt").write_text(" \n", encoding="utf-8")
    Path("binary.txt").write_bytes(b"\x00\x01\x02" * 50)

    done = factdesk(*args)

    assert done.code == 2
    assert words in done.err
    assert len(done.err.strip().splitlines()) == 1


@pytest.mark.parametrize(("status", "words"), [(401, "key"), (404, "scripted")])
def test_a_server_that_turns_the_request_down_gets_one_plain_line(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, status: int, words: str
) -> None:
    with scripted_server([failing(status)] * 4) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        done = factdesk("brief", "storm.txt", "--model", "scripted")

    assert done.code == 2
    assert words in done.err.splitlines()[0]
    assert "Traceback" not in done.err


def test_a_server_that_is_not_there_gets_one_plain_line(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")

    async def at_once(_: float) -> None: ...

    monkeypatch.setattr(brief, "open_model", functools.partial(open_model, sleep=at_once))
    done = factdesk("brief", "storm.txt", "--model", "scripted")

    assert done.code == 2
    assert done.err.splitlines()[0] == (
        "factdesk: brief.v1: no answer from http://127.0.0.1:9/v1: connection refused; is the "
        "server running?"
    )


def test_an_interrupted_run_says_that_nothing_paid_is_lost(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(brief.BriefRun, "report_all", interrupted)

    done = factdesk("brief", "storm.txt")

    assert done.code == 130
    assert (
        "stopped with 0 of 1 articles done; answers already paid for are in the cache" in done.err
    )


def test_a_fault_of_ours_in_one_of_several_articles_does_not_cost_the_others(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(report: Report, *rest: Any, **named: Any) -> object:
        if report.article.source == "calm.txt":
            raise ZeroDivisionError
        return write_report(report, *rest, **named)

    Path("calm.txt").write_text("Aldern counted 12 boats on Monday.", encoding="utf-8")
    monkeypatch.setattr("pipeline.cli.brief.write_report", faulty)
    done = factdesk("brief", "calm.txt", "storm.txt", "--out", "out")

    assert done.code == 3
    assert "not processed: calm.txt: a fault of factdesk itself" in done.err
    assert Path("out/storm/result.json").is_file()


def test_one_unreadable_article_of_several_does_not_cost_the_others(
    factdesk: Command,
) -> None:
    done = factdesk("brief", "storm.txt", "gone.txt", "--out", "out")

    assert done.code == 3
    assert "not processed: gone.txt" in done.err
    assert Path("out/storm/result.json").is_file()


def test_articles_of_one_name_get_folders_of_their_own(factdesk: Command) -> None:
    Path("other").mkdir()
    Path("other/storm.txt").write_text(STORM, encoding="utf-8")

    factdesk("brief", "storm.txt", "other/storm.txt", "--out", "out")

    assert sorted(path.name for path in Path("out").iterdir()) == ["storm", "storm-2"]


def test_fail_on_ends_with_1_when_a_check_of_the_tier_fires(factdesk: Command) -> None:
    Path("bad.txt").write_text(
        "22 of the 32 pumps, or 62%, failed in the storm on Monday.\n", encoding="utf-8"
    )

    assert factdesk("brief", "bad.txt", "--fail-on", "error").code == 1
    assert factdesk("brief", "bad.txt").code == 0
    assert factdesk("brief", "storm.txt", "--fail-on", "error").code == 0


@pytest.mark.parametrize("name", NAMES)
def test_schema_prints_the_exported_schema(factdesk: Command, name: str) -> None:
    assert factdesk("schema", name).out == schema_text(name)


def test_the_help_of_schema_names_every_schema(factdesk: Command) -> None:
    named = re.findall(r"\w+", factdesk("schema", "--help").out)

    assert set(NAMES) <= set(named)


def test_what_steers_a_terminal_is_never_printed_raw(factdesk: Command) -> None:
    Path("evil.txt").write_text(
        "The \x1b[31mstorm\x07 cut power to 480 homes on Monday night.\u202e\n", encoding="utf-8"
    )

    done = factdesk("brief", "evil.txt")

    assert "\x1b[31mstorm" not in done.out
    assert "\u202e" not in done.out


def test_a_cell_that_a_spreadsheet_would_run_stays_text(factdesk: Command) -> None:
    Path("evil.txt").write_text(
        "=HYPERLINK(1) cost 480 dollars in the storm that came on Monday.\n", encoding="utf-8"
    )
    factdesk("brief", "evil.txt", "--out", "out")

    with Path("out/evil/worklist.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert rows[0]["quote"].startswith("'=HYPERLINK")


PUMPS = "22 of the 32 pumps, or 62%, failed in the storm on Monday.\n"


def test_a_line_of_jsonl_is_a_row_of_each_article_in_turn(factdesk: Command) -> None:
    Path("pumps.txt").write_text(PUMPS, encoding="utf-8")
    done = factdesk("brief", "pumps.txt", "storm.txt", "--format", "jsonl")

    rows = [json.loads(line) for line in done.out.split("\n")[:-1]]
    assert [row["rank"] for row in rows[:3]] == [1, 2, 1]
    assert "pumps" in rows[0]["quote"]


def test_csv_of_several_articles_is_one_table(factdesk: Command) -> None:
    Path("pumps.txt").write_text(PUMPS, encoding="utf-8")
    done = factdesk("brief", "pumps.txt", "storm.txt", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert list(dict.fromkeys(row["article"] for row in rows)) == ["pumps.txt", "storm.txt"]


def test_a_mark_is_put_before_the_table_when_asked_for(factdesk: Command) -> None:
    factdesk("brief", "storm.txt", "--out", "marked", "--bom")
    factdesk("brief", "storm.txt", "--out", "plain")

    marked = Path("marked/storm/worklist.csv").read_bytes()
    plain = Path("plain/storm/worklist.csv").read_bytes()
    assert marked == b"\xef\xbb\xbf" + plain
    assert plain.startswith(b'"rank",')
    assert factdesk("brief", "storm.txt", "--format", "csv", "--bom").out.startswith(
        '\ufeff"rank",'
    )


def test_claimreview_is_one_list_of_drafts(factdesk: Command) -> None:
    done = factdesk("brief", "storm.txt", "storm.txt", "--format", "claimreview")

    drafts = json.loads(done.out)
    assert {draft["@type"] for draft in drafts} == {"ClaimReview"}
    assert len(drafts) == 2 * len({draft["identifier"] for draft in drafts})


def test_sarif_of_several_articles_is_one_log_and_names_what_failed(factdesk: Command) -> None:
    Path("pumps.txt").write_text(PUMPS, encoding="utf-8")
    page = f"<html><body><article><h1>Pumps</h1><p>{PUMPS}</p></article></body></html>"
    Path("pumps.html").write_text(page, encoding="utf-8")
    args = ("pumps.txt", "pumps.html", "gone.txt", "--format", "sarif", "--fail-on", "error")

    done = factdesk("brief", *args)

    (run,) = json.loads(done.out)["runs"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert done.code == 3
    assert [place["artifactLocation"]["uri"] for place in places] == ["pumps.txt", "pumps.html"]
    assert places[0]["region"]["endColumn"] == len("22 of the 32") + 1
    assert places[1]["region"] == {"startLine": 1}
    assert not run["invocations"][0]["executionSuccessful"]


def test_junit_of_several_articles_is_one_report(factdesk: Command) -> None:
    Path("pumps.txt").write_text(PUMPS, encoding="utf-8")
    done = factdesk("brief", "pumps.txt", "storm.txt", "--format", "junit")

    suites = ET.fromstring(done.out)  # noqa: S314  # we wrote it
    assert {case.attrib["file"] for case in suites.iter("testcase")} == {"pumps.txt", "storm.txt"}
    assert len(suites) == 1


def test_the_ten_most_serious_are_annotated_and_the_rest_goes_to_the_summary_of_the_step(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("pumps.txt").write_text("\n".join([PUMPS] * 12), encoding="utf-8")
    Path("summary.md").write_text("# Before\n", encoding="utf-8")
    loose = factdesk("brief", "pumps.txt", "--format", "github")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")

    done = factdesk("brief", "pumps.txt", "--format", "github")

    assert loose.out.startswith("::notice title=factdesk::")
    assert loose.out.count("::error file=pumps.txt,line=") == 12
    assert done.out.count("::error file=pumps.txt,line=") == done.out.count("\n") == 10
    summary = Path("summary.md").read_text(encoding="utf-8")
    assert summary.startswith("# Before\n### factdesk brief: 2 more\n")
    assert summary.count("| error | pumps.txt:") == 2


def test_a_check_annotates_in_the_same_way(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("draft.txt").write_text("Repairs cost $4.9 million.\n" * 12, encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    check = ("check", "draft.txt", "--source", "storm.txt", "--format", "github")

    done = factdesk(*check)
    factdesk(*check, "--out", "all.txt")

    assert done.out.count("\n") == 10
    assert Path("summary.md").read_text(encoding="utf-8").count("| error | draft.txt:1") == 2
    assert Path("all.txt").read_text(encoding="utf-8").count("::error") == 12


def test_a_summary_that_cannot_be_written_gets_one_plain_line(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "missing/summary.md")

    done = factdesk("brief", "storm.txt", "--format", "github")

    assert done.code == 2
    assert "cannot write 'missing/summary.md', the step's summary" in done.err


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_how_the_help_of_each_begins(name: str) -> None:
    assert loaded(name).help.splitlines()[0] == COMMANDS[name]


def test_a_command_that_is_not_there_ends_with_2_and_the_nearest_name(factdesk: Command) -> None:
    done = factdesk("breif", "storm.txt")

    assert done.code == 2
    assert "Did you mean 'brief'" in done.err


def test_brief_takes_what_run_takes_about_the_model(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    asked: list[Settings] = []

    def opened(settings: Settings, **_: object) -> None:
        asked.append(settings)
        raise SettingsError("enough")

    monkeypatch.setattr(brief, "open_model", opened)
    options = ("--concurrency", "3", "--rpm", "60", "--tpm", "9000", "--cache", "shared")
    done = factdesk("brief", "storm.txt", "--model", "scripted", *options)

    assert done.code == 2
    [settings] = asked
    assert (settings.concurrency, settings.rpm, settings.tpm) == (3, 60, 9000)
    assert settings.shared_cache == "shared"


OTHER_STORM = (
    "Storm leaves port without power\n\nA gale off Korlin tore the roofs from 90 barns on Friday, "
    "farmers said.\n\nNobody was hurt, and the roofs will cost some $2 million, an insurer said.\n"
)


def folders(out: str = "out") -> list[str]:
    return sorted(path.name for path in Path(out).iterdir() if path.is_dir())


def paste(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_a_paste_is_named_after_its_headline_and_writes_over_no_other_article(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    longer = f"{STORM}\n\nOn Tuesday 40 homes were still dark, the mayor said.\n"
    done = []
    for text in (STORM, OTHER_STORM, longer, OTHER_STORM):
        paste(monkeypatch, text)
        done.append(factdesk("brief", "-", "--out", "out"))

    name = "storm-leaves-port-without-power"
    assert folders() == [name, f"{name}-2"]
    assert json.loads(Path("out", name, "result.json").read_text())["article"]["text"] == longer
    assert all(f" to out/{name}" in each.out for each in done)
    assert f" to out/{name}-2\n" in done[1].out


def test_a_paste_makes_way_for_a_file_of_the_same_command(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    paste(monkeypatch, OTHER_STORM)
    Path("storm-leaves-port-without-power.txt").write_text(STORM, encoding="utf-8")

    factdesk("brief", "-", "storm-leaves-port-without-power.txt", "--out", "out")

    name = "storm-leaves-port-without-power"
    assert folders() == [name, f"{name}-2"]
    assert json.loads(Path("out", name, "result.json").read_text())["article"]["text"] == STORM


def test_a_result_that_cannot_be_read_is_left_to_whom_it_belongs(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("out/storm-leaves-port-without-power").mkdir(parents=True)
    Path("out/storm-leaves-port-without-power/result.json").write_text("mine")
    paste(monkeypatch, STORM)

    factdesk("brief", "-", "--out", "out")

    assert Path("out/storm-leaves-port-without-power/result.json").read_text() == "mine"
    assert Path("out/storm-leaves-port-without-power-2/result.json").is_file()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It rained on 40 homes. The port is closed.", "it-rained-on-40-homes"),
        (
            "The council of Port Selm has voted on Monday to rebuild its old lock for $12 million.",
            "the-council-of-port-selm-has-voted-on-monday-to-rebuild-its",
        ),
        (f"{'a' * 90} rose by 5%.", "a" * 60),
        ("Ж 12% Ж.", "12"),
        ("Жук.", "article"),
    ],
)
def test_a_paste_without_a_headline_is_named_after_its_first_words(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, text: str, name: str
) -> None:
    paste(monkeypatch, text)

    factdesk("brief", "-", "--out", "out")

    assert folders() == [name]
