import pytest

from app.grammar.slips import is_slip


@pytest.mark.parametrize("name", ["hosue", "House", "houze", "hous", "houses", "húse", "hhouse", "xhouse", "ohuse"])
def test_one_letter_away_is_a_slip(name: str) -> None:
    assert is_slip(name, "house")
    assert is_slip("house", name)


@pytest.mark.parametrize(
    ("name", "known"), [("mouses", "house"), ("art", "car"), ("a", "b"), ("esuoh", "house"), ("ho", "house")]
)
def test_further_away_or_too_short_it_is_another_name(name: str, known: str) -> None:
    assert not is_slip(name, known)
