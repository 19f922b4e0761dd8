"""The vocabulary: Article → Draft → Claims and Points → Findings → Flags → Worklist → Report.

Only data lives here; nothing of the pipeline is imported. What a model is asked to fill is apart,
in `schemas.drafts`, and is not re-exported.
"""

from schemas.article import Article, Role, Sentence, TextSpan
from schemas.base import FrozenModel, PlainDecimal, digest
from schemas.brief import Brief, CheckerVerdict, Point, Withheld
from schemas.changes import (
    Changes,
    Difference,
    LedgerCounts,
    PointPair,
    RowPair,
    SentencePair,
    Standing,
    Version,
)
from schemas.checked import (
    CheckedNumber,
    CheckedPair,
    CheckedStatement,
    CheckRun,
    FilePlace,
    SourceSentence,
    Unread,
)
from schemas.claim import Claim, Origin
from schemas.desk import DeskSettings, Weights
from schemas.drafted import (
    ClaimKind,
    Draft,
    DraftedClaim,
    DraftedPoint,
    DraftTally,
    SuggestedSource,
)
from schemas.finding import Finding, Outcome, Risk, Sensitivity, StatementCheck, Status
from schemas.flag import Flag, Tier
from schemas.ledger import Disposition, Ledger, LedgerEntry
from schemas.merged import (
    Alert,
    ListedFigure,
    MergedCounts,
    MergedPlace,
    MergedRow,
    OtherValue,
)
from schemas.provenance import PromptDigest, Provenance
from schemas.quantity import Direction, Modifier, Part, Quantity, QuantityKind
from schemas.report import Report
from schemas.run_summary import (
    AlertCount,
    ArticleCounts,
    FailureCause,
    RepeatedIds,
    RunSummary,
    SummaryPart,
)
from schemas.usage import PromptUsage, Usage
from schemas.work import WorkedRow, WorkFile
from schemas.worklist import (
    Attribution,
    ChangeKind,
    ClaimType,
    Component,
    Evidence,
    Measure,
    Place,
    Row,
    SentenceWork,
    SourceKind,
    UnlistedSentence,
    Voice,
    Work,
    Worklist,
    WorkStatus,
)

__all__ = [
    "Alert",
    "AlertCount",
    "Article",
    "ArticleCounts",
    "Attribution",
    "Brief",
    "ChangeKind",
    "Changes",
    "CheckRun",
    "CheckedNumber",
    "CheckedPair",
    "CheckedStatement",
    "CheckerVerdict",
    "Claim",
    "ClaimKind",
    "ClaimType",
    "Component",
    "DeskSettings",
    "Difference",
    "Direction",
    "Disposition",
    "Draft",
    "DraftTally",
    "DraftedClaim",
    "DraftedPoint",
    "Evidence",
    "FailureCause",
    "FilePlace",
    "Finding",
    "Flag",
    "FrozenModel",
    "Ledger",
    "LedgerCounts",
    "LedgerEntry",
    "ListedFigure",
    "Measure",
    "MergedCounts",
    "MergedPlace",
    "MergedRow",
    "Modifier",
    "Origin",
    "OtherValue",
    "Outcome",
    "Part",
    "Place",
    "PlainDecimal",
    "Point",
    "PointPair",
    "PromptDigest",
    "PromptUsage",
    "Provenance",
    "Quantity",
    "QuantityKind",
    "RepeatedIds",
    "Report",
    "Risk",
    "Role",
    "Row",
    "RowPair",
    "RunSummary",
    "Sensitivity",
    "Sentence",
    "SentencePair",
    "SentenceWork",
    "SourceKind",
    "SourceSentence",
    "Standing",
    "StatementCheck",
    "Status",
    "SuggestedSource",
    "SummaryPart",
    "TextSpan",
    "Tier",
    "UnlistedSentence",
    "Unread",
    "Usage",
    "Version",
    "Voice",
    "Weights",
    "Withheld",
    "Work",
    "WorkFile",
    "WorkStatus",
    "WorkedRow",
    "Worklist",
    "digest",
]
