"""How a request that is turned away before any route gets its answer."""

from collections.abc import Callable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Scope

Refusal = Callable[[Scope, int, str], ASGIApp]
"""From the request's scope, a status and a sentence (not yet escaped) to the answer to send."""


def plain_refusal(_scope: Scope, status: int, sentence: str) -> ASGIApp:
    """The sentence and nothing around it."""
    return PlainTextResponse(sentence, status)
