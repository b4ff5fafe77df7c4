"""What a picture looks like afterwards; that nothing else is left is in test_clean.py."""

import io

import pytest
from PIL import Image

from reporting.domain.attachment import MediaType
from reporting.files import pictures
from reporting.files.errors import Reason, Refused
from reporting.files.kinds import Kind

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def opened(data, kind):
    media_type, cleaned = pictures.clean_picture(data, kind)
    picture = Image.open(io.BytesIO(cleaned))
    assert picture.get_format_mimetype() == media_type.value
    return picture


def looks_like(picture, x, y, colour, give=40):
    pixel = picture.convert("RGB").getpixel((x, y))
    return all(abs(is_ - wanted) <= give for is_, wanted in zip(pixel, colour, strict=True))


TURNED_BACK = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PNG, Kind.WEBP])
@pytest.mark.parametrize("orientation", TURNED_BACK)
def test_a_picture_stands_upright(make, kind, orientation):
    """The orientation lies in the metadata that goes, so the pixels are turned."""
    upright = make.painted()
    upright.putpixel((0, 0), (0, 255, 0))
    stored = upright if orientation == 1 else upright.transpose(TURNED_BACK[orientation])
    maker = {Kind.JPEG: make.jpeg, Kind.PNG: make.png, Kind.WEBP: make.webp}[kind]
    picture = opened(maker(picture=stored, orientation=orientation), kind)
    assert picture.size == upright.size
    assert looks_like(picture, 30, 5, RED)
    assert looks_like(picture, 30, 35, BLUE)
    if kind is Kind.PNG:
        assert picture.getpixel((0, 0)) == (0, 255, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_looks_as_before(make, mode):
    source = make.painted()
    if mode == "I;16":
        source = Image.new("I;16", (60, 40), 200 * 256)
    elif mode == "PA":
        source = source.convert("P").convert("PA")
    else:
        source = source.convert(mode)
    file = make.saved(source, "PNG") if mode != "PA" else make.saved(source.convert("RGBA"), "PNG")
    picture = opened(file, Kind.PNG)
    wanted = (200, 200, 200) if mode == "I;16" else source.convert("RGB").getpixel((30, 5))
    assert picture.mode in {"L", "RGB"}
    assert looks_like(picture, 30, 5, wanted, give=1)


def test_what_is_transparent_becomes_white_and_hides_nothing(make):
    """A face that was rubbed out with an eraser is often still there, only transparent."""
    source = make.painted().convert("RGBA")
    source.paste((255, 0, 0, 0), (0, 0, 60, 20))
    picture = opened(make.saved(source, "PNG"), Kind.PNG)
    assert picture.getpixel((30, 5)) == WHITE
    assert picture.getpixel((30, 35)) == BLUE
    colour_key = make.saved(make.painted(), "PNG", transparency=RED)
    assert opened(colour_key, Kind.PNG).getpixel((30, 5)) == WHITE


def test_png_stays_exact_and_photographs_become_jpeg(make):
    noise = make.noise(80, 80)
    assert opened(make.saved(noise, "PNG"), Kind.PNG).tobytes() == noise.tobytes()
    assert opened(make.saved(noise, "WEBP", lossless=True), Kind.WEBP).tobytes() == noise.tobytes()
    assert opened(make.saved(noise, "WEBP"), Kind.WEBP).format == "JPEG"
    assert opened(make.saved(noise, "JPEG"), Kind.JPEG).format == "JPEG"


def test_only_the_first_of_several_frames_stays(make):
    assert not getattr(opened(make.png(), Kind.PNG), "is_animated", False)
    moving = make.webp(save_all=True, append_images=[make.painted().rotate(180)])
    assert looks_like(opened(moving, Kind.WEBP), 30, 5, RED)


def test_a_very_large_photograph_is_halved(make, monkeypatch):
    monkeypatch.setattr(pictures, "FULL_PIXELS", 60 * 40)
    for kind, format_ in ((Kind.JPEG, "JPEG"), (Kind.PNG, "PNG"), (Kind.WEBP, "WEBP")):
        picture = opened(make.saved(make.painted((120, 80)), format_), kind)
        assert picture.size == (60, 40)
        assert looks_like(picture, 30, 5, RED)
    clear = opened(make.saved(make.painted((121, 81), "RGBA"), "PNG"), Kind.PNG)
    assert clear.size in {(61, 41), (31, 21)}
    assert looks_like(clear, clear.width - 1, clear.height - 1, BLUE)


def test_a_png_that_would_be_too_large_becomes_jpeg(make, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_FILE_BYTES", 20_000)
    noise = make.noise(120, 120)
    assert opened(make.saved(noise, "PNG"), Kind.PNG).format == "JPEG"
    monkeypatch.setattr(pictures, "MAX_FILE_BYTES", 100)
    with pytest.raises(Refused) as caught:
        pictures.clean_picture(make.saved(noise, "PNG"), Kind.PNG)
    assert caught.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("kind", "format_"), [(Kind.JPEG, "JPEG"), (Kind.PNG, "PNG"), (Kind.WEBP, "WEBP")]
)
def test_too_many_pixels_are_refused_by_what_the_file_says(make, monkeypatch, kind, format_):
    file = make.saved(make.painted(), format_)
    monkeypatch.setitem(pictures.MOST_PIXELS, kind, 60 * 40 - 1)
    with pytest.raises(Refused) as caught:
        pictures.clean_picture(file, kind)
    assert caught.value.reason is Reason.TOO_MANY_PIXELS


def test_a_very_long_picture_is_refused(make):
    file = make.saved(Image.new("L", (1, pictures.LONGEST_SIDE + 1)), "PNG")
    with pytest.raises(Refused) as caught:
        pictures.clean_picture(file, Kind.PNG)
    assert caught.value.reason is Reason.TOO_MANY_PIXELS


def test_a_large_progressive_one_is_refused(make, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PROGRESSIVE", 100)
    assert pictures.clean_picture(make.saved(make.painted(), "JPEG"), Kind.JPEG)
    with pytest.raises(Refused) as caught:
        pictures.clean_picture(make.saved(make.painted(), "JPEG", progressive=True), Kind.JPEG)
    assert caught.value.reason is Reason.TOO_HEAVY


def test_the_text_for_people_names_the_limits_of_the_code():
    text = Reason.TOO_MANY_PIXELS.text
    for kind, name in ((Kind.JPEG, "JPEG"), (Kind.PNG, "PNG"), (Kind.WEBP, "WebP")):
        number = pictures.MOST_PIXELS[kind] // pictures.MEGA
        assert f"{number} megapixels as {name}" in text or f"{number} as {name}" in text


def test_broken_exif_does_not_make_a_good_picture_bad(make):
    plain = make.saved(make.painted(), "JPEG")
    broken = plain[:2] + make.segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff") + plain[2:]
    media_type, _ = pictures.clean_picture(broken, Kind.JPEG)
    assert media_type is MediaType.JPEG


def test_a_picture_of_another_kind_is_not_opened(make):
    """Pillow knows dozens of formats; only the one that was recognised is tried."""
    with pytest.raises(OSError, match="cannot identify"):
        pictures.clean_picture(make.saved(make.painted(), "BMP"), Kind.JPEG)
