"""Link definitions, which stand once in a text but are wanted by each of the notes that it is taken apart into."""

import re

from markdown_it.common.utils import normalizeReference

from app.grammar.wording import References

_LABEL = re.compile(r"\[([^\[\]\n]{1,200})\]")


class Definitions:
    """The link definitions of a text. They add at most `room` characters in all, so a small text cannot blow up."""

    def __init__(self, references: References, room: int) -> None:
        self._targets = {label: str(found["href"]) for label, found in references.get("references", {}).items()}
        self._room = room

    def missing_in(self, notes: str) -> str:
        """Definitions of the labels that the notes use and do not define, as Markdown lines."""
        if not self._targets:
            return ""
        labels = {normalizeReference(label): label for label in _LABEL.findall(notes)}
        known = {label: self._targets[key] for key, label in labels.items() if self._targets.get(key)}
        lines = "\n".join(f"[{label}]: {target}" for label, target in known.items() if f"[{label}]:" not in notes)
        if len(lines) > self._room:
            return ""
        self._room -= len(lines)
        return lines
