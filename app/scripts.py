"""The scripts as one file: a browser fetches them in one go instead of one after the other, import by import.

Knows just the forms that our scripts have: `import { a, b } from "./x.js";`, `import "./x.js";` and
`export function|const name`. What it does not know it refuses, so that nothing is left out in silence.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r'^import (?:\{([^{}]*)\} from )?"(\.[^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const) (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def joined(files: Mapping[str, str], entry: str) -> str:
    """The script at `entry` and all it imports, each in a scope of its own that runs once, in the order of imports.

    `files` are the scripts by path. Raises ValueError for what it does not know, or for imports that go in a circle.
    """
    order = list(dict.fromkeys(_in_order(files, entry, ())))
    parts = [_wrapped(files[path], path, order) for path in order]
    return "\n".join(['(() => {\n"use strict";', *parts, "})();\n"])


def _in_order(files: Mapping[str, str], path: str, above: tuple[str, ...]) -> Iterator[str]:
    if path in above:
        raise ValueError(f"{path} imports itself, by way of {', '.join(above)}.")
    for found in _IMPORT.finditer(files[path]):
        yield from _in_order(files, _path(path, found[2]), (*above, path))
    yield path


def _wrapped(text: str, path: str, order: list[str]) -> str:
    def import_(found: re.Match[str]) -> str:
        names, other = found[1], _name(_path(path, found[2]), order)
        return f"const {{{names.replace(' as ', ': ')}}} = {other};" if names else ""

    exported = [found[1] for found in _EXPORT.finditer(text)]
    body = _EXPORT.sub("", _IMPORT.sub(import_, text))
    if left := _LEFT.search(body):
        raise ValueError(f"{path}: {left[0]}")
    if not exported:
        return f"{{\n{body}\n}}"
    return f"const {_name(path, order)} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();"


def _path(importer: str, relative: str) -> str:
    return normpath(join(dirname(importer), relative))


def _name(path: str, order: list[str]) -> str:
    return f"${order.index(path)}"
