"""QR codes: an address to be read by the camera of a phone."""

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """The text as a picture of its own: dark on light in either theme, as cameras want it, with its quiet border."""
    code = segno.make(text, error="m", micro=False)
    return Markup(code.svg_inline(dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None))
