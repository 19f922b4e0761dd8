"""Tools for an assistant, by the Model Context Protocol; `factdesk mcp` starts the server.

`inputs` says what each tool takes, `answers` does its work and knows nothing of the protocol,
`open_folders` which files may be read. `tools` is the table of all tools, with what an assistant is
told of them. `one_at_a_time` ends calls that are cancelled. `server` and `messages` alone import
the SDK.
"""
