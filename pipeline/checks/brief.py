"""The check of the brief itself: made from the findings of reconciling, not from a sentence."""

from pipeline.checks.check import Check

CHECKS = (
    Check(
        "S01",
        "brief-number-not-in-source",
        "A number of the brief that the article does not bear out; the sentence is withheld.",
        fires="The article says 22 of 32 members; the brief says 32 members.",
        silent="The article says 1,500 tanks; the brief says fifteen hundred tanks.",
        settles="The sentences of the article beside it: correct the brief or leave the sentence out.",
        find=None,
    ),
)
