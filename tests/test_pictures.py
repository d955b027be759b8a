"""Whatever somebody sends becomes a small square, or a sentence."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random

import pytest
from PIL import Image

from app.errors import Unprocessable
from app.pictures import BYTES_MAX, PIXELS_MAX, SIDE, portrait

Make = Callable[[], bytes]
RED, BLUE = (200, 30, 40), (30, 40, 200)
MODES = ("JPEG RGB", "JPEG CMYK", "JPEG L", "PNG RGB", "PNG RGBA", "PNG LA", "PNG P", "PNG 1", "GIF P")


def written(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def sample(kind: str, mode: str) -> bytes:
    return written(Image.linear_gradient("L").resize((320, 200)).convert("RGB").convert(mode), kind)


def read(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def colour_at(image: Image.Image, x: int, y: int) -> str:
    red, _green, blue = image.convert("RGB").getpixel((x, y))  # type: ignore[misc]  # of this mode it is three numbers
    return "red" if red > blue else "blue"


def halves(size: tuple[int, int] = (300, 200)) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (0, size[1] // 2, *size))
    return image


@pytest.mark.parametrize("what", [*MODES, "WEBP RGB", "WEBP RGBA"])
def test_every_kind_of_picture_becomes_a_square(what: str) -> None:
    kind, mode = what.split()
    square = read(portrait(sample(kind, mode)))
    assert (square.format, square.mode, square.size) == ("WEBP", "RGB", (SIDE, SIDE))


def test_a_small_one_and_a_very_long_one_do_too() -> None:
    for size in ((1, 1), (3, 200), (5000, 2)):
        assert read(portrait(written(Image.new("RGB", size, RED), "PNG"))).size == (SIDE, SIDE)


def test_the_middle_is_kept() -> None:
    image = Image.new("RGB", (900, 300), RED)
    image.paste(BLUE, (300, 0, 600, 300))
    square = read(portrait(written(image, "PNG")))
    assert {colour_at(square, x, 128) for x in (8, 128, 248)} == {"blue"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_is_upright_and_what_the_camera_wrote_is_gone(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x0110], exif[0x8298] = 3, "Secret camera", "Somebody's name"  # upside down
    exif.get_ifd(0x8825)[2] = (41.0, 8.0, 37.0)
    square = portrait(written(halves(), kind, exif=exif))
    assert (colour_at(read(square), 128, 20), colour_at(read(square), 128, 236)) == ("blue", "red")
    assert not read(square).getexif()
    assert not read(square).info.keys() & {"exif", "icc_profile", "xmp", "comment"}
    assert b"Secret" not in square


def test_turned_by_a_quarter_it_is_upright_as_well() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: what is above lies left
    square = read(portrait(written(halves(), "JPEG", exif=exif)))
    assert (colour_at(square, 20, 128), colour_at(square, 236, 128)) == ("blue", "red")


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_one_the_first_frame_is_kept(kind: str) -> None:
    frames = [Image.new("RGB", (60, 60), colour) for colour in (RED, BLUE)]
    square = read(portrait(written(frames[0], kind, save_all=True, append_images=frames[1:])))
    assert getattr(square, "n_frames", 1) == 1
    assert colour_at(square, 128, 128) == "red"


def test_what_is_seen_through_is_white() -> None:
    square = read(portrait(written(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG")))
    assert square.convert("RGB").getpixel((128, 128)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says how large it is, and is not."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(8000, PIXELS_MAX // 8000 + 1), (10_000, 10_000)])
def test_too_many_pixels_are_told_before_they_are_read(size: tuple[int, int]) -> None:
    with pytest.raises(Unprocessable, match="more than 40 megapixels"):
        portrait(bomb(*size))


GARBAGE: dict[str, Make] = {
    "nothing": lambda: b"",
    "a text": lambda: b"Hello, this is no picture.",
    "a web page": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "an impossible size": lambda: bomb(60_000, 60_000),
    "half of one": lambda: sample("JPEG", "RGB")[:400],
    "the head of one": lambda: sample("PNG", "RGB")[:40],
    "another kind": lambda: written(halves(), "TIFF"),
    "one more": lambda: written(halves(), "BMP"),
}


@pytest.mark.parametrize("name", GARBAGE)
def test_what_is_no_picture_is_told_so(name: str) -> None:
    with pytest.raises(Unprocessable, match="no picture that we can read"):
        portrait(GARBAGE[name]())


def test_too_many_bytes_are_told_so() -> None:
    with pytest.raises(Unprocessable, match="more than 10 MB"):
        portrait(b"\0" * (BYTES_MAX + 1))


@pytest.mark.filterwarnings("ignore")
def test_damaged_pictures_are_squares_or_refused_and_nothing_else() -> None:
    chance = Random(7)
    samples = [sample(*what.split()) for what in MODES]
    refused = 0
    for _ in range(1500):
        damaged = bytearray(chance.choice(samples))
        for _ in range(chance.choice((1, 3, 20))):
            damaged[chance.randrange(min(len(damaged), chance.choice((64, 1000))))] = chance.randrange(256)
        if chance.random() < 0.3:
            del damaged[chance.randrange(len(damaged)) :]
        try:
            assert read(portrait(bytes(damaged))).size == (SIDE, SIDE)
        except Unprocessable:
            refused += 1
    assert 0 < refused < 1500
