import pytest

from pipeline.text.article import article_from_text
from schemas import Role

PROSE = (
    "The council of Port Selm voted on Monday to rebuild the lock at a cost of $18 million.",
    "Work will begin in March and take 14 months, the harbour master told the council.",
    "“We have waited for nine years,” said Ana Ruiz, the mayor, after the vote.",
    "Two members of the council voted against the plan, which they called too dear.",
    "The lock was built in 1911 and lets through some 4,000 ships a year.",
)


def roles(*paragraphs: str) -> dict[str, Role]:
    """Return the role of each paragraph's first sentence."""
    article = article_from_text("\n\n".join(paragraphs))
    firsts = {s.paragraph: s.role for s in reversed(article.sentences)}
    return {text: firsts[at] for at, text in enumerate(paragraphs)}


def test_a_headline_and_a_lede_open_an_article() -> None:
    found = roles("Port Selm to rebuild its lock", *PROSE)

    assert list(found.values()) == [Role.HEADLINE, Role.LEDE, *[Role.BODY] * 4]


def test_a_deck_below_the_headline_is_no_lede() -> None:
    found = roles("Port Selm to rebuild its lock", "Work starts in March", *PROSE)

    assert list(found.values())[:3] == [Role.HEADLINE, Role.HEADLINE, Role.LEDE]


@pytest.mark.parametrize("line", ["EXCLUSIVE", "World news", "Watch live", "Jo Falk", "Port Selm"])
def test_what_is_too_short_for_a_deck_below_the_headline_is_a_label(line: str) -> None:
    found = roles("Port Selm to rebuild its lock", line, "Work starts in March", *PROSE)

    assert list(found.values())[:4] == [
        Role.HEADLINE,
        Role.BOILERPLATE,
        Role.HEADLINE,
        Role.LEDE,
    ]


@pytest.mark.parametrize("line", ["12 dead", "It rained.", "Ann Roe dies in the lock"])
def test_a_figure_a_sentence_and_a_deck_below_the_headline_are_kept(line: str) -> None:
    assert roles("Port Selm to rebuild its lock", line, *PROSE)[line] is not Role.BOILERPLATE


@pytest.mark.parametrize(
    "notice",
    [
        "Media playback is not supported on this device.",
        "These are external links and will open in a new window.",
    ],
)
def test_a_notice_of_the_page_that_runs_into_the_prose_is_boilerplate(notice: str) -> None:
    article = article_from_text("\n\n".join((f"{notice} {PROSE[0]}", *PROSE[1:])))

    assert [s.role for s in article.sentences][:3] == [Role.BOILERPLATE, Role.LEDE, Role.BODY]


