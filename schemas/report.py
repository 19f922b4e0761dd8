"""The report: everything that one article gave; `result.json` is this type."""

from schemas.article import Article
from schemas.base import FrozenModel
from schemas.brief import Brief
from schemas.claim import Claim
from schemas.finding import Finding
from schemas.ledger import Ledger
from schemas.provenance import Provenance
from schemas.usage import Usage
from schemas.worklist import Worklist


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
