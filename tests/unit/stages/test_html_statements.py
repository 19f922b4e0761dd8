"""Drafts in HTML: the sentences of what is shown, each with its place in the file."""

import pytest

from pipeline.stages.read_statements.html_statements import statements_of_html
from schemas import TextSpan

READ = {
    "<p>It cost $5.</p><p>It rose 3%.</p>": ["It cost $5.", "It rose 3%."],
    "<p>It cost <b>$5</b> million. It <i>ro</i>se.": ["It cost $5 million.", "It rose."],
    "<h1>No. 5 won. Twice</h1><P>It rose.": ["No. 5 won. Twice", "It rose."],
    "<ul><li>Nine voted<li>Ten left</ul>": ["Nine voted", "Ten left"],
    "It cost 5<br>It rose 3": ["It cost 5 It rose 3"],
    "<tr><td>Boats</td><td>12</td></tr>": ["| Boats | | 12 |"],
    "$5&nbsp;million &amp; 3 &lt; 4 &#8364;6 &#x20AC;7": ["$5\xa0million & 3 < 4 €6 €7"],
    "It rose 3 &unknown; and &amp": ["It rose 3 &unknown; and &amp"],
    "5 < 6 and 7 > 6 & so on": ["5 < 6 and 7 > 6 & so on"],
    "<head><title>5</title></head><style>p{margin:5}</style><p>It rose.": ["It rose."],
    "<SCRIPT>var a = '<p>5</p>'</Script >It rose.<pre>5</pre>": ["It rose."],
    "It <!-- 5 --> rose.<!-- 6": ["It rose."],
    "<!DOCTYPE html><?xml version='1'?><p class='a'>It rose.": ["It rose."],
    "It rose.<script>5": ["It rose."],
    "It rose. <a href='5": ["It rose."],
    "  \n<p>  </p>": [],
    "": [],
}


@pytest.mark.parametrize("text", READ)
def test_sentences_are_what_a_reader_sees(text: str) -> None:
    assert [words.text for words in statements_of_html(text)] == READ[text]


def test_a_number_written_with_references_has_its_place() -> None:
    text = "<p>It cost <b>$150&nbsp;billion</b>.</p>"
    (words,) = statements_of_html(text)

    at = words.text.index("$")
    place = words.place(TextSpan(start=at, end=at + len("$150 billion")))

    assert text[place.start : place.end] == "$150&nbsp;billion"
