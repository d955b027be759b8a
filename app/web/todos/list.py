"""The todos of all the teams that somebody is on, in one list."""

from dataclasses import dataclass

from app.access import Access
from app.access.listing import total
from app.rendering import Page
from app.web.filtering.asked import Asked
from app.web.filtering.bar import FilterBar, filter_bar
from app.web.filtering.listed import FoundGroup, FoundList, found_group, found_list, list_bar
from app.web.todos.selection_bar import Bar


@dataclass(frozen=True)
class TodosPage(Page, template="todos/index.html"):
    """The list."""

    list: FoundList
    filters: FilterBar

    section = "todos"


@dataclass(frozen=True)
class TodosPartPage(Page, template="todos/part.html"):
    """One group of it, further down."""

    group: FoundGroup
    bar: Bar
    back: str

    section = "todos"


def todos_page(access: Access, asked: Asked) -> TodosPage:
    """The list as its address asks for it."""
    narrowing = access.narrowing(asked.told)
    listing = access.listing(narrowing, None, done=asked.done)
    headings = access.headings(listing)
    bar = filter_bar(access, asked, narrowing, None, [], total(listing, headings))
    return TodosPage(found_list(access, asked, listing, headings, []), bar)


def todos_part(access: Access, asked: Asked, key: int, after: int | None) -> TodosPartPage:
    """A page of one of its groups, from behind the todo `after`."""
    listing = access.listing(access.narrowing(asked.told), None, done=asked.done)
    group = found_group(access, asked, listing, key, after)
    return TodosPartPage(group, list_bar(access, listing, []), asked.url())
