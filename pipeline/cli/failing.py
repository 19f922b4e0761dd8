"""Which alerts end a command with exit code 1."""

from pipeline.cli.choices import BriefFailOn
from schemas import Tier

FAILS = {
    BriefFailOn.NONE: frozenset[Tier](),
    BriefFailOn.ERROR: frozenset({Tier.S, Tier.A}),
    BriefFailOn.WARNING: frozenset(Tier),
}
