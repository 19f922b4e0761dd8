"""A server that answers on one sentence, and a corpus of such articles, as many as a module names."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pay_once.one_sentence import answer, write_corpus
from tests.scripted_server import ScriptedServer, scripted_server


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server(answer) as served:
        yield served


@pytest.fixture(scope="module")
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of a module that says in `ARTICLES` how many there are."""
    path = tmp_path_factory.mktemp("corpus") / "corpus.jsonl"
    write_corpus(path, request.module.ARTICLES)
    return path
