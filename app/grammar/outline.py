"""What a pasted text means: its sections, its todos with their notes, and what is neither.

- In a text with checkboxes the task items are the todos, and so is a plain item that has task items under it.
- In a text with lists but no checkboxes every list item is a todo.
- In any other text every line is a todo, word for word, except headings, rules and fenced code.
- One line alone is one todo, word for word, unless it is a bullet or a task item.
- Lines as todo.txt has them are said in our own words; see `todo_txt`.

A title is the first line of its item, together with the lines that an editor wrapped it into. All else is prose: notes
of the item that it is indented under, else of the last outermost item before it in its section. Prose before the first
item of a section is left over, with its heading; so are headings that hold no items themselves. No word gets lost: what
is cut off a title or a name, or is not in its plain words (the target of a link), stands in the notes or in what is
left over. Notes that refer to a link definition elsewhere in the text have a copy of it as their last lines.
"""

import re
from dataclasses import dataclass, field

from app.grammar.blocks import Blocks, Entry, Heading, read_blocks
from app.grammar.drafts import Draft, Stretch, deal_out
from app.grammar.limits import NAME_MAX, NOTES_MAX, TITLE_MAX
from app.grammar.references import Definitions
from app.grammar.todo_txt import is_todo_txt, said_anew
from app.grammar.wording import References, cut, one_line, readable, says_all, split_at

_ESCAPE = re.compile(r'(?<!\S)\\(?=[#@!/"])')
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


@dataclass(frozen=True)
class Item:
    """A todo: a title on one line, notes in Markdown. At most DEPTH_MAX levels; deeper ones are on the last level.

    `line` is all that the title was taken from, for the grammar of lines to read.
    """

    title: str
    notes: str = ""
    done: bool = False
    children: tuple["Item", ...] = ()
    line: str = field(default="", compare=False)

    @property
    def count(self) -> int:
        """This todo and all below it."""
        return 1 + sum(child.count for child in self.children)


@dataclass(frozen=True)
class Part:
    """The todos of one section; `heading` None is no section. `above` are the headings that its heading is under."""

    heading: str | None
    items: tuple[Item, ...]
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    """A text as sections and todos; `left_over` is the Markdown of it that became neither."""

    parts: tuple[Part, ...]
    left_over: str = ""

    @property
    def count(self) -> int:
        """All todos, nested ones included."""
        return sum(item.count for part in self.parts for item in part.items)

    @property
    def section_count(self) -> int:
        """The parts that have a heading."""
        return sum(part.heading is not None for part in self.parts)


def read_outline(text: str) -> Outline:
    """The sections and todos of any text, in its order. Never raises; takes time in proportion to the length."""
    lines = _lines(text)
    blocks = read_blocks(lines)
    writer = _Writer(lines, blocks.references)
    parts = [writer.part(stretch) for stretch in deal_out(lines, _marks(lines, blocks))]
    return Outline(tuple(part for part in parts if part.items), "\n\n".join(writer.left_over))


def _lines(text: str) -> list[str]:
    return _LINE_BREAK.sub("\n", text).replace("\0", "\ufffd").removeprefix("\ufeff").split("\n")


def _marks(lines: list[str], blocks: Blocks) -> list[Heading | Entry]:
    written = [number for number, line in enumerate(lines) if line.strip()]
    if len(written) == 1 and is_todo_txt([lines[written[0]]]):
        return [_todo_txt(lines, written[0])]
    if len(written) == 1 and all(entry.numbered and entry.done is None for entry in blocks.entries):
        return [_plain(lines, written[0])]
    apart = blocks.set_apart.union(*(range(heading.line, heading.end) for heading in blocks.headings))
    plain = [number for number in written if number not in apart]
    read = _todo_txt if is_todo_txt([lines[number] for number in plain]) else _plain
    entries = _task_items(blocks.entries) or blocks.entries or [read(lines, number) for number in plain]
    return sorted([*blocks.headings, *entries], key=lambda mark: mark.line)


def _plain(lines: list[str], number: int) -> Entry:
    return Entry(number, number + 1, number + 1, lines[number].strip(), verbatim=True)


def _todo_txt(lines: list[str], number: int) -> Entry:
    text, done = said_anew(lines[number].strip())
    return Entry(number, number + 1, number + 1, text, verbatim=True, done=done)


def _task_items(entries: list[Entry]) -> list[Entry]:
    wanted: set[int] = set()
    for entry in reversed(entries):
        if entry.done is not None or entry.line in wanted:
            wanted.update({entry.line, entry.parent.line} if entry.parent else {entry.line})
    return [entry for entry in entries if entry.line in wanted]


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(filter(None, texts))


class _Writer:
    """Turns drafts into items, and keeps what does not fit into them."""

    def __init__(self, lines: list[str], references: References) -> None:
        self.lines = lines
        self.references = references
        self.definitions = Definitions(references, room=sum(map(len, lines)))
        self.left_over: list[str] = []
        self._above: list[Heading] = []

    def part(self, stretch: Stretch) -> Part:
        """The section of a stretch; without items, all of the stretch is left over."""
        heading = stretch.heading
        name, whole = self._short(heading, NAME_MAX) if heading else (None, True)
        prose = stretch.prose
        if heading and ("".join(prose).strip() or not whole or not stretch.drafts):
            prose = self.lines[heading.line : heading.end] + prose
        self._leave("\n".join(prose).strip("\n"))
        return Part(name, tuple(map(self.item, stretch.drafts)), self._headings_above(heading))

    def _headings_above(self, heading: Heading | None) -> tuple[str, ...]:
        if not heading:
            return ()
        self._above = [outer for outer in self._above if outer.level < heading.level]
        names = tuple(self._short(outer, NAME_MAX)[0] for outer in self._above)
        self._above.append(heading)
        return names

    def item(self, draft: Draft) -> Item:
        """The todo of a draft and all below it."""
        title, whole = self._short(draft.entry, TITLE_MAX)
        written = "" if whole else one_line(draft.entry.text)
        notes = _paragraphs(written, draft.notes)
        notes, rest = split_at(_paragraphs(notes, self.definitions.missing_in(notes)), NOTES_MAX)
        self._leave(rest)
        children = tuple(map(self.item, draft.children))
        return Item(title, notes, bool(draft.entry.done), children, self._line(draft.entry))

    def _line(self, entry: Entry) -> str:
        """All words of an entry, with the backslashes that mean something to the grammar of lines."""
        return entry.text if entry.verbatim else readable(_ESCAPE.sub(r"\\\\", entry.text), self.references)

    def _short(self, mark: Heading | Entry, limit: int) -> tuple[str, bool]:
        """The plain words of a mark, and whether they say all that was written."""
        verbatim = isinstance(mark, Entry) and mark.verbatim
        plain = mark.text if verbatim else readable(mark.text, self.references)
        return cut(plain, limit), len(plain) <= limit and says_all(plain, mark.text)

    def _leave(self, text: str) -> None:
        if text.strip():
            self.left_over.append(text)
