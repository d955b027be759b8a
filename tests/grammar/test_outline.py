from textwrap import dedent

import pytest

from app.grammar.limits import DEPTH_MAX, NAME_MAX, NOTES_MAX, TITLE_MAX
from app.grammar.outline import Item, Outline, Part, read_outline


def read(text: str) -> Outline:
    return read_outline(dedent(text).strip("\n"))


def items(text: str) -> tuple[Item, ...]:
    (part,) = read(text).parts
    return part.items


def titles(text: str) -> list[str]:
    return [item.title for item in items(text)]


CHECKLIST = """
    # Moving house

    Everything before the van comes.

    - [Packing](#packing)

    ## Packing

    > Start early.

    - [ ] **Boxes:** order forty of them

      From the *green* shop.

    - [x] Tape
      - [ ] strong
      - [X] wide
        - keep the receipt

    <!-- a remark -->
    ```sh
    - [ ] not a todo
    ```

    - [shop](https://shop.example)

    ---

    ## Later

    ### Garden

    1. [ ] mow
    2. [x] rake

    ## Thanks

    - to all
"""


def test_a_checklist_gives_its_task_items_under_their_headings() -> None:
    outline = read(CHECKLIST)
    assert [(part.heading, [item.title for item in part.items]) for part in outline.parts] == [
        ("Packing", ["Boxes: order forty of them", "Tape"]),
        ("Garden", ["mow", "rake"]),
    ]
    assert (outline.count, outline.section_count) == (6, 2)


def test_a_ticked_box_is_a_done_todo() -> None:
    tape, rake = read(CHECKLIST).parts[0].items[1], read(CHECKLIST).parts[1].items[1]
    assert [item.done for item in (tape, *tape.children, rake)] == [True, False, True, True]


def test_what_is_indented_under_an_item_is_its_notes() -> None:
    boxes, tape = read(CHECKLIST).parts[0].items
    assert boxes.notes == "From the *green* shop."
    assert tape.children[1].notes == "- keep the receipt"


def test_what_follows_an_item_is_notes_of_the_outermost_one() -> None:
    tape = read(CHECKLIST).parts[0].items[1]
    assert tape.notes == "<!-- a remark -->\n```sh\n- [ ] not a todo\n```\n\n- [shop](https://shop.example)\n\n---"


def test_what_belongs_to_no_todo_is_left_over_with_its_headings() -> None:
    assert read(CHECKLIST).left_over == dedent("""
        # Moving house

        Everything before the van comes.

        - [Packing](#packing)

        ## Packing

        > Start early.

        ## Later

        ## Thanks

        - to all
    """).strip("\n")


def test_a_part_knows_the_headings_above_its_own() -> None:
    assert [part.above for part in read(CHECKLIST).parts] == [("Moving house",), ("Moving house", "Later")]


def test_every_list_item_is_a_todo_where_there_are_no_checkboxes() -> None:
    (outer, last) = items("""
        * Kitchen
          1. paint
             + white
        * Bath
    """)
    assert outer == Item("Kitchen", children=(Item("paint", children=(Item("white"),)),))
    assert last == Item("Bath")


def test_every_line_is_a_todo_word_for_word_where_there_are_no_lists() -> None:
    assert titles("call *Bob*\n\n  2 * 3 * 4\n> 5 #house") == ["call *Bob*", "2 * 3 * 4", "> 5 #house"]


def test_plain_lines_stand_in_sections_too() -> None:
    assert read("# House\nclean\n# Garden\nmow").parts == (
        Part("House", (Item("clean"),)),
        Part("Garden", (Item("mow"),)),
    )


def test_code_among_plain_lines_is_notes_of_the_line_before() -> None:
    assert items("run it\n```\nmake run\n```\nlook") == (Item("run it", "```\nmake run\n```"), Item("look"))


@pytest.mark.parametrize(
    "line", ["Buy  milk", "2 * 3 * 4", "#1 thing", "# Foo", "1. Foo", "> 5", "---", "```", "a [b](c)"]
)
def test_one_line_alone_is_one_todo_word_for_word(line: str) -> None:
    assert read_outline(f"\n {line} \n") == Outline((Part(None, (Item(line),)),))


@pytest.mark.parametrize("line", ["- Foo", "* Foo", "• Foo", "- [x] Foo", "[X] Foo", "☑ Foo", "1. [x] Foo"])
def test_one_line_alone_can_be_a_list_item(line: str) -> None:
    assert read_outline(line).parts == (Part(None, (Item("Foo", done="x" in line.lower() or "☑" in line),)),)


