"""What lies in the trash has a history for those who may bring it back."""

from typing import TypeVar

from app.access import Access
from app.errors import NotFound
from app.i18n import _
from app.models import may
from app.models.trashable import Trashable

R = TypeVar("R", bound=Trashable)


def restorable(access: Access, record: R) -> R:
    """The record. Raises NotFound if it lies in the trash and the hero may not restore it."""
    if record.trashed and not may(access.hero, f"{record.__tablename__}.restore", record):
        raise NotFound(_("The address is wrong, or what was here has been deleted."))
    return record
