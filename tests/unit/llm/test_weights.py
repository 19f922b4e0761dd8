"""A model file run by ourselves. llama.cpp is a fake here that points at a scripted server; where the
real one and a real model are on this machine, the last test takes them."""

import importlib.util
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SettingsError
from pipeline.llm.request import endpoint_label
from pipeline.llm.weights import weights_digest
from pipeline.settings import Settings
from tests.scripted_server import completion, scripted_server
from tests.unit.llm.asking import GOOD, Pauses, ask, entry_files, question

REAL = Path(
    os.environ.get("FACTDESK_TEST_GGUF")
    or Path.home() / ".cache/local-llm/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
)


class FakeEngine:
    """Stands in for xllamacpp: keeps what it was started with, and says when it is gone."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.started: list[Any] = []
        self.running = 0

    def module(self) -> types.ModuleType:
        engine = self

        class CommonParams:
            def __init__(self) -> None:
                for name in ("model", "cpuparams", "cpuparams_batch"):
                    setattr(self, name, types.SimpleNamespace())

        class Server:
            def __init__(self, params: Any) -> None:
                if "damaged" in params.model.path:
                    raise RuntimeError("Failed to init server, please check the input params.")
                engine.started.append(params)
                engine.running += 1
                self.listening_address = engine.address

            def __del__(self) -> None:
                if hasattr(self, "listening_address"):
                    engine.running -= 1

        module = types.ModuleType("xllamacpp")
        module.__spec__ = importlib.util.spec_from_loader("xllamacpp", None)
        vars(module).update(CommonParams=CommonParams, Server=Server)
        return module


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEngine]:
    with scripted_server([completion(GOOD)]) as server:
        fake = FakeEngine(server.base_url.removesuffix("/v1"))
        monkeypatch.setitem(sys.modules, "xllamacpp", fake.module())
        yield fake


def weights(folder: Path, name: str = "tiny-1b.gguf", content: bytes = b"GGUF weights") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def told(path: Path, **changed: Any) -> Settings:
    return Settings.from_environment({}, model=f"gguf:{path}", **changed)


def test_a_file_is_loaded_at_the_first_question_with_a_key_of_its_own_and_let_go_at_the_end(
    engine: FakeEngine, tmp_path: Path
) -> None:
    settings = told(weights(tmp_path), cache_dir=tmp_path / "cache")

    answers, traffic = ask(settings, question(), question(document="[s1] Another."))

    [params] = engine.started
    assert len(answers) == traffic.all_paid.answers == 2
    assert params.hostnames == ["127.0.0.1"]
    assert len(params.api_keys[0]) >= 32
    assert engine.running == 0


def test_a_second_run_finds_the_answer_in_the_cache_and_loads_nothing(
    engine: FakeEngine, tmp_path: Path
) -> None:
    settings = told(weights(tmp_path), cache_dir=tmp_path / "cache")

    ask(settings)
    _, traffic = ask(settings)

    assert traffic.all_kept.answers == 1
    assert len(engine.started) == 1


def test_the_same_weights_under_another_name_and_place_have_the_same_label(tmp_path: Path) -> None:
    one, same, other = (
        weights(tmp_path, "one.gguf"),
        weights(tmp_path, "same.gguf"),
        weights(tmp_path, "other.gguf", b"GGUF other weights"),
    )

    labels = [endpoint_label(told(path, cache_dir=tmp_path / "c")) for path in (one, same, other)]

    assert labels[0] == labels[1] != labels[2]


def test_a_digest_is_remembered_until_the_file_changes(tmp_path: Path) -> None:
    path, memo = weights(tmp_path), tmp_path / "cache"
    first = weights_digest(path, memo)
    path.write_bytes(b"GGUF weights, trained further")

    assert weights_digest(path, memo) != first
    assert weights_digest(path, None) == weights_digest(path, memo)


@pytest.mark.parametrize("content", ["[1", "[]", '"a digest"'])
def test_a_memo_that_cannot_be_read_or_written_costs_only_time(
    tmp_path: Path, content: str
) -> None:
    path, memo = weights(tmp_path), tmp_path / "cache"
    memo.mkdir()
    (memo / "weights.json").write_text(content, encoding="utf-8")

    assert weights_digest(path, memo) == weights_digest(path, tmp_path / "tiny-1b.gguf")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("model.gguf", b"PK\x03\x04", "is no GGUF file"),
        ("damaged.gguf", b"GGUF", "llama.cpp cannot run"),
    ],
)
def test_a_file_that_cannot_be_run_is_named(
    engine: FakeEngine, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = weights(tmp_path, name, content)

    with pytest.raises(SettingsError, match=says) as caught:
        ask(told(path, cache_dir=tmp_path / "cache"))

    assert name in str(caught.value)
    assert engine.started == []


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot read model file .*none\.gguf"):
        ask(told(tmp_path / "none.gguf", cache_dir=tmp_path / "cache"))


def test_without_llama_cpp_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

    with pytest.raises(SettingsError, match=r"factdesk\[local\]"):
        ask(told(weights(tmp_path), cache_dir=tmp_path / "cache"))


def test_a_recording_replays_without_file_or_engine(engine: FakeEngine, tmp_path: Path) -> None:
    path, tape = weights(tmp_path), tmp_path / "tape.yaml"
    ask(told(path, cache_dir=tmp_path / "cache", cassette=tape, record="all"))
    path.unlink()

    answers, traffic = ask(told(path, cache_dir=tmp_path / "cache", cassette=tape))

    assert answers[0].fits
    assert traffic.all_paid.answers == 1
    assert len(engine.started) == 1
    assert str(tmp_path) not in tape.read_text(encoding="utf-8")


def test_neither_path_nor_key_of_the_engine_is_kept(engine: FakeEngine, tmp_path: Path) -> None:
    ask(told(weights(tmp_path), cache_dir=tmp_path / "cache"))

    [params] = engine.started
    kept = b"".join(each.read_bytes() for each in entry_files(tmp_path / "cache"))
    assert params.api_keys[0].encode() not in kept


@pytest.mark.skipif(
    importlib.util.find_spec("xllamacpp") is None or not REAL.is_file(),
    reason="llama.cpp (the extra `local`) or a model file (FACTDESK_TEST_GGUF) is not here",
)
def test_a_real_model_answers_in_form_and_the_second_time_from_the_cache(tmp_path: Path) -> None:
    settings = told(REAL, cache_dir=tmp_path / "cache", answer_tokens=400)

    [first], paid = ask(settings, pauses=Pauses())
    [second], kept = ask(settings, pauses=Pauses())

    assert first.attempts == second.attempts
    assert (paid.all_kept.answers, kept.http_attempts) == (0, 0)
