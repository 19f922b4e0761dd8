"""How many planted numeric errors a check of tier A finds, and how often one fires wrongly.

`python -m bench.mutations [-v]`. Each error of bench/planted.py is planted alone in an article
whose numbers are right, and the check stage runs over it. It is found when tier A fires in a
sentence that holds a number of the broken relation, and says what it did not say of the article
before. On the articles as they are every firing is a false alarm, and counts for each sentence that
it is about. The rest of the pipeline is left out for speed: it takes 40 ms an article and only
hands on what that stage raises, which tests/unit/test_bench_mutations.py holds.

The bar: at least 80 % of the errors found that are planted in `unread`, and at most 1 in 1,000
sentences of the clean articles fired on. The articles of `unread` are in columns of their own, and
-v does not list them: nobody who writes checks reads them.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bench import labelled
from bench.planted import KINDS, Mutation, mutations, plant
from bench.table import percent, table
from pipeline import Source, article_from_text
from pipeline.stages.check import check_article
from schemas import DeskSettings, Flag, Sentence, TextSpan, Tier

READ = ("clean", "recon")
UNREAD = ("clean/unread",)


class Alarms(NamedTuple):
    """What tier A says of a text, and the sentences of its prose."""

    flags: tuple[Flag, ...]
    sentences: tuple[Sentence, ...]


class Outcome(NamedTuple):
    """A planted error and the flags that found it; none where it was missed."""

    mutation: Mutation
    sentences: tuple[str, ...]
    """Those that hold the broken relation."""
    found: tuple[Flag, ...]


class Firing(NamedTuple):
    """A flag on a sentence of a clean article: a false alarm."""

    article: str
    sentence: str
    flag: Flag


class Measured(NamedTuple):
    """What was found in the articles of some folders."""

    outcomes: tuple[Outcome, ...]
    firings: tuple[Firing, ...]
    sentences: int
    fired_on: int
    """Sentences of the clean articles with at least one firing."""


def alarms(text: str) -> Alarms:
    """Return what tier A raises on a text with the settings that come with it."""
    source = Source(article_from_text(text))
    flags = check_article(source, DeskSettings())
    return Alarms(tuple(f for f in flags if f.tier is Tier.A), source.article.prose)


def measure(folders: Sequence[str]) -> Measured:
    """Return what is found in the articles of these folders, as they are and with each error."""
    outcomes: list[Outcome] = []
    firings: list[Firing] = []
    sentences = 0
    for folder in folders:
        clean = labelled.articles(folder)
        before = {name: alarms(text) for name, text in clean.items()}
        sentences += sum(len(raised.sentences) for raised in before.values())
        for name, text in clean.items():
            firings += _firings(name, text, before[name])
        outcomes += [
            try_one(each, clean[each.article], before[each.article]) for each in mutations(folder)
        ]
    fired_on = len({(each.article, each.sentence) for each in firings})
    return Measured(tuple(outcomes), tuple(firings), sentences, fired_on)


def try_one(mutation: Mutation, text: str, before: Alarms) -> Outcome:
    """Return what finds an error planted in a text, given what is raised on it as it is."""
    planted = plant(text, mutation)
    after = alarms(planted.text)
    holding = [each.span for each in after.sentences if _meet(each.span, planted.places)]
    known = {(flag.check, flag.message) for flag in before.flags}
    found = (
        flag
        for flag in after.flags
        if (flag.check, flag.message) not in known
        and any(_meet(span, flag.places) for span in holding)
    )
    words = tuple(planted.text[span.start : span.end] for span in holding)
    return Outcome(mutation, words, tuple(found))


def _meet(span: TextSpan, places: Iterable[TextSpan]) -> bool:
    return any(place.start < span.end and span.start < place.end for place in places)


def _firings(article: str, text: str, raised: Alarms) -> Iterator[Firing]:
    """Yield each flag with each sentence that it is about."""
    for flag in raised.flags:
        for sentence in raised.sentences:
            if _meet(sentence.span, flag.places):
                yield Firing(article, text[sentence.span.start : sentence.span.end], flag)


def compare(read: Measured, unread: Measured) -> str:
    """Return the table of what was found by kind, and how often clean sentences are fired on."""
    lines = [[kind, *_cells(read, kind), *_cells(unread, kind)] for kind in KINDS]
    found = table(
        "Planted errors found by tier A (bench/data/clean, recon; unread apart)",
        ["", "planted", "found", "%", "unread", "found", "%"],
        [*lines, ["all", *_cells(read), *_cells(unread)]],
    )
    return f"{found}\n{_fired(read)}; of unread, {_fired(unread)}.\n"


def _cells(measured: Measured, kind: str | None = None) -> list[str]:
    of_kind = [each for each in measured.outcomes if kind in {None, each.mutation.kind}]
    found = sum(bool(each.found) for each in of_kind)
    return [str(len(of_kind)), str(found), percent(found / max(1, len(of_kind)))]


def _fired(measured: Measured) -> str:
    share = percent(measured.fired_on / max(1, measured.sentences))
    return (
        f"tier A fires on {measured.fired_on} of {measured.sentences} clean sentences ({share} %)"
    )


def listed(measured: Measured) -> str:
    """Return the false alarms and the errors that were missed, a line or two each."""
    false = [
        f"  {each.article} {each.flag.check} {each.flag.message}  |  {each.sentence}\n"
        for each in measured.firings
    ]
    missed = [
        f"  {each.mutation.name} {each.mutation.kind}: {_slip(each.mutation)}  |  "
        f"{' … '.join(each.sentences)}\n"
        for each in measured.outcomes
        if not each.found
    ]
    return "".join(["Fired on clean sentences:\n", *false, "\nMissed:\n", *missed, "\n"])


def _slip(mutation: Mutation) -> str:
    return ", ".join(f"{edit.old.text!r} to {edit.new!r}" for edit in mutation.edits)


def report(*, verbose: bool = False) -> str:
    """Return the table, and with `verbose` what was fired on and what was missed."""
    read, unread = measure(READ), measure(UNREAD)
    return compare(read, unread) + ("\n" + listed(read) if verbose else "")


if __name__ == "__main__":
    sys.stdout.write(report(verbose="-v" in sys.argv[1:]))
