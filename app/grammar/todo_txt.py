"""Lines as todo.txt has them, said in the words of our own grammar.

`(A) Call the roofer +house @phone due:2027-01-05 rec:1w` is `Call the roofer #house #phone 2027-01-05 every 1 week
!urgent`; `x ` ahead of a line says that it is done. The format: https://github.com/todotxt/todo.txt
"""

import re
from collections.abc import Sequence

_MARK = re.compile(r"\([A-Z]\) \S|x \d{4}-\d{2}-\d{2} \S")
_HEAD = re.compile(r"(?P<done>x )?(?:\((?P<priority>[A-Z])\) )?(?:\d{4}-\d{2}-\d{2} ){0,2}")
_PRIORITIES = {"A": "urgent", "B": "high", "C": "normal"}
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_REPEAT = re.compile(r"rec:\+?(\d{1,3})([dwmy])")
_DUE = re.compile(r"due:(\d{4}-\d{2}-\d{2})")
_TAG = re.compile(r"[+@](?=\S*[^\W\d_])(?=\S)")


def is_todo_txt(lines: Sequence[str]) -> bool:
    """Whether any of the lines has a mark that only todo.txt has."""
    return any(_MARK.match(line.strip()) for line in lines)


def said_anew(line: str) -> tuple[str, bool]:
    """The line in our own words, and whether it is done. When it was made and done is left out."""
    head = _HEAD.match(line)
    priority = head["priority"] if head else None
    words = [_word(word) for word in line[head.end() if head else 0 :].split()]
    urgency = [f"!{_PRIORITIES.get(priority, 'low')}"] if priority else []
    return " ".join([*words, *urgency]), bool(head and head["done"])


def _word(word: str) -> str:
    if match := _REPEAT.fullmatch(word):
        return f"every {match[1]} {_UNITS[match[2]]}"
    if match := _DUE.fullmatch(word):
        return match[1]
    return f"#{word[1:]}" if _TAG.match(word) else word
