"""For the tests of those who use factdesk: a fixture that drafts with recorded answers.

::

    from factdesk import fact_check, read_article
    from factdesk.testing import recorded_drafter  # noqa: F401  # pytest finds it by its name

    def test_our_brief_shows_every_number(recorded_drafter):
        drafter = recorded_drafter("cassettes/story.yaml")
        report = fact_check(read_article("articles/story.txt"), drafter=drafter)
        assert report.worklist.rows[0].quantity.text == "480 homes"

It replays, and fails where prompt, schema or article have changed since. With FACTDESK_RECORD=all
in the environment it asks the model that the environment names, as `factdesk brief` does, and
records.
"""

from pipeline.testing import RecordedDrafter, recorded_drafter

__all__ = ["RecordedDrafter", "recorded_drafter"]
