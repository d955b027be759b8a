"""Every verb, run far enough to see that it asks whether its actor may."""

import inspect
from collections.abc import Callable
from importlib import import_module
from pkgutil import walk_packages
from typing import Any
from unittest.mock import MagicMock

import pytest

import app.models
from app.errors import Forbidden

CAPABILITIES_OF_A_RECORD = "special_capacities"


def verbs() -> dict[str, Callable[..., Any]]:
    """Each public method of a model that names its actor, as a function."""
    found: dict[str, Callable[..., Any]] = {}
    for module in walk_packages(app.models.__path__, "app.models."):
        for owner in vars(import_module(module.name)).values():
            if inspect.isclass(owner) and owner.__module__ == module.name:
                for name, member in vars(owner).items():
                    verb = getattr(member, "__func__", member)
                    if inspect.isfunction(verb) and _acts(verb):
                        found[f"{owner.__module__}.{owner.__name__}.{name}"] = verb
    return found


def _acts(verb: Callable[..., Any]) -> bool:
    hidden = verb.__name__.startswith("_") or verb.__name__ == CAPABILITIES_OF_A_RECORD
    return "by" in inspect.signature(verb).parameters and not hidden


def _needed(verb: Callable[..., Any]) -> dict[str, Any]:
    asked = inspect.signature(verb).parameters.values()
    return {one.name: MagicMock() for one in asked if one.default is one.empty and one.kind is not one.VAR_POSITIONAL}


def test_there_are_verbs() -> None:
    assert len(verbs()) > 50


@pytest.mark.parametrize("verb", verbs().values(), ids=verbs())
def test_it_asks(verb: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(by: object, _verbs: object, _record: object) -> None:
        asked.append(by)
        raise Forbidden

    monkeypatch.setitem(verb.__globals__, "require", refuse)
    given = _needed(verb)
    with pytest.raises(Forbidden):
        verb(**given)
    assert asked == [given["by"]]
