"""Ids are kept in files: what they are digests of must never be written in another way."""

import hashlib
import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from schemas import QuantityKind, digest

_SIMPLE = st.one_of(
    st.none(),
    st.integers(),
    st.text(st.characters()),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(QuantityKind),
)
PARTS = st.lists(st.one_of(_SIMPLE, st.lists(_SIMPLE, max_size=3).map(tuple)), max_size=5)


@given(PARTS)
def test_an_id_is_the_digest_of_its_parts_as_plain_json(parts: list[object]) -> None:
    plain = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=str)

    assert digest(*parts) == hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def test_half_of_a_surrogate_pair_has_an_id_too() -> None:
    assert digest("\ud83d") != digest("\udc0d")


def test_an_id_of_old_is_still_the_same() -> None:
    assert digest("The council", 3, None, Decimal("4.10")) == "be3cfb539924"
