"""The vocabulary: Article → Draft → Claims and Points → Findings → Flags → Worklist → Report.

Only data lives here; nothing of the pipeline is imported. What a model is asked to fill is apart,
in `schemas.drafts`, and is not re-exported.
"""

from schemas.article import Article, Landmark, Role, Sentence, TextSpan, landmark_at
from schemas.base import FrozenModel, PlainDecimal, digest
from schemas.brief import Brief, CheckerVerdict, Claim, Origin, Point, Withheld
from schemas.changes import Changes, Difference, PointPair, RowPair, SentencePair, Standing, Version
from schemas.checked import (
    CheckedNumber,
    CheckedPair,
    CheckedStatement,
    CheckRun,
    FilePlace,
    Silence,
    SoughtNumber,
    SourceSentence,
    Suppressed,
    Suppression,
    Unread,
)
from schemas.desk import DeskSettings, Weights
from schemas.drafted import (
    ClaimKind,
    Draft,
    DraftedClaim,
    DraftedPoint,
    DraftTally,
    SearchPhrases,
    SuggestedSource,
)
from schemas.evidence import EvidenceOutcome, EvidencePlace, FoundEvidence, TableExcerpt
from schemas.finding import Finding, Outcome, Sensitivity, StatementCheck, Status
from schemas.flag import Flag, Tier
from schemas.ledger import Disposition, Ledger, LedgerCounts, LedgerEntry
from schemas.merged import Alert, ListedFigure, MergedCounts, MergedPlace, MergedRow, OtherValue
from schemas.project import DraftsAndSources, Project
from schemas.provenance import PromptDigest, PromptUsage, Provenance, Usage
from schemas.quantity import Direction, Modifier, Part, Quantity, QuantityKind
from schemas.report import Report
from schemas.run_summary import (
    AlertCount,
    ArticleCounts,
    EvidenceCount,
    FailureCause,
    RepeatedIds,
    RunSummary,
    SummaryPart,
)
from schemas.second_look import Judge, LookAnswer, Refusal, SecondLook
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
    WorkedRow,
    WorkFile,
    Worklist,
    WorkStatus,
)
