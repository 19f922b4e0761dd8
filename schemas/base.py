"""What every type of the vocabulary shares: frozen, closed, strict; and ids made from content."""

import hashlib
import json
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticSerializationError, to_json


class FrozenModel(BaseModel):
    """A value: it cannot change, takes no unknown field and converts nothing silently."""

    # Validators are built at first use: a command that needs few types does not wait for all.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


PlainDecimal = Annotated[
    Decimal,
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}),
]
"""An exact number, written in JSON as a string of plain digits: never 4E+2, never a float."""


_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)


def digest(*parts: object) -> str:
    """Return 12 hexadecimal digits that depend on the parts alone: same content, same id."""
    try:
        canonical = to_json(parts)  # the bytes of the encoder below, at a quarter of its time
    except PydanticSerializationError:  # half of a surrogate pair, which UTF-8 has no bytes for
        canonical = _CANONICAL.encode(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(canonical).hexdigest()[:12]
