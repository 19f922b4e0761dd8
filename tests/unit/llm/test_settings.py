from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Settings, default_window, is_reasoning

KEY = {"OPENAI_API_KEY": "sk-secret"}
LOCAL = {"OPENAI_BASE_URL": "http://127.0.0.1:8080/v1"}


def test_without_a_key_no_model_is_used() -> None:
    settings = Settings.from_environment({})

    assert not settings.uses_model


def test_with_a_key_a_model_of_openai_is_used() -> None:
    settings = Settings.from_environment(KEY)

    assert settings.model == "gpt-5-mini"


def test_an_override_wins_over_the_environment_and_that_over_the_default() -> None:
    environ = {**KEY, "FACTDESK_MODEL": "from-environment"}

    assert Settings.from_environment(environ).model == "from-environment"
    assert Settings.from_environment(environ, model="from-option").model == "from-option"
    assert Settings.from_environment(environ, model=None).model == "from-environment"


def test_an_empty_variable_counts_as_unset() -> None:
    settings = Settings.from_environment({"OPENAI_API_KEY": " ", "OPENAI_BASE_URL": ""})

    assert settings.api_key is None
    assert settings.base_url is None


def test_the_cache_is_in_the_users_cache_folder_unless_told_otherwise() -> None:
    told = Settings.from_environment({"FACTDESK_CACHE_DIR": "~/answers"})

    assert Settings.from_environment({}).cache_dir is not None
    assert told.cache_dir == Path.home() / "answers"


@pytest.mark.parametrize(
    ("model", "window"),
    [
        ("qwen2.5-coder-1.5b-instruct-q4_k_m", 5),
        ("meta-llama/Llama-3.1-8B-Instruct", 5),
        ("gemma3:4b", 5),
        ("smollm2-135m", 5),
        ("qwen3-14b", 60),
        ("mixtral-8x7b", 60),
        ("qwen3-30b-a3b", 60),
        ("gpt-oss-120b", 60),
        ("gpt-5-mini", 60),
        ("some-8bit-model", 60),
    ],
)
def test_a_small_model_gets_a_small_window(model: str, window: int) -> None:
    assert default_window(model) == window
    assert Settings.from_environment(LOCAL, model=model).window == window
    assert Settings.from_environment(LOCAL, model=model, window=9).window == 9


@pytest.mark.parametrize(
    ("base_url", "concurrency"),
    [
        ("http://127.0.0.1:8080/v1", 2),
        ("http://localhost/v1", 2),
        ("http://[::1]:1234/v1", 2),
        ("https://models.example/v1", 16),
    ],
)
def test_a_server_on_this_machine_gets_few_requests_at_once(
    base_url: str, concurrency: int
) -> None:
    settings = Settings.from_environment({"OPENAI_BASE_URL": base_url}, model="m")

    assert settings.concurrency == concurrency


def test_a_server_of_ones_own_needs_no_key() -> None:
    settings = Settings.from_environment(LOCAL, model="m")

    assert settings.api_key is None
    assert settings.sent_key == "unused"


def test_openai_without_a_key_is_refused_with_the_ways_out() -> None:
    with pytest.raises(SettingsError, match=r"OPENAI_API_KEY .* OPENAI_BASE_URL .* 'extractive'"):
        Settings.from_environment({}, model="gpt-5-mini")


def test_a_replay_needs_no_key_but_a_recording_does(tmp_path: Path) -> None:
    there, missing = tmp_path / "there.yaml", tmp_path / "missing.yaml"
    there.touch()

    assert Settings.from_environment({}, model="m", cassette=missing, record="none").replays
    assert Settings.from_environment({}, model="m", cassette=there, record="once").replays
    for cassette, record in ((missing, "once"), (there, "all")):
        with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
            Settings(model="m", cassette=cassette, record=record)  # type: ignore[arg-type]


def test_neither_the_key_nor_a_password_in_an_address_is_shown() -> None:
    addresses = {
        "OPENAI_BASE_URL": "http://me:hunter2@h/v1",
        "FACTDESK_CACHE_URL": "ftp://me:hunter3@h/answers",
    }
    settings = Settings.from_environment({**KEY, **addresses}, model="m")

    assert settings.shared_cache == "ftp://me:hunter3@h/answers"
    assert "sk-secret" not in repr(settings)
    assert "hunter" not in repr(settings)


def test_the_address_of_the_shared_answers_is_not_repeated_when_it_is_refused() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings(model="extractive", shared_cache="https://me:hunter2@h/answers")

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"model": " "}, "model"),
        ({"base_url": "127.0.0.1:8080"}, "OPENAI_BASE_URL"),
        ({"base_url": "ftp://h/v1"}, "OPENAI_BASE_URL"),
        ({"base_url": "http://h:port/v1"}, "OPENAI_BASE_URL"),
        ({"shared_cache": " "}, "FACTDESK_CACHE_URL"),
        ({"shared_cache": "https://h/answers"}, "FACTDESK_CACHE_URL"),
        ({"shared_cache": "data:,x"}, "FACTDESK_CACHE_URL"),
        ({"shared_cache": "github://o:r@/answers"}, "FACTDESK_CACHE_URL"),
        ({"shared_cache": "simplecache::s3://bucket"}, "FACTDESK_CACHE_URL"),
        ({"shared_cache": "s3://[bucket"}, "FACTDESK_CACHE_URL"),
        ({"window": 0}, "window"),
        ({"concurrency": -1}, "concurrency"),
        ({"rpm": 0}, "rpm"),
        ({"tpm": -5}, "tpm"),
        ({"attempts": 0}, "attempts"),
        ({"answer_tokens": 0}, "answer_tokens"),
        ({"deadline": 0.0}, "deadline"),
        ({"deadline": float("nan")}, "deadline"),
        ({"record": "maybe"}, "record"),
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, Any], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        Settings.from_environment(KEY, **wrong)


def test_reasoning_models_are_told_apart_by_name() -> None:
    assert is_reasoning("gpt-5-mini")
    assert is_reasoning("openai/o4-mini")
    assert not is_reasoning("gpt-4.1")
    assert not is_reasoning("gpt-oss-20b")


def test_a_model_file_is_named_by_its_stem_and_needs_neither_key_nor_server() -> None:
    settings = Settings.from_environment({**KEY, **LOCAL}, model="gguf:~/models/Tiny-1b.Q4.gguf")

    assert settings.model == "Tiny-1b.Q4"
    assert settings.weights == Path.home() / "models/Tiny-1b.Q4.gguf"
    assert settings.base_url is None
    assert settings.window == 5
    assert not settings.needs_key


def test_a_path_in_place_of_a_name_is_refused() -> None:
    with pytest.raises(SettingsError, match="weights"):
        Settings(model="gguf:tiny.gguf")


def test_key_and_password_are_struck_out_of_a_text_unless_they_are_too_short_to_be_any() -> None:
    told = Settings(
        model="m",
        api_key="sk-secret-1",
        base_url="http://me:hunter2-long@h/v1",
        shared_cache="sftp://me:hunter3-long@h/answers",
    )
    short = Settings(model="m", api_key="x", base_url="http://h/v1")

    assert told.without_secrets("sk-secret-1 at hunter2-long") == "[key] at [password]"
    assert told.without_secrets("hunter3-long") == "[password]"
    assert short.without_secrets("extra boxes") == "extra boxes"
