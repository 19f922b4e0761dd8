"""A clause as a sentence that can be understood alone; what is put in stands in brackets.

A pronoun is resolved only where one person, or one body, can be meant: by who speaks in the
sentence, or by the one before it. In all other cases it stays, for a wrong name is worse than none.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.text.attribution import Attributions, attributions
from pipeline.text.attribution_cues import CUES
from pipeline.text.people import People, people
from pipeline.text.source_kinds import is_body
from schemas import Article, Role, Sentence, TextSpan

_DATELINE = re.compile(
    r"^(?:(?:[A-Z]{3,}|[A-Z][\w.]+(?=[^–—(]{0,40}\())"
    r"[\w.’']{0,20}(?:,? [A-Z\d][\w.’']{0,20}){0,6},?\s*"
    r"(?:(?:\([A-Z][\w /]{1,25}\)\s*)?(?:[–—]|--?)\s+|\([A-Z]{2,}\)(?=[A-Z]))"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\s*(?:[–—]|--?)\s+"
    r"|\((?:[A-Z]{2,}|[A-Z][a-z]{2,8}\.? \d)[\w ,/:.]{0,30}\)\s*(?:[–—]|--?)?\s*)"
    r"(?=[A-Z“\"'‘\d])"
)
"""BRUSSELS, June 5 (Reuters) - ; London (CNN) -- ; Lima (CNN)A ; June 5, 2015 -- ; (AP) —"""
_THAT = re.compile(r"^[Tt]hat\s+")
_PRONOUN = re.compile(
    r"(?P<pronoun>he|she|it|they)(?:['’]s| (?:(?:also|now) )?(?P<verb>\w+))", re.IGNORECASE
)
_BODY_DOES = CUES.keys() | {"has", "had", "will", "would"}
"""Verbs behind an "it" that is somebody: "It is clear" and "it rained" tell of nobody."""
_PERSONAL = frozenset(("he", "she"))
_TAIL_WORDS = 3  # behind "he said", such as a day
_REACH = 2
"""Sentences looked back for whom a pronoun means."""


def dateline_of(sentence: Sentence, text: str) -> str:
    """Return the place, day and agency that a sentence of the first lines begins with, or ""."""
    begins = sentence.role is Role.LEDE or sentence.paragraph <= 1
    dateline = _DATELINE.match(text) if begins else None
    return dateline.group() if dateline else ""


@dataclass(frozen=True)
class Standalone:
    """An article whose clauses can be had as sentences that stand alone."""

    article: Article

    @cached_property
    def said(self) -> Attributions:
        """Who says what."""
        return attributions(self.article)

    @cached_property
    def _people(self) -> People:
        return people(self.article)

    @cached_property
    def _before(self) -> dict[str, tuple[Sentence, ...]]:
        """The sentences before each, the nearest first."""
        prose = self.article.prose
        return {
            sentence.sentence_id: prose[max(0, at - _REACH) : at][::-1]
            for at, sentence in enumerate(prose)
        }

    def text(self, sentence: Sentence, clause: TextSpan) -> str:
        """Return a clause of a sentence, its span counted in the article, as a sentence alone."""
        who = self.said.of(clause)
        words = self._with_speaker(clause)
        if clause.start == sentence.span.start:
            words = words.removeprefix(dateline_of(sentence, words))
        if clause.start > sentence.span.start and _THAT.match(words):
            words = _THAT.sub(f"[{who} said] that " if who else "", words)
        words = self._with_antecedent(words, sentence, inside=clause.start > sentence.span.start)
        return _as_sentence(_attributed(words, who))

    def _with_speaker(self, clause: TextSpan) -> str:
        """Return a clause with "he said" as "[Rossi] said", as editors mark a name put in."""
        words = self.article.plain(clause)
        for said in self.said.with_source_in(clause):
            pronoun = self.article.plain(said.source)
            person = self._people.who(said.who) if pronoun.lower() in _PERSONAL else None
            if person and person.name.rpartition(" ")[2] not in words:
                before = TextSpan(start=clause.start, end=said.source.start)
                at = len(self.article.plain(before))
                return words[:at] + words[at:].replace(pronoun, f"[{person.name}]", 1)
        return words

    def without_attribution(self, sentence: Sentence) -> str:
        """Return a sentence without dateline, and without ", X said Monday." at its end."""
        span = sentence.span
        tails = [
            said.cue.start
            for said in self.said.with_source_in(span)
            if any(content.end <= said.cue.start for content in said.content)
            and not self._is_more(said.cue.end, span.end)
        ]
        whole = TextSpan(start=span.start, end=tails[-1] if tails else span.end)
        words = self.article.plain(whole)
        words = words.removeprefix(dateline_of(sentence, words))
        return words.rstrip(" ,") + "." if tails else words

    def _is_more(self, start: int, end: int) -> bool:
        """Return whether words behind a cue are more than "Monday"."""
        return len(self.article.text[start:end].split()) > _TAIL_WORDS

    def _with_antecedent(self, words: str, sentence: Sentence, *, inside: bool) -> str:
        """Return the words with the pronoun that they start with resolved, where that is safe."""
        starts = _PRONOUN.match(words)
        if starts is None:
            return words
        pronoun = starts["pronoun"].lower()
        if pronoun in _PERSONAL:
            meant = self._person_meant(sentence, inside=inside)
        elif pronoun == "it" and starts["verb"] not in _BODY_DOES:
            meant = None
        else:
            meant = self._speaker_meant(sentence, inside=inside, many=pronoun == "they")
        return f"[{meant}]{words[len(pronoun) :]}" if meant else words

    def _near(self, sentence: Sentence, *, inside: bool) -> tuple[Sentence, ...]:
        """Return the sentences that may name whom a pronoun means, the nearest first."""
        return ((sentence,) if inside else ()) + self._before.get(sentence.sentence_id, ())

    def _person_meant(self, sentence: Sentence, *, inside: bool) -> str | None:
        """Return the one person of this sentence, or of the nearest before it that names any."""
        for near in self._near(sentence, inside=inside):
            named = set(self._people.named_in(self.article.plain(near.span)))
            who = self.said.of(near.span)
            speaks = self._people.who(who) if who else None
            named |= {speaks} if speaks else set()
            if named:
                return named.pop().name if len(named) == 1 else None
        return None

    def _speaker_meant(self, sentence: Sentence, *, inside: bool, many: bool) -> str | None:
        """Return the body that speaks in this sentence or the one before it, or those who do."""
        near = self._near(sentence, inside=inside)[:1]
        who = self.said.of(near[0].span) if near else None
        if who is None or who.endswith("s") is not many:
            return None
        fits = self._people.who(who) is None if many else is_body(who)
        named = who[:1].lower() + who[1:] if who.startswith(("The ", "A ")) else who
        return named if fits else None


def _attributed(words: str, who: str | None) -> str:
    """Return words of a quotation with who says them in front, and both its marks."""
    opened, closed = words.count("“"), words.count("”")
    if closed > opened:
        words = "“" + words
    elif opened > closed:
        words += "”"
    whole = words.startswith("“") and words.rstrip(".").endswith("”") and words.count("“") == 1
    return f"[{who} said:] {words}" if who and whole else words


def _as_sentence(clause: str) -> str:
    """Return a clause with a capital in front and a stop behind."""
    stopped = clause.rstrip("’')").endswith((".", "!", "?", "”", '"'))
    ended = clause if stopped else clause.rstrip(" ,;") + "."
    first = 1 if ended.startswith("[") else 0
    return ended[:first] + ended[first : first + 1].upper() + ended[first + 1 :]
