"""A language server: what `factdesk check` finds, shown in an editor while a draft is written.

`server` speaks the protocol, by pygls over `standard_streams`; `draft_check` checks a text,
`draft_sources` knows what it is held against, `latest_work` drops what a newer text overtakes,
`interruption` ends what runs when the editor leaves;
`messages` and `comment_edit` say what an editor shows and inserts, `positions` where. Reading and
judging numbers is done elsewhere.
"""
