"""The JSON schema of a form as strict response formats want it: closed objects, every field required.

To the letter what the vendor's own client makes of the forms we use (a test compares them): answers
that were paid for are found by it. Its client takes two seconds to load, this does not.
"""

from typing import Any

from pydantic import BaseModel

Schema = dict[str, Any]


def strict_schema(form: type[BaseModel]) -> Schema:
    """Return the form's schema; the forms keep to the subset that `schemas.drafts` names."""
    root = form.model_json_schema()
    return _strict(root, root)


def _strict(node: Schema, root: Schema) -> Schema:
    if "$ref" in node and len(node) > 1:  # a reference stands alone there: what it names is put in
        return _strict(_inlined(node, root), root)
    closed = {"additionalProperties": False} if node.get("type") == "object" else {}
    every = {"required": list(node["properties"])} if "properties" in node else {}
    whole = {**node, **{k: v for k, v in closed.items() if k not in node}, **every}
    if whole.get("default", ...) is None:  # null says it already
        del whole["default"]
    return {key: _below(key, value, root) for key, value in whole.items()}


def _below(key: str, value: Any, root: Schema) -> Any:  # noqa: ANN401  # any JSON value
    if key in {"$defs", "properties"}:
        return {name: _strict(each, root) for name, each in value.items()}
    if key == "items":
        return _strict(value, root)
    return [_strict(each, root) for each in value] if key == "anyOf" else value


def _inlined(node: Schema, root: Schema) -> Schema:
    named = root["$defs"][node["$ref"].rpartition("/")[2]]
    own = {key: value for key, value in node.items() if key != "$ref"}
    return own | {key: value for key, value in named.items() if key not in own}
