"""Claims that can be understood alone: what is put in stands in brackets, and only where it is safe."""

import pytest

from pipeline import article_from_text
from pipeline.stages.draft.extractive import extract_claims
from pipeline.text.standalone import Standalone


def last_claim(text: str) -> str:
    return extract_claims(article_from_text(text))[-1].text


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        # A clause that hangs on a verb of saying has its speaker put in front.
        ("Maria Rossi said the quay lost 12 cranes, and that the market is to lose 30 stalls.\n",
         "[Maria Rossi said] that the market is to lose 30 stalls."),
        # Who says it has a name, unless the clause has it: in apposition, inverted, with any verb.
        ("Maria Rossi, the mayor, spoke.\n\n“We lost 40 boats,” she noted at noon.\n",
         "“We lost 40 boats,” [Maria Rossi] noted at noon."),
        ("Maria Rossi, the mayor, spoke.\n\nRossi lost 40 boats, she said.\n",
         "Rossi lost 40 boats, she said."),
        # A quotation that runs on says whose it is, and has both its marks.
        ("“It was bad,” Maria Rossi said. “We lost 40 boats. We need 50 more.”\n",
         "[Maria Rossi said:] “We need 50 more.”"),
        ("“It was bad,” Maria Rossi said. “We lost 40 boats. We need 50 more. It hurt.”\n",
         "[Maria Rossi said:] “It hurt.”"),
        ("“It was bad,” Maria Rossi said. “We lost 40 boats. He has 50. It hurt. Now 60 remain.”\n",
         "[Maria Rossi said:] “Now 60 remain.”"),
        # So it is with other marks: each has its partner, and no stop stands behind the last.
        ("''It was bad,'' Maria Rossi said. ''We lost 40 boats.''\n",
         "[Maria Rossi said:] ''We lost 40 boats.''"),
        ('"It was bad," Maria Rossi said. "We lost 40 boats. We need 50 more."\n',
         '[Maria Rossi said:] "We need 50 more."'),
        ('She spoke of: "We lost 40 boats. We need 50 more."\n', '"We need 50 more."'),
        ("The port has 40 boats of ''rigged pine.''\n", "The port has 40 boats of ''rigged pine.''"),
        ("The port sank. (It had 40 boats.)\n", "(It had 40 boats.)"),
        ('It spoke of about"joint" work of 40 boats.\n', 'It spoke of about"joint" work of 40 boats.'),
        # One person named so far is whom a pronoun means.
        ("Maria Rossi, the mayor, opened the port. She bought 40 boats.\n",
         "[Maria Rossi] bought 40 boats."),
        ("Mr. Ried met Maria Rossi, the mayor, and Rossi left. He opened the port. He bought 40 boats.\n",
         "He bought 40 boats."),
        # The text must show that she is meant: by words behind the name, or by all such words.
        ("Maria Rossi, the mayor, lost his boat. She has 40 boats, his brother said.\n",
         "She has 40 boats, his brother said."),
        ("Maria Rossi, the mayor, lost her boat. His brother slept. He bought 40 boats.\n",
         "He bought 40 boats."),
        # The place, day and agency of the first line are no part of a claim.
        ("SELM, May 5 (Reuters) - The storm sank 77 boats.\n", "The storm sank 77 boats."),
        # A stop inside marks is one.
        ("The port called it 'the worst night of 77 years.'\n",
         "The port called it 'the worst night of 77 years.'"),
        ("The port calls its crane 'number 77'\n", "The port calls its crane 'number 77'."),
        ("SELM boats – 77 of them – sank.\n", "SELM boats – 77 of them – sank."),
        # Two people, also one who is named once, or nobody: the word stays.
        ("Maria Rossi, the mayor, met Tom Ried, the treasurer. She bought 40 boats.\n",
         "She bought 40 boats."),
        # A band or a club has a name as people have.
        ("The Red Larks met Tom Ried. The Larks' song has 40 lines. Larks sing. He lost 40 boats.\n",
         "He lost 40 boats."),
        ("Maria Rossi, the mayor, left. Ana Lima, a cook, found it. She bought 40 boats.\n",
         "She bought 40 boats."),
        ("Tom Rossi, son of Maria Rossi, the mayor, left. He bought 40 boats.\n",
         "He bought 40 boats."),
        ("Maria Rossi, the mayor, met Tom Ried, the treasurer. Rossi lost 40 boats, he said.\n",
         "Rossi lost 40 boats, he said."),
        ("The storm passed. She counted 40 wounded.\n", "She counted 40 wounded."),
        # A "that" which points at something is no conjunction.
        ("The port said the quay will open in June, and that could mean 40 boats.\n",
         "That could mean 40 boats."),
    ],
)  # fmt: skip
def test_a_claim_stands_alone_where_that_is_safe(text: str, claim: str) -> None:
    assert last_claim(text) == claim


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Rossi sold her boat. But she bought 40.\n", "But [Maria Rossi] bought 40."),
        ("Rossi sold her boat. She left. On Monday she’s to buy 40.\n",
         "On Monday [Maria Rossi]’s to buy 40."),
        ("Rossi sold her boat. Her 40 sailors left.\n", "[Maria Rossi’s] 40 sailors left."),
        ("Ried sold his boat. It cost him 40 pence.\n", "It cost [Tom Ried] 40 pence."),
        # Not where somebody else may be meant, or the name stands there.
        ("Ried sold his boat. A sailor lost his 40.\n", "A sailor lost his 40."),
        ("Rossi sold her boat to Ana Lima. She has 40.\n", "She has 40."),
        ("Rossi sold her boat. Her 40 sailors left Rossi.\n", "Her 40 sailors left Rossi."),
        ("Rossi’s boat sank. She has 40.\n", "She has 40."),
        ("Rossi and Ried sold a boat. She has 40.\n", "She has 40."),
        ("Rossi sold her boat. It cost her 40 pence.\n", "It cost her 40 pence."),
    ],
)  # fmt: skip
def test_who_begins_the_sentences_before_is_meant(text: str, claim: str) -> None:
    before = "Mayor Maria Rossi met Tom Ried, the treasurer. It rained. "

    assert last_claim(before + text) == claim


@pytest.mark.parametrize(
    ("sentence", "news"),
    [
        ("The port will stay closed, the mayor said Monday.", "The port will stay closed."),
        ("The port will stay closed, according to the mayor.", "The port will stay closed."),
        ("The port is closed, she said, and so is the quay.",
         "The port is closed, she said, and so is the quay."),
        ("The port is closed.", "The port is closed."),
    ],
)  # fmt: skip
def test_an_attribution_at_the_end_can_be_left_off(sentence: str, news: str) -> None:
    article = article_from_text(sentence + "\n")

    assert Standalone(article).without_attribution(article.prose[0]) == news


def test_quote_and_span_stay_verbatim() -> None:
    article = article_from_text("Maria Rossi said 12 died, and that 40 were hurt on the quay.\n")

    claims = extract_claims(article)

    assert all(claim.quote and claim.quote in article.text for claim in claims)
    assert claims[-1].quote == "that 40 were hurt on the quay."
