"""What is done, by rule, to the claims that models write; all of it counted."""

from pipeline.stages.draft.tidy import tidy
from schemas import ClaimKind, DraftedClaim, DraftTally

IDS = frozenset({"s1", "s2"})


def claim(text: str, sentence_id: str = "s1", speaker: str | None = None) -> DraftedClaim:
    return DraftedClaim(text=text, sentence_id=sentence_id, speaker=speaker, kind=ClaimKind.FACT)


def tidied(*claims: DraftedClaim) -> tuple[list[str], DraftTally]:
    kept, tally = tidy(claims, IDS)
    return [each.text for each in kept], tally


def test_the_same_claim_in_the_same_sentence_is_kept_once() -> None:
    texts, tally = tidied(claim("The port is closed."), claim("the  port was closed"))

    assert (texts, tally.merged) == (["The port is closed."], 1)


def test_a_claim_ends_with_a_stop() -> None:
    assert tidied(claim("The port  is closed"))[0] == ["The port is closed."]


def test_the_same_words_about_two_sentences_are_two_claims() -> None:
    texts, tally = tidied(claim("The port is closed."), claim("The port is closed.", "s2"))

    assert (len(texts), tally.merged) == (2, 0)


def test_a_name_alone_is_no_claim() -> None:
    texts, tally = tidied(claim("Chatham House."), claim("The port of Lima, the mayor."))

    assert (texts, tally.fragments) == ([], 2)


def test_a_claim_that_says_less_than_another_of_its_sentence_goes() -> None:
    texts, tally = tidied(claim("The storm cut power."), claim("The storm cut power to 480 homes."))

    assert (texts, tally.weaker) == (["The storm cut power to 480 homes."], 1)


def test_nobody_spelt_out_is_no_speaker() -> None:
    kept, _ = tidy(
        (
            claim("The port is closed.", speaker="null"),
            claim("It was shut by Rossi.", speaker=" Maria  Rossi "),
        ),
        IDS,
    )

    assert [each.speaker for each in kept] == [None, "Maria Rossi"]


def test_a_claim_that_cites_no_sentence_of_the_article_is_counted_apart() -> None:
    texts, tally = tidied(claim("The port is closed.", "s9"))

    assert (texts, tally.ungrounded) == ([], 1)


def test_what_was_written_is_kept_or_counted() -> None:
    _, tally = tidied(
        claim("The port is closed."), claim("The port is closed."), claim("Lima."), claim("It is shut.", "s9"),
        claim("The port is closed to ships."),
    )  # fmt: skip

    parts = tally.kept + tally.merged + tally.weaker + tally.fragments + tally.ungrounded
    assert tally.written == 5 == parts
