"""A long list as people paste it: headings, items, items below items, notes, and some of it done."""

from dataclasses import dataclass, field

SECTIONS = ("Before the tide", "On the water", "Back ashore", "Paper work")
TOP, EVERY = 12, 3
"""Items in a section, and which of them have others below them."""


@dataclass(frozen=True)
class Entry:
    """An item of the list."""

    title: str
    notes: str = ""
    done: bool = False
    below: list["Entry"] = field(default_factory=list)

    def written(self, depth: int = 0) -> str:
        """Its Markdown."""
        own = f"{'  ' * depth}- [{'x' if self.done else ' '}] {self.title}"
        notes = f"\n\n{'  ' * depth}  {self.notes}\n" if self.notes else ""
        return "\n".join([own + notes, *(entry.written(depth + 1) for entry in self.below)])


def _entry(section: str, number: int) -> Entry:
    title = f"{section}, step {number}"
    below = [Entry(f"{title}, part {part}", done=part == 1) for part in (1, 2, 3)] if number % EVERY == 0 else []
    notes = f"Step {number} has *its own* reason." if number % 4 == 1 else ""
    return Entry(title, notes, number % 7 == 0, below)


CHECKLIST = {section: [_entry(section, number) for number in range(1, TOP + 1)] for section in SECTIONS}
COUNT = sum(1 + len(entry.below) for entries in CHECKLIST.values() for entry in entries)
TEXT = "# Harbour day\n\n" + "\n\n".join(
    f"## {section}\n\n" + "\n".join(entry.written() for entry in entries) for section, entries in CHECKLIST.items()
)
