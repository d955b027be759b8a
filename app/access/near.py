"""Near misses: what somebody may have meant who found nothing."""

from collections.abc import Mapping

import sqlalchemy as sa
from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlmodel import col, func

from app.access.heroes import hero_known
from app.access.reach import team_living
from app.access.search import Search, State
from app.grammar.search import Query, fold, read_query, words_of
from app.models import Hero, Team, Todo

RECENT = 2000
"""Of the newest todos that the hero reaches, titles whose words may have been meant."""
LOOKED_AT = 100_000
"""They are looked for among so many of the newest of all."""
FARTHEST = 2


class NearMisses(Search):
    """Spelling as those spell with whom the hero works: no word of a team that they do not reach is ever offered."""

    def near_miss(self, query: Query, *, state: State = State.ALL, team: Team | None = None) -> str:
        """The words that may have been meant, all of which are found together; empty if there are none."""
        known = self._vocabulary(team)
        meant = " ".join(_nearest(word, known) for word in query.folded)
        read = read_query(meant)
        if read.folded == query.folded or not self.search(read, state=state, team=team).total:
            return ""
        return meant

    def _vocabulary(self, team: Team | None) -> Mapping[str, str]:
        """Words by what they fold to."""
        here = sa.true() if team is None else col(Team.id) == team.id
        titles = (
            sa.select(col(Todo.title))
            .join(Team, col(Team.id) == Todo.team_id)
            .where(team_living(self.hero), here, col(Todo.trashed_at).is_(None))
            .where(col(Todo.id) > sa.select(func.max(col(Todo.id)) - LOOKED_AT).scalar_subquery())
            .order_by(col(Todo.id).desc())
            .limit(RECENT)
        )
        heroes = sa.select(col(Hero.name)).where(hero_known(self.hero), col(Hero.trashed_at).is_(None)).limit(RECENT)
        teams = sa.select(col(Team.name)).where(team_living(self.hero), here).limit(RECENT)
        texts = [text for names in (titles, heroes, teams) for text in self._session.scalars(names)]
        return {fold(word): word.lower() for text in texts for word in words_of(text)}


def _nearest(word: str, known: Mapping[str, str]) -> str:
    """The known word that takes the fewest slips, two at most, and fewer in a short word; else the word itself."""
    if word in known:
        return known[word]
    slips = min(FARTHEST, (len(word) - 1) // 2)
    near = process.extractOne(word, known.keys(), scorer=OSA.distance, score_cutoff=slips) if slips else None
    return known[near[0]] if near else word
