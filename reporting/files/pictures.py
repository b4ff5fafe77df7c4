"""Pictures, decoded to bare pixels and encoded anew: nothing but the pixels can come through.

Runs in the room alone (`child`), under its limits. Pillow is believed to be attackable, never to
be careful: of what it read, only pixels and the orientation are used.

What stays, and cannot be taken away: what can be seen, and the fine noise of a camera's sensor.
"""

from __future__ import annotations

import io
import warnings

# Named so that each is loaded before the room is locked: from then on no file can be opened.
from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin

from reporting.domain.attachment import MAX_FILE_BYTES, MediaType
from reporting.files.errors import Reason, Refused
from reporting.files.kinds import Kind

PLUGINS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)

MEGA = 1_000_000
MOST_PIXELS = {Kind.JPEG: 50 * MEGA, Kind.PNG: 24 * MEGA, Kind.WEBP: 10 * MEGA}
"""Pixels a picture may say it has. 50 million is the most that phones write; of larger ones JPEG
alone can be decoded small. WebP's decoder takes sixteen bytes of memory for each."""

FULL_PIXELS = 4096 * 4096
"""Up to here every pixel is kept; above, both sides are halved until it fits. As much as a phone's
own browser can paint (the largest canvas of iOS), and as much as fits twice into the room."""

MOST_PROGRESSIVE = 24 * MEGA
"""Pixels of a progressive JPEG: its decoder keeps up to six bytes for each until the last scan."""

LONGEST_SIDE = 30_000  # pixels; JPEG itself ends at 65,535

QUALITY = 90
"""Of JPEG, with colours at half resolution: a plate or a small text reads as before. A picture
passes here at most twice, once when it comes in and once before it is shown."""
LOWER_QUALITY = 75  # when it would not fit otherwise
PNG_LEVEL = 2  # half the time of the default, for a tenth more bytes

STRIP = 256  # rows that are flattened at once; every halving divides it
ORIENTATION = 0x0112  # EXIF 2.32, table 6
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def prepare() -> None:
    """Load everything a picture may need, while files can still be opened."""
    Image.preinit()
    # Pillow only warns of a picture that is over its own limit; ours are lower and come first.
    Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def clean_picture(data: bytes, kind: Kind) -> tuple[MediaType, bytes]:
    """Return a JPEG or PNG of what can be seen, upright, and nothing else.

    Of several frames the first is kept. What is transparent becomes white, so that nothing hides
    in it. Raises Refused; any other error means that the picture is damaged.
    """
    with _opened(data, kind) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS[kind] or max(width, height) > LONGEST_SIDE:
            raise Refused(Reason.TOO_MANY_PIXELS)
        if "progressive" in picture.info and width * height > MOST_PROGRESSIVE:
            raise Refused(Reason.TOO_HEAVY)
        lossless = kind is Kind.PNG or (kind is Kind.WEBP and b"VP8L" in data[:64])
        turn = _TURNS.get(_orientation(picture))
        pixels = _decoded(picture)
    if turn is not None:
        pixels = pixels.transpose(turn)
    pixels.info = {}
    return _encoded(pixels, lossless=lossless)


def _opened(data: bytes, kind: Kind) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=(kind.value.upper(),))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused(Reason.TOO_MANY_PIXELS) from error


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - broken EXIF says nothing about the pixels, which decide
        return 1


def _halvings(picture: Image.Image) -> int:
    """Return by how much both sides are divided: a power of two."""
    factor = 1
    while (picture.width // factor) * (picture.height // factor) > FULL_PIXELS:
        factor *= 2
    return factor


def _decoded(picture: Image.Image) -> Image.Image:
    """Return the pixels in RGB or L, on white where transparent, small enough for the room."""
    factor = _halvings(picture)
    if factor > 1:
        # A JPEG is decoded at a half or a quarter; for other formats this does nothing.
        picture.draft(picture.mode, (picture.width // factor, picture.height // factor))
        factor = _halvings(picture)
    picture.load()
    if picture.has_transparency_data:
        return _on_white(picture, factor)
    small = picture if factor == 1 else picture.reduce(factor)
    if small.mode in {"RGB", "L"}:
        return small
    if small.mode.startswith("I"):
        # 16 bits of grey: to Pillow a plain conversion means cutting off at 255.
        small = small.point(lambda grey: grey * (1 / 256))
    return small.convert("L" if small.mode.startswith(("1", "I", "F")) else "RGB")


def _on_white(picture: Image.Image, factor: int) -> Image.Image:
    """Flatten strip by strip: several whole copies at once would not fit into the room."""
    size = (-(-picture.width // factor), -(-picture.height // factor))
    flat = Image.new("RGB", size, "white")
    for top in range(0, picture.height, STRIP):
        bottom = min(top + STRIP, picture.height)
        strip = picture.crop((0, top, picture.width, bottom)).convert("RGBA").reduce(factor)
        flat.paste(strip, (0, top // factor), strip)
    return flat


def _encoded(pixels: Image.Image, *, lossless: bool) -> tuple[MediaType, bytes]:
    if lossless:
        png = io.BytesIO()
        pixels.save(png, "PNG", compress_level=PNG_LEVEL)
        if png.tell() <= MAX_FILE_BYTES:
            return MediaType.PNG, png.getvalue()
    for quality in (QUALITY, LOWER_QUALITY):
        jpeg = io.BytesIO()
        pixels.save(jpeg, "JPEG", quality=quality, subsampling="4:2:0")
        if jpeg.tell() <= MAX_FILE_BYTES:
            return MediaType.JPEG, jpeg.getvalue()
    raise Refused(Reason.TOO_LARGE)
