"""Pictures of people: whatever somebody sends becomes one small square that holds nothing but its colours."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageOps

from app import wording
from app.errors import Unprocessable
from app.i18n import _

SIDE = 256
BYTES_MAX = 10_485_760
PIXELS_MAX = 40_000_000
"""More than that takes hundreds of megabytes to look at, however few bytes say so."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
TYPE = "image/webp"
SHADED = ("L", "RGB", "RGBA", "CMYK")
"""What can be made smaller as it is, without a copy of the whole."""
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, OverflowError, MemoryError)


def portrait(content: bytes) -> bytes:
    """The middle of a picture, 256 pixels wide and high, upright and without what cameras write beside it.

    By its content, whatever its name says; of a moving one the first frame. Raises Unprocessable.
    """
    if len(content) > BYTES_MAX:
        raise too_large()
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            return _square(image)
    except (*_BROKEN, struct.error, zlib.error, Image.DecompressionBombError) as error:
        raise Unprocessable(_("This is no picture that we can read. Choose a JPEG, PNG, WebP or GIF.")) from error


def too_large() -> Unprocessable:
    """The refusal of a file of more bytes than anybody looks at."""
    most = wording.size(BYTES_MAX)
    return Unprocessable(_("This file has more than %(size)s. Choose a smaller picture.") % {"size": most})


def _square(image: Image.Image) -> bytes:
    if image.width * image.height > PIXELS_MAX:
        raise Unprocessable(
            _("This picture has more than %(count)d megapixels. Choose a smaller one.")
            % {"count": PIXELS_MAX // 1_000_000}
        )
    image.draft("RGB", (2 * SIDE, 2 * SIDE))  # a JPEG need not be read in full
    shades = image if image.mode in SHADED else image.convert("RGBA")
    face = ImageOps.exif_transpose(ImageOps.fit(shades, (SIDE, SIDE))).convert("RGBA")
    flat = Image.new("RGB", face.size, "white")
    flat.paste(face, mask=face)
    square = BytesIO()
    flat.save(square, "WEBP", quality=86)
    return square.getvalue()
