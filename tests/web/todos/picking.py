"""What the tests of a selection send, read and compare."""

import re
from html import unescape
from typing import Any

import sqlalchemy as sa

from tests.dump import dump

ADDRESS = "/todos/selection"


def pick(*todo_ids: int, **verb: object) -> dict[str, Any]:
    return {"todos": list(todo_ids)} | verb


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", answer.text)))


def steps(engine: sa.Engine) -> list[dict[str, Any]]:
    tables = dump(engine)
    return [tables["change_set"][key] for key in sorted(tables["change_set"])]
