"""The vocabulary: Article → Draft → Claims and Points → Findings → Flags → Worklist → Report.

Only data lives here; nothing of the pipeline is imported. What a model is asked to fill is apart,
in `schemas.drafts`, and is not re-exported.
"""

from schemas.article import Article, Role, Sentence, TextSpan
from schemas.base import FrozenModel, PlainDecimal, digest
from schemas.brief import Brief, Point, Withheld
from schemas.checked import (
    CheckedNumber,
    CheckedStatement,
    CheckRun,
    FilePlace,
    SourceSentence,
    Unread,
)
from schemas.claim import Claim, Origin
from schemas.desk import DeskSettings, Weights
from schemas.drafted import ClaimKind, Draft, DraftedClaim, DraftedPoint, DraftTally
from schemas.finding import Finding, Risk, StatementCheck, Status
from schemas.flag import Flag, Tier
from schemas.ledger import Disposition, Ledger, LedgerEntry
from schemas.provenance import PromptDigest, Provenance
from schemas.quantity import Direction, Modifier, Part, Quantity, QuantityKind
from schemas.report import Report
from schemas.usage import PromptUsage, Usage
from schemas.worklist import (
    Attribution,
    ChangeKind,
    ClaimType,
    Component,
    Evidence,
    Measure,
    Place,
    Row,
    SourceKind,
    Voice,
    Work,
    Worklist,
    WorkStatus,
)

__all__ = [
    "Article",
    "Attribution",
    "Brief",
    "ChangeKind",
    "CheckRun",
    "CheckedNumber",
    "CheckedStatement",
    "Claim",
    "ClaimKind",
    "ClaimType",
    "Component",
    "DeskSettings",
    "Direction",
    "Disposition",
    "Draft",
    "DraftTally",
    "DraftedClaim",
    "DraftedPoint",
    "Evidence",
    "FilePlace",
    "Finding",
    "Flag",
    "FrozenModel",
    "Ledger",
    "LedgerEntry",
    "Measure",
    "Modifier",
    "Origin",
    "Part",
    "Place",
    "PlainDecimal",
    "Point",
    "PromptDigest",
    "PromptUsage",
    "Provenance",
    "Quantity",
    "QuantityKind",
    "Report",
    "Risk",
    "Role",
    "Row",
    "Sentence",
    "SourceKind",
    "SourceSentence",
    "StatementCheck",
    "Status",
    "TextSpan",
    "Tier",
    "Unread",
    "Usage",
    "Voice",
    "Weights",
    "Withheld",
    "Work",
    "WorkStatus",
    "Worklist",
    "digest",
]