def test_bullets_and_boxes_of_other_programs_are_understood() -> None:
    assert [(item.title, item.done) for item in items("☐ tea\n☑ milk\n☒ jam\n[ ] rice\n[x] beans")] == [
        ("tea", False), ("milk", True), ("jam", True), ("rice", False), ("beans", True),
    ]  # fmt: skip
    assert items("• fruit\n  ◦ pears") == (Item("fruit", children=(Item("pears"),)),)


def test_a_plain_item_with_task_items_under_it_is_their_parent() -> None:
    assert items("- Kitchen\n  - [ ] paint\n- remark") == (Item("Kitchen", "- remark", children=(Item("paint"),)),)


def test_an_item_without_text_is_no_todo() -> None:
    assert read("- [ ]\n  - [ ] paint") == Outline((Part(None, (Item("paint"),)),), "- [ ]")


def test_quoted_items_stay_in_the_notes() -> None:
    assert items("- [ ] answer\n> - [ ] theirs") == (Item("answer", "> - [ ] theirs"),)


def test_levels_beyond_the_last_are_attached_there() -> None:
    item = items("\n".join(f"{'  ' * level}- [ ] {level}" for level in range(8)))[0]
    for _ in range(DEPTH_MAX - 2):
        (item,) = item.children
    assert [child.title for child in item.children] == ["4", "5", "6", "7"]


def test_a_line_that_a_person_broke_off_ends_the_title() -> None:
    assert items("- [ ] Buy paint\n  Two litres, white.\n- [ ] Rest\nat last") == (
        Item("Buy paint", "Two litres, white."),
        Item("Rest", "at last"),
    )


def test_lines_that_an_editor_wrapped_are_one_title() -> None:
    first = "Ask the neighbours on both sides whether the scaffolding may stand"
    assert items(f"- [ ] {first}\n      there until May\n      or June") == (
        Item(f"{first} there until May", "or June"),
    )


def test_a_title_keeps_no_markdown_and_its_links_stay_in_the_notes() -> None:
    assert items("- [ ] **Read** [the `guide`](https://guide.example)\n\n  twice") == (
        Item("Read the guide", "**Read** [the `guide`](https://guide.example)\n\ntwice"),
    )


def test_notes_bring_the_link_definitions_that_they_refer_to() -> None:
    first, second = items(
        "- [ ] see [it][a]\n- [ ] b\n\n  also [there]\n\n# end\n\n[a]: http://a.example\n[there]: http://b.example"
    )
    assert first == Item("see it", "see [it][a]\n\n[a]: http://a.example")
    assert second.notes == "also [there]\n\n[there]: http://b.example"


def test_a_long_title_is_cut_between_words_and_stands_in_full_in_the_notes() -> None:
    long = "word " * 100
    for text in (f"- [ ] {long}\n- [ ] b", f"{long}\nb"):
        item = items(text)[0]
        assert len(item.title) <= TITLE_MAX
        assert item.title.endswith("word…")
        assert item.notes == long.strip()


def test_a_long_heading_is_cut_and_stands_in_full_in_what_is_left_over() -> None:
    outline = read(f"# {'word ' * 30}\n- a\n- b")
    assert len(outline.parts[0].heading or "") <= NAME_MAX
    assert outline.left_over == f"# {'word ' * 30}"


def test_what_does_not_fit_into_the_notes_is_left_over() -> None:
    outline = read_outline("- [ ] a\n\n" + "word\n" * (NOTES_MAX // 4))
    assert len(outline.parts[0].items[0].notes) <= NOTES_MAX
    assert outline.parts[0].items[0].notes.count("word") + outline.left_over.count("word") == NOTES_MAX // 4


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028"])
def test_line_breaks_of_other_systems_mean_the_same(line_break: str) -> None:
    text = dedent(CHECKLIST)
    assert read_outline(text.replace("\n", line_break)) == read_outline(text)


def test_tabs_and_a_margin_mean_the_same_as_spaces() -> None:
    expected = (Item("a", children=(Item("b", "note"),)), Item("c"))
    assert read_outline("\t- a\n\t\t- b\n\n\t\t  note\n\t- c").parts[0].items == expected
    assert read_outline("    - a\n      - b\n\n        note\n    - c").parts[0].items == expected


@pytest.mark.parametrize("title", ["اشترِ الحليب", "להתקשר 👩‍👩‍👧", "牛乳を買う"])
def test_any_script_is_kept(title: str) -> None:
    assert titles(f"- [ ] {title}\n- [ ] b")[0] == titles(f"{title}\nb")[0] == title


def test_a_product_in_a_list_keeps_its_signs_in_the_notes() -> None:
    assert items("- 2*3*4 boxes")[0].notes == "2*3*4 boxes"
