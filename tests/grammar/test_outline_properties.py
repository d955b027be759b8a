import re
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.grammar.outline import Item, Outline, read_outline

LINES = (
    """
# {}|## {}|- [ ] {}|  - [x] {}|    - [ ] {}|- {}|  {}|{}|1. {}|> {}|> - [ ] {}|```{}|<!-- {}|-->|\t- {}|- > {}
- [{}](http://{}.example)|[{}]: http://b.example|- [ ] ![{}][x]|---|===||☐ {}|&amp; {}|- [ ] &nbsp;{}
""".strip()
    .replace("\n", "|")
    .split("|")
)
WORDS = st.text("abcxyz *_`[]()<>#!\\~éß中🎂", max_size=12)
DOCUMENTS = st.lists(st.builds(str.format, st.sampled_from(LINES), WORDS, WORDS), max_size=25).map("\n".join)
MARKERS = re.compile(r"^[ \t]*(?:\d+\. |(?:- )?\[[ xX]?\](?= ))+|- \[[ xX]?\] ", re.MULTILINE)


def flat(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from flat(item.children)


def items(outline: Outline) -> list[Item]:
    return [item for part in outline.parts for item in flat(part.items)]


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(item.title == item.title.strip() != "" for item in items(read_outline(text)))


@given(DOCUMENTS)
def test_no_word_is_lost(text: str) -> None:
    outline = read_outline(text)
    found = [text for item in items(outline) for text in (item.title, item.notes)]
    kept = words(" ".join([*found, *(part.heading or "" for part in outline.parts), outline.left_over]))
    assert words(MARKERS.sub(" ", text)) <= kept


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.booleans())))
def test_a_checklist_gives_its_items_in_its_order(rows: list[tuple[int, bool, bool]]) -> None:
    text, level = "", -1
    for number, (wish, done, note) in enumerate(rows):
        level = min(wish, level + 1)
        margin = "  " * level
        text += f"{margin}- [{'x' if done else ' '}] todo {number}\n" + f"\n{margin}  see {number}\n\n" * note
    assert [(item.title, item.done, item.notes) for item in items(read_outline(text))] == [
        (f"todo {number}", done, f"see {number}" * note) for number, (_, done, note) in enumerate(rows)
    ]


HOSTILE = [
    "- [ ] order forty boxes from the shop\n",
    "> " * 50 + "a\n",
    "- " * 100 + "x\n",
    "- [ ] " + "![a" * 300 + "\n",
    "- [ ] " + "*a **b " * 140 + "\n",
    "  " * 30 + "- a\n",
    "- [ ] [a]\n",
    "[a]: b\n",
    "<!--\n",
    "# a\n## b\n",
]


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_text_takes_time_in_proportion_to_its_length(line: str) -> None:
    """Eight times the text takes eight times as long; if each line cost a look at the others, it would be 64 times."""
    few = 12_500 // len(line)
    assert _seconds(line * 8 * few) < 24 * _seconds(line * few)


def _seconds(text: str) -> float:
    """The better of two times, and not below what the clock can tell."""
    started = [time.process_time()]
    for _ in range(2):
        read_outline(text)
        started.append(time.process_time())
    return max(0.005, min(later - earlier for earlier, later in pairwise(started)))
