"""Every route of the application, also those inside included routers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import signature
from typing import Any, get_args, get_origin

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel

from app.forms import Form


@dataclass(frozen=True)
class Route:
    """One method at one address. `endpoint` is the function as it was written, `kind` that of its context, if any."""

    method: str
    path: str
    endpoint: Callable[..., Any]
    kind: type | None

    @property
    def name(self) -> str:
        """`POST /todos/{todo_id}/closure`"""
        return f"{self.method} {self.path}"

    @property
    def module(self) -> str:
        """The module that it is written in."""
        return self.endpoint.__module__

    @property
    def shape(self) -> type[BaseModel] | None:
        """The shape of the form that it takes."""
        for parameter in signature(self.endpoint).parameters.values():
            form = next(iter(get_args(parameter.annotation)), None)
            if get_origin(form) is Form:
                (shape,) = get_args(form)
                return shape if isinstance(shape, type) else None
        return None


def routes(app: FastAPI) -> Iterator[Route]:
    """All of them. A HEAD is its GET without a body; static files and other mounted applications are no routes."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute):
            endpoint = getattr(route.endpoint, "__wrapped__", route.endpoint)
            kind = getattr(route.endpoint, "context_kind", None)
            for method in sorted(set(route.methods or ()) - {"HEAD"}):
                yield Route(method, context.path or route.path, endpoint, kind)
