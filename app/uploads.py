"""Files that somebody sends. They are read on the event loop and looked at one after another."""

from collections.abc import AsyncIterator
from typing import Any

from fastapi import Depends, Request
from pydantic import BaseModel
from starlette.datastructures import UploadFile

from app.forms import FIELDS_MAX, PART_MAX, Form, own_key
from app.i18n import _


class Upload(BaseModel):
    """The bytes of a file, whatever its name says that they are; at most one more than were asked for."""

    content: bytes


def upload(name: str, most: int) -> Any:
    """A dependency that reads one file into a form. It never raises.

    Whoever sends one waits here, on the event loop, until the one before has been answered: to look at a big picture
    takes much memory, and no thread that could show somebody a page is held meanwhile.
    """

    async def read(request: Request) -> AsyncIterator[Form[Upload]]:
        async with request.form(max_files=1, max_fields=FIELDS_MAX, max_part_size=PART_MAX) as body:
            file = body.get(name)
            content = await file.read(most + 1) if isinstance(file, UploadFile) else b""
            form: Form[Upload] = Form(key=own_key(str(body.get("_key", ""))))
        if content:
            form.keep(Upload(content=content))
        else:
            form.errors[name] = _("Choose a file first.")
        async with request.app.state.uploads:
            yield form

    return Depends(read, scope="function")
