from textwrap import dedent

from app.grammar.outline import Item, Outline, read_outline


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
