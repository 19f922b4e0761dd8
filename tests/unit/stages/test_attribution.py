"""Who gives a figure: name, role, kind of source, and in whose words."""

import pytest

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from schemas import Attribution, Row, SourceKind, Voice

PEOPLE = """Harbour opens

The treasurer, Ansel Quist, said repairs cost $4 million.

Maria Rossi, the mayor, said 40 boats were lost. Secretary General Tom Ried spoke at noon.
"""


def rows(text: str) -> tuple[Row, ...]:
    return fact_check(article_from_text(text), drafter=ExtractiveDrafter()).worklist.rows


def who(sentence: str) -> Attribution:
    return next(row.attribution for row in rows(f"{PEOPLE}\n{sentence}\n") if "77" in row.quote)


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Rossi said 77 firms closed.", "Maria Rossi", "mayor"),
        ("The mayor said 77 firms closed.", "Maria Rossi", "mayor"),
        ("The port lost 77 boats, said the treasurer, Ansel Quist.", "Ansel Quist", "treasurer"),
        ("Ms Rossi said 77 more boats were lost.", "Maria Rossi", "mayor"),
        ("Ried told reporters that 77 left.", "Tom Ried", "Secretary General"),
        ("Ilse Varga, an economist at Brenmoor College, said 77 left.", "Ilse Varga",
         "economist at Brenmoor College"),
        ("John Holm told reporters 77 left.", "John Holm", None),
        ("Selm’s John Holm told reporters 77 left.", "John Holm", None),
    ],
)  # fmt: skip
def test_a_person_has_the_fullest_name_and_the_role_of_the_article(
    sentence: str, name: str, role: str | None
) -> None:
    found = who(sentence)

    assert (found.name, found.role, found.kind) == (name, role, SourceKind.NAMED)


@pytest.mark.parametrize(
    ("others", "sentence", "name"),
    [
        ("Maria G. Rossi spoke.", "Rossi said 77 firms closed.", "Maria Rossi"),
        ("Donor Tom Ried spoke.", "Ried said 77 firms closed.", "Tom Ried"),
        ("Ansel Quist Jr. spoke. Quist sat.", "Quist said 77 firms closed.", "Ansel Quist"),
        ("Judge Ilse Varga Jr. spoke.", "Varga said 77 firms closed.", "Varga"),
        ("Ilse Rossi, a judge, spoke.", "Rossi said 77 firms closed.", "Rossi"),
    ],
)
def test_a_surname_is_that_of_the_one_person_who_bears_it(
    others: str, sentence: str, name: str
) -> None:
    assert who(f"{others}\n\n{sentence}").name == name


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The ministry of health said 77 died.", SourceKind.BODY),
        ("Selmgrad said 77 died.", SourceKind.BODY),
        ("Data from the statistics office show that 77 died.", SourceKind.DOCUMENT),
        ("According to a report by the ministry of health, 77 died.", SourceKind.DOCUMENT),
        ("Reuters reported that 77 died.", SourceKind.OUTLET),
        ("The Brenmoor Post reported that 77 died.", SourceKind.OUTLET),
        ("According to reports from the S&P global market intelligence, 77 died.", SourceKind.BODY),
        ("An inspection found that 77 died.", SourceKind.BODY),
        ("Officials who asked not to be named said 77 died.", SourceKind.ANONYMOUS),
        ("In all 77 died, reports Selm.com.", SourceKind.OUTLET),
        ("In all 77 died, reports Selm Weekly.", SourceKind.OUTLET),
        ("In all 77 died, per Selm Weekly.", SourceKind.OUTLET),
        ("Selmwatch notes that 77 died.", SourceKind.OUTLET),
        ("In all 77 died, according to KSLM.", SourceKind.OUTLET),
        ("In all 77 died, the research firm Selmtrak said.", SourceKind.BODY),
        ("The Selmwatch reports that 77 died.", SourceKind.OUTLET),
        ("Selmwatch reported that 77 died.", SourceKind.BODY),
        ("In all 77 died, per the harbour board.", SourceKind.BODY),
        ("A climate scientist said 77 died.", SourceKind.ANONYMOUS),
        ("The lawsuit said 77 died.", SourceKind.DOCUMENT),
        ("The storm killed 77 people.", SourceKind.NONE),
    ],
)
def test_kinds_of_source_are_told_apart(sentence: str, kind: SourceKind) -> None:
    assert who(sentence).kind is kind


@pytest.mark.parametrize(
    ("sentence", "voice"),
    [
        ("“We lost 77 boats,” Rossi said.", Voice.QUOTED),
        ("Rossi said 77 boats were lost.", Voice.REPORTED),
        # Somebody is speaking, and who is not clear.
        ("They said the port lost 77 boats.", Voice.REPORTED),
        ("The port lost 77 boats.", Voice.ARTICLE),
    ],
)
def test_quotes_reports_and_the_own_voice_are_told_apart(sentence: str, voice: Voice) -> None:
    assert who(sentence).voice is voice


def test_an_office_that_two_people_hold_is_nobody_in_particular() -> None:
    text = "Maria Rossi, the mayor, spoke. Tom Ried, the mayor, spoke. The mayor said 77 left.\n"

    assert rows(text)[0].attribution.name == "The mayor"
