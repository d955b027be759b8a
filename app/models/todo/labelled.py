"""The labels on a todo."""

from typing import TYPE_CHECKING

from app.errors import Unprocessable
from app.i18n import _
from app.models.label import Label, TodoLabel
from app.models.rules import require
from app.models.todo.fields import TodoFields

if TYPE_CHECKING:
    from app.models.hero import Hero


class Labelled(TodoFields):
    """Something that carries its team's labels."""

    def put_label(self, label: Label, by: "Hero", *, again: bool = False) -> None:
        """Put a label of its team on; a second time does nothing. One that it had comes back (`again`) even from the
        trash: hidden, as it was. Raises Forbidden, Unprocessable.
        """
        require(by, "todo.label", self)
        if label.team_id != self.team_id or (label.trashed and not again):
            raise Unprocessable(
                _("The label “%(label)s” is not one of %(team)s. Nothing was changed.")
                % {"label": label.name, "team": self.team.name}
            )
        if all(link.label_id != label.id for link in self.label_links):
            self.label_links.append(TodoLabel(label=label, label_id=label.id))

    def take_label(self, label: Label, by: "Hero") -> None:
        """Take a label off. Raises Forbidden."""
        require(by, "todo.label", self)
        for link in [link for link in self.label_links if link.label_id == label.id]:
            self.label_links.remove(link)
