"""The report: everything that one article gave; `result.json` is this type."""

from schemas.article import Article
from schemas.base import FrozenModel, digest
from schemas.brief import Brief, Claim
from schemas.finding import Finding
from schemas.ledger import Ledger
from schemas.provenance import Provenance, Usage
from schemas.worklist import UnlistedSentence, Work, Worklist


class Report(FrozenModel):
    """One article's brief, claims, findings, worklist and ledger."""

    article: Article
    brief: Brief
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    worklist: Worklist
    ledger: Ledger
    usage: Usage
    provenance: Provenance

    @property
    def unlisted(self) -> tuple[UnlistedSentence, ...]:
        """The sentences without a figure that can be checked, with the work on them."""
        article, worked = self.article, {w.sentence_id: w.work for w in self.worklist.sentence_work}
        chosen = set(self.worklist.unlisted)
        return tuple(
            UnlistedSentence(
                row_id="s" + digest(article.article_id, sentence.span.start, text),
                group_id="g" + digest("sentence", *text.casefold().split()),
                sentence_id=sentence.sentence_id,
                text=text,
                work=worked.get(sentence.sentence_id, Work()),
            )
            for sentence in article.sentences
            if sentence.sentence_id in chosen
            for text in (article.plain(sentence.span),)
        )
