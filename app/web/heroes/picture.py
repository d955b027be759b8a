"""/heroes/{id}/picture: PUT shows a hero by a picture, DELETE by their initials again; below it the picture itself."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from app.errors import Unprocessable
from app.forms import Form, new_key
from app.models import Hero
from app.models.rules import require
from app.paths import Id
from app.pictures import BYTES_MAX, TYPE, portrait
from app.rendering import Page, page, swaps
from app.request import Ctx, Router
from app.uploads import Upload, upload
from app.wording import size

router = Router()
FOREVER = "private, max-age=31536000, immutable"
PICTURE = "picture"


@dataclass(frozen=True)
class PicturePage(Page, template="heroes/picture.html"):
    """The form, with how the hero is shown now; `mine` where that is the viewer. `most` is what a file may have."""

    hero: Hero
    mine: bool
    form: Form[Upload]
    most: str

    section = "heroes"


@router.get("/heroes/{hero_id}/picture")
def edit(ctx: Ctx, hero_id: Id) -> Response:
    """The form."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.edit", hero)
    return page(ctx, _page(ctx, hero, Form(key=new_key())))


@router.get("/heroes/{hero_id}/picture/{digest}")
def show(ctx: Ctx, hero_id: Id, digest: Annotated[str, Path(pattern="^[0-9a-f]{32}$")]) -> Response:
    """The picture. Another one has another address, so browsers may keep it."""
    return Response(ctx.access.picture(hero_id, digest), headers={"Cache-Control": FOREVER}, media_type=TYPE)


@router.put("/heroes/{hero_id}/picture")
def update(ctx: Ctx, hero_id: Id, form: Annotated[Form[Upload], upload(PICTURE, BYTES_MAX)]) -> Response:
    """Take the picture, made small. Looking at it takes a while, in which nobody waits for the database."""
    require(ctx.hero, "hero.edit", ctx.access.known_hero(hero_id))
    square = b"" if form.errors else ctx.guest.aside(partial(_looked_at, form))
    hero = ctx.access.known_hero(hero_id)
    if form.errors:
        return page(ctx, _page(ctx, hero, form), 422)
    hero.choose_picture(ctx.access.keep_picture(square), by=ctx.hero)
    return swaps(ctx, otherwise=f"/heroes/{hero.id}")


@router.delete("/heroes/{hero_id}/picture")
def destroy(ctx: Ctx, hero_id: Id) -> Response:
    """Their initials again; a second time does nothing."""
    hero = ctx.access.known_hero(hero_id)
    hero.choose_picture(None, by=ctx.hero)
    return swaps(ctx, otherwise=f"/heroes/{hero.id}")


def _looked_at(form: Form[Upload]) -> bytes:
    try:
        return portrait(form.data.content)
    except Unprocessable as refusal:
        form.errors[PICTURE] = refusal.message
        return b""


def _page(ctx: Ctx, hero: Hero, form: Form[Upload]) -> PicturePage:
    return PicturePage(hero, hero.id == ctx.hero.id, form, size(BYTES_MAX))
