import asyncio

import pytest

from pipeline.errors import ModelOutputInvalid, ModelUnavailable
from pipeline.llm import LanguageModel
from tests.scripted_model import ScriptedModel
from tests.scripted_server import completion, scripted_server
from tests.unit.llm.asking import BROKEN, GOOD, LONG, ask, question, settings, short_headline


@pytest.mark.parametrize(
    "answers",
    [[GOOD], [BROKEN, GOOD], [LONG, GOOD], [LONG, BROKEN, LONG], [BROKEN, LONG, BROKEN], [LONG]],
)
def test_a_scripted_model_answers_as_the_real_one_does(answers: list[object]) -> None:
    asked = question(check=short_headline)
    with scripted_server([completion(each) for each in answers]) as server:
        [real], _ = ask(settings(server.base_url), asked)

    model: LanguageModel = ScriptedModel({"brief.v1": answers})

    assert asyncio.run(model.ask(asked)) == real


def test_a_script_that_never_fits_is_invalid_output() -> None:
    with pytest.raises(ModelOutputInvalid, match=r"brief\.v1"):
        asyncio.run(ScriptedModel({"brief.v1": [BROKEN]}).ask(question()))


def test_a_script_may_raise() -> None:
    model = ScriptedModel({"brief.v1": [ModelUnavailable("brief.v1: gone")]})

    with pytest.raises(ModelUnavailable, match="gone"):
        asyncio.run(model.ask(question()))


def test_a_script_may_depend_on_the_document() -> None:
    model = ScriptedModel({"brief.v1": lambda asked: [{**GOOD, "headline": asked.document}]})

    answer = asyncio.run(model.ask(question(document="seen")))

    assert answer.last.headline == "seen"
    assert model.questions[0].document == "seen"
