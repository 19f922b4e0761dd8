import json
from enum import StrEnum
from typing import Literal

import pytest
from openai.lib._pydantic import to_strict_json_schema
from pydantic import BaseModel, Field

from pipeline.llm.strict_schema import strict_schema
from schemas.drafts import brief_form, claims_form
from tests.unit.llm.asking import BriefForm


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Leaf(BaseModel):
    """A leaf."""

    colour: Colour = Field(description="its colour")
    width: int | None = None
    kind: Literal["oak", "ash"] | None = Field(default=None, description="of which tree")


class Tree(BaseModel):
    leaves: list[Leaf] = Field(min_length=1)
    best: Leaf = Field(description="the best of them")
    grafted: "Tree | None" = None


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(brief_form(("s1",)), id="a brief of one sentence"),
        pytest.param(brief_form(tuple(f"s{at}" for at in range(1, 401))), id="a brief of 400"),
        claims_form(("s3", "s4", "s9")),
        BriefForm,
        Leaf,
        Tree,
    ],
)
def test_the_schema_is_to_the_letter_the_one_of_the_vendors_client(form: type[BaseModel]) -> None:
    assert json.dumps(strict_schema(form)) == json.dumps(to_strict_json_schema(form))