def test_a_text_that_begins_with_a_sentence_has_no_title() -> None:
    article = article_from_text("\n\n".join(PROSE))

    assert article.title is None
    assert article.sentences[0].role is Role.LEDE


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe",
        "SIGN UP NOW",
        "Sign Up for Weekly Tides",
        "Sign up to receive our best stories in a daily email, every morning at seven.",
        "Sign up for our 5-minute newsletter",
        "Subscribe now: full access for $4 a week",
        "Follow us on WhatsApp for breaking news",
        "Follow @portselm",
        "Read more: Nine locks that changed a city",
        "Read | 1,128 masons find work at the lock",
        "Also read | Nine locks",
        "Related: The harbour in pictures",
        "Share this article",
        "Download our app for alerts",
        "We use cookies to make this site better. Accept all cookies",
        "Advertisement",
        "Comments (12)",
        "© 2025 Selm Media. All rights reserved.",
        "This material may not be published, broadcast or rewritten.",
        "By signing up, you agree to our terms and privacy policy.",
        "author picture",
        "By Ann Roe",
        "By Ann Roe and Jo Falk, staff writers",
        "Ann Roe, Staff Writer",
        "Staff Reporter | Selm",
        "Updated 3:45 p.m.",
        "Published on 5 May 2025 at 10:15",
        "Last updated: today at 9:30",
        "March 3, 2025 at 9:30 a.m. ET",
        "5 min read",
        "2 hours ago",
        "Photo: Lena Brandt/AP",
        "Photo by Lena Brandt",
        "Home | News | Sport | Business",
        "Additional reporting by Jo Falk",
        "Jo Falk contributed to this report.",
        "Register for free to comment. Sign up to our newsletter and get 10% off.",
        "Get the latest headlines delivered to your inbox",
        "• Sign up for Circuit, our weekly newsletter",
        "Home · Health · Newsletters",
        "Get The Checkup: 3 health stories, every Thursday, read by 8,000 people. Sign up",
        "This video is not available.",
        "Sorry, this video is no longer available",
        "Media playback is not supported on this device",
        "Media playback is unsupported on your device",
        "Video unavailable",
        "This content is not available in your region",
        "Your browser does not support the audio element.",
        "Watch live",
        "Getty Images",
        "Lena Brandt/Pool/Getty Images",
        "AFP via Getty Images",
        "(Photo by Lena Brandt/AFP)",
        "Were you on the quay when the gate broke? Tell us your story.",
        "This feature is temporarily unavailable. Please try again later.",
        "Please wait...",
        "Reach Jo Falk at jo.falk@post.example or on X.",
        "Correction: an earlier version of this story gave the age of the lock as 104.",
        "Editor’s note: this story is part of a series.",
    ],
)
def test_lines_that_are_no_journalism_are_boilerplate(line: str) -> None:
    found = roles("Port Selm to rebuild its lock", *PROSE[:2], line, *PROSE[2:])

    assert found[line] is Role.BOILERPLATE
    assert [found[prose] for prose in PROSE] == [Role.LEDE, *[Role.BODY] * 4]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell by 5% after the vote.",
        "Related companies lost 3%, the bank said.",
        "Watch makers sold 12% more.",
        "Subscribe rates rose by 4%, the paper said.",
        "Comments by the mayor did not help.",
        "Updated figures show that 30% of ships now go to Korlin.",
        "By Monday, 40 ships had left.",
        "Follow the money, the mayor said.",
        "Join us or lose, said the union's chief, who represents 900 dockers.",
        "Read aloud, the report takes nine hours.",
        "Terms of the deal were not disclosed.",
        "Copyright law does not cover it.",
        "Support for the plan fell to 44%.",
        "Photographs of the lock show 12 cracks.",
        "Get the vaccine, the minister told 5,000 readers of the paper.",
        (
            "Register now or pay later, the bill of 12 pages says in effect, and few have done so "
            "since "
            "it became law, which is why the harbour master called on all 400 owners of boats to "
            "come "
            "to his office before the end of the month, and to bring their papers and their fees "
            "too."
        ),
        "Gold 12, silver 9, bronze 4",
        "Credit-card debt rose by $4 billion.",
        "The songs were used without permission 1,000 times.",
        "The newsletter has no room for 12 more.",
        "The storm contributed to this year's loss of $40 million.",
        "Opposition parties read the new privacy policy and terms of service of the firm.",
        "Click on the package that appears, and in 30 seconds it is there.",
        "Reuters reports that the council will vote on Tuesday.",
        "The Post writes about 40 such cases.",
        "The mayor asked all owners of small boats in the harbour to sign up.",
        "Rain · wind · hail, and 40 boats were lost in the harbour that night.",
        "The video is not on the network any more, and 12 people have been charged over it.",
        "Content that is not labelled by 2027 will cost platforms $4 million.",
        "The feature is not free: it costs $4 a month.",
        "Please enter by the west gate, a sign told 400 visitors.",
        "This is a development story of 12 towns.",
        "Contact the harbour master, 12 skippers were told.",
        "Share your bread, the bishop told 900 people.",
        "Are you ready? 400 families were asked.",
        "Correction of the market took 12% off the shares.",
        "Alamy said it had 400 million pictures.",
    ],
)
def test_prose_that_sounds_like_a_promo_stays(line: str) -> None:
    assert roles("Port Selm to rebuild its lock", *PROSE[:2], line, *PROSE[2:])[line] is Role.BODY


@pytest.mark.parametrize(
    "line",
    [
        "The old lock of Port Selm on June 9, 2024. (SELM)",
        "A crane lifts the gate on Monday. (Lena Brandt/Selm Post)",
        "A crane lifts the gate on Monday. (Photo by Lena Brandt via AP)",
        "PHOTO: A crane lifts the gate. (Lena Brandt/Selm Post)",
        "FILE - A crane lifts the gate of the lock, May 5, 2021.",
        "File photo: a crane lifts the gate of the lock in the year 2021.",
        "Dust hangs over the lock on Saturday. Picture: Owen Tait",
    ],
)
def test_a_description_with_a_credit_is_a_caption(line: str) -> None:
    found = roles("Port Selm to rebuild its lock", line, *PROSE)

    assert found[line] is Role.CAPTION
    assert found[PROSE[0]] is Role.LEDE


def test_a_sentence_above_a_caption_is_the_picture_described_again() -> None:
    found = roles("Subscribe", "Mayor Ana Ruiz speaks.", "The mayor on Monday. (SELM)", *PROSE)

    assert list(found.values())[:4] == [Role.BOILERPLATE, Role.CAPTION, Role.CAPTION, Role.LEDE]


