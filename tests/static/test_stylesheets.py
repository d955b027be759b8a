"""The stylesheets: small files whose order means nothing, because one line orders the layers."""

import re
from pathlib import Path

import pytest

from app.settings import ROOT

FILES = sorted((ROOT / "static/css").rglob("*.css"))
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")


def outside_layers(css: str) -> str:
    """What stands outside every top-level block, and the blocks' own heads."""
    depth, rest = 0, []
    for piece in re.split(r"([{}])", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        if depth == 0 and piece != "}":
            rest.append(piece.strip())
    return " ".join(part for part in rest if part)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_rule_is_in_a_layer_and_every_file_is_short(path: Path) -> None:
    css = path.read_text("utf-8")
    if path.name == "_layers.css":
        assert outside_layers(css) == f"@layer {', '.join(LAYERS)};"
    else:
        assert re.fullmatch(rf"(@layer ({'|'.join(LAYERS)}) ?)+", outside_layers(css))
    assert css.count("\n") <= 300


def test_every_address_in_a_stylesheet_exists() -> None:
    addresses = {address for path in FILES for address in re.findall(r'url\("([^"]+)"\)', path.read_text("utf-8"))}
    assert addresses
    assert all((ROOT / address.removeprefix("/")).is_file() for address in addresses)
