"""Deals the lines of a text out to its stretches and todos: every line has one owner."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from textwrap import dedent

from app.grammar.blocks import Entry, Heading
from app.grammar.limits import DEPTH_MAX


@dataclass
class Draft:
    """A todo on the way: the entry that it comes from, and the lines that are its notes."""

    entry: Entry
    parent: "Draft | None" = None
    depth: int = 1
    children: list["Draft"] = field(default_factory=list)
    indented: list[str] = field(default_factory=list)
    following: list[str] = field(default_factory=list)

    @property
    def notes(self) -> str:
        """What is indented under the item, then what follows it, each without its margin."""
        parts = (dedent("\n".join(part)).strip("\n") for part in (self.indented, self.following))
        return "\n\n".join(part for part in parts if part)

    def add(self, entry: Entry) -> "Draft":
        """A new draft one level below this one, or beside it where that would be too deep."""
        if self.depth == DEPTH_MAX and self.parent:
            return self.parent.add(entry)
        self.indented.append("")
        self.children.append(Draft(entry, self, self.depth + 1))
        return self.children[-1]


@dataclass
class Stretch:
    """What lies between one heading and the next: outermost todos, and the lines that belong to none of them."""

    heading: Heading | None
    drafts: list[Draft] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)

    def add(self, entry: Entry) -> Draft:
        """A new outermost draft."""
        self.drafts.append(Draft(entry))
        return self.drafts[-1]


def deal_out(lines: list[str], marks: Iterable[Heading | Entry]) -> list[Stretch]:
    """The stretches of a text, the first without a heading. `marks` are in the order of their lines."""
    stretches = [Stretch(None)]
    inside: list[Draft] = []
    at = 0
    for mark in marks:
        _deal(lines, range(at, mark.line), inside, stretches[-1])
        at = mark.end
        if isinstance(mark, Heading):
            stretches.append(Stretch(mark))
        else:
            _leave(inside, mark.line)
            inside.append((inside[-1] if inside else stretches[-1]).add(mark))
    _deal(lines, range(at, len(lines)), inside, stretches[-1])
    return stretches


def _deal(lines: list[str], numbers: range, inside: list[Draft], stretch: Stretch) -> None:
    for number in numbers:
        _leave(inside, number)
        if inside:
            inside[-1].indented.append(lines[number])
        elif stretch.drafts:
            stretch.drafts[-1].following.append(lines[number])
        else:
            stretch.prose.append(lines[number])


def _leave(inside: list[Draft], line: int) -> None:
    while inside and inside[-1].entry.close <= line:
        inside.pop()