def test_an_agency_that_signs_the_last_paragraph_makes_it_no_caption() -> None:
    line = "The harbour master said that he would report again in June. (SELM)"

    assert roles("A lock", *PROSE, line)[line] is Role.BODY


def test_the_name_of_a_section_above_the_headline_is_no_headline() -> None:
    text = "\n\n".join(("World", "Port Selm to rebuild its old lock", *PROSE))

    assert article_from_text(text).title == "Port Selm to rebuild its old lock"


def test_the_lede_is_a_sentence_and_not_the_name_above_it() -> None:
    found = roles("Opinion", "Korlin must keep all its schools", "Mara Lind", "A bad plan", *PROSE)

    assert found["Korlin must keep all its schools"] is Role.HEADLINE
    assert found["Opinion"] is Role.BOILERPLATE
    assert found[PROSE[0]] is Role.LEDE


def test_the_post_of_an_author_belongs_to_the_byline() -> None:
    found = roles("A lock rises", "By ANN ROE", "Selm Post Staff Writer", *PROSE)

    assert found["Selm Post Staff Writer"] is Role.BOILERPLATE


def test_an_author_named_above_the_text_is_no_person_of_the_article() -> None:
    bio = "Mara Lind is a teacher and the author of three books on schools"

    assert roles("A lock rises", "Mara Lind", *PROSE, bio)[bio] is Role.BOILERPLATE


def test_a_remark_in_brackets_makes_no_caption() -> None:
    line = "The mayor won. (The council was told, but no member came.)"

    assert roles(*PROSE[:2], line, *PROSE[2:])[line] is Role.BODY


def test_an_author_is_told_from_the_people_of_the_article() -> None:
    bio = "Jo Falk is a reporter for the Selm Post. She has covered the harbour for 12 years."
    person = "Ana Ruiz is a writer of novels. She has worked for the city for 12 years."

    assert roles("A lock", *PROSE, bio)[bio] is Role.BOILERPLATE
    assert roles("A lock", *PROSE, person)[person] is Role.BODY
    assert roles("A lock", PROSE[0], bio, *PROSE[1:])[bio] is Role.BODY  # not at the end


def test_a_reporter_who_is_the_news_is_no_author() -> None:
    line = "Mara Lind was a reporter for the Selm Post and covered 12 elections."

    assert roles("A lock", *PROSE, line)[line] is Role.BODY


def test_lists_of_links_are_boilerplate_to_their_end() -> None:
    titles = ["Ten locks to see before 2030", "Why ships got 40% longer"]

    found = roles("A lock", *PROSE[:3], "Most read", *titles, *PROSE[3:])

    assert {found[title] for title in titles} == {Role.BOILERPLATE}
    assert {found[prose] for prose in PROSE[3:]} == {Role.BODY}


def test_menus_are_boilerplate_and_tables_and_lists_are_not() -> None:
    menu = ["News", "Sport", "City life", "Weather"]
    table = ["Selm 5", "Korlin 4", "Varnia 3", "Teshny 1"]
    listed = ["Mara Lind", "Jo Roe", "Ann Bo", "Tom Ash"]

    found = roles(*menu, "A lock rises", *PROSE[:2], *table, "These won:", *listed, *PROSE[2:])

    assert {found[line] for line in menu} == {Role.BOILERPLATE}
    assert found["A lock rises"] is Role.HEADLINE
    assert {found[line] for line in (*table, *listed)} == {Role.BODY}


def test_a_list_of_things_in_the_text_is_no_menu() -> None:
    goods = ["Copper scrap", "Raw sugar", "Solar cells", "Tuna bait", "Nylon clothes"]

    found = roles("A lock", *PROSE[:3], *goods, *PROSE[3:])

    assert {found[line] for line in goods} == {Role.BODY}


def test_what_readers_wrote_below_is_boilerplate() -> None:
    comment = (
        "I have sailed through that lock 300 times and it never failed me, not once in a life."
    )

    found = roles("A lock", *PROSE, "3 Comments", comment)

    assert found[comment] is Role.BOILERPLATE


def test_a_text_that_is_nothing_but_a_promo_is_read_all_the_same() -> None:
    assert set(roles("Subscribe now: full access for $4 a week").values()) == {Role.LEDE}


def test_the_first_heading_of_markdown_is_the_headline_and_the_others_are_body() -> None:
    text = f"# A lock\n\n{PROSE[0]}\n\n## Costs\n\n{PROSE[1]}"

    article = article_from_text(text, kind="markdown")

    assert [s.role for s in article.sentences] == [Role.HEADLINE, Role.LEDE, Role.BODY, Role.BODY]
    assert article.title == "A lock"
