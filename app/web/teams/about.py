"""What a team says about itself, above its list."""

from dataclasses import dataclass

from markupsafe import Markup

from app.access import Access
from app.grammar.wording import cut
from app.models import Team
from app.rendering import View
from app.text import markdown

SHORT, FEW_LINES = 240, 4
LEAD = 120
"""Characters."""


@dataclass(frozen=True)
class About(View, template="teams/_about.html"):
    """A team's description; one that is long is folded behind its beginning, the `lead`."""

    team: Team
    words: Markup
    lead: str


def about(access: Access, team: Team) -> About | None:
    """The description, if there is one."""
    text = team.description.strip()
    if not text:
        return None
    words = markdown(text, access.mentioned(team.id, text), access.hero.id)
    long = len(text) > SHORT or text.count("\n") >= FEW_LINES
    return About(team, words, cut(words.striptags(), LEAD) if long else "")
