"""Files as they come: with everything a phone, a scanner or an attacker puts beside the picture.

Every telling thing holds the bytes of MARKER somewhere, so that a plain search finds what stayed.
"""

from __future__ import annotations

import io
import struct
import zlib
from types import SimpleNamespace

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

MARKER = b"MARKER"
GPS = "49 deg"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' dc:source='MARKER'/></rdf:RDF></x:xmpmeta>"
UPRIGHT = (60, 40)  # red above, blue below, once it is turned


def painted(size=UPRIGHT, mode="RGB"):
    """A picture whose upper half is red and whose lower half is blue."""
    picture = Image.new("RGB", size, "blue")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0], size[1] // 2 - 1), fill="red")
    return picture.convert(mode)


def noise(width, height, seed_mode="RGB"):
    return Image.effect_noise((width, height), 60).convert(seed_mode)


def saved(picture, format_, **options):
    file = io.BytesIO()
    picture.save(file, format_, **options)
    return file.getvalue()


def exif(orientation=1, thumbnail=True):
    """A TIFF block as a phone writes it, by hand: camera, GPS, a second directory with a preview."""
    preview = saved(painted((16, 16)), "JPEG", comment=MARKER) if thumbnail else b""
    text = b"MARKER-camera\0"

    # directory 0 at 8: three entries; GPS at 100; directory 1 at 200; data from 300
    def entry(tag, kind, count, value):
        packed = struct.pack("<H2x", value) if kind == 3 else struct.pack("<I", value)
        return struct.pack("<HHI", tag, kind, count) + packed

    first = (
        struct.pack("<H", 3)
        + entry(0x010F, 2, len(text), 300)
        + entry(0x0112, 3, 1, orientation)
        + entry(0x8825, 4, 1, 100)
        + struct.pack("<I", 200)
    )
    gps = (
        struct.pack("<H", 2)
        + struct.pack("<HHI4s", 1, 2, 2, b"N\0\0\0")
        + entry(2, 5, 3, 320)
        + struct.pack("<I", 0)
    )
    second = (
        struct.pack("<H", 2)
        + entry(0x0201, 4, 1, 360)
        + entry(0x0202, 4, 1, len(preview))
        + struct.pack("<I", 0)
    )
    block = bytearray(360)
    block[0:8] = b"II*\0" + struct.pack("<I", 8)
    block[8 : 8 + len(first)] = first
    block[100 : 100 + len(gps)] = gps
    block[200 : 200 + len(second)] = second
    block[300 : 300 + len(text)] = text
    block[320:344] = struct.pack("<6I", 49, 1, 16, 1, 30, 1)
    return b"Exif\0\0" + bytes(block) + preview


def segment(marker, content):
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg(orientation=1, picture=None, **options):
    """A JPEG with every segment that tells something, a second picture inside and bytes behind it."""
    plain = saved(picture or painted(), "JPEG", quality=95, **options)
    iptc = (
        b"Photoshop 3.0\08BIM\x04\x04\0\0" + struct.pack(">I", 11) + b"\x1c\x02\x78\0\x06MARKER\0"
    )
    telling = (
        segment(0xE1, exif(orientation))
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
        + segment(0xE2, b"ICC_PROFILE\0\x01\x01" + b"\0" * 128 + MARKER)
        + segment(0xED, iptc)
        + segment(0xEB, b"MARKER of a maker")
        + segment(0xFE, b"MARKER comment")
    )
    return plain[:2] + telling + plain[2:] + plain + b"MARKER behind the end"


def chunk(name, content):
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def png(picture=None, orientation=1, animated=True):
    """A PNG with every chunk that tells something, a second frame, and bytes behind it."""
    second = (picture or painted()).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    frames = {"save_all": True, "append_images": [second]} if animated else {}
    plain = saved(picture or painted(), "PNG", **frames)
    header_end = 8 + 25
    telling = (
        chunk(b"iCCP", b"MARKER profile\0\0" + zlib.compress(b"\0" * 128 + MARKER))
        + chunk(b"eXIf", exif(orientation)[6:])
        + chunk(b"tEXt", b"Author\0MARKER")
        + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"MARKER packed"))
        + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)
        + chunk(b"tIME", struct.pack(">HBBBBB", 2026, 11, 20, 23, 15, 2))
        + chunk(b"pHYs", struct.pack(">IIB", 2835, 2835, 1))
        + chunk(b"prVt", b"MARKER of somebody")
    )
    return plain[:header_end] + telling + plain[header_end:] + b"MARKER behind the end"


def webp(picture=None, orientation=1, **options):
    """A WebP with all three of its metadata chunks, one of nobody's, and bytes behind it."""
    icc = b"\0" * 128 + MARKER
    plain = saved(
        picture or painted(), "WEBP", exif=exif(orientation), xmp=XMP, icc_profile=icc, **options
    )
    extra = b"MRKR" + struct.pack("<I", 6) + MARKER
    return plain[:4] + struct.pack("<I", len(plain) - 8 + len(extra)) + plain[8:] + extra + MARKER


def names(**entries):
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def numbers(*values):
    return ArrayObject(NumberObject(value) for value in values)


def stream(data, **entries):
    made = StreamObject()
    made.set_data(data)
    made.update(names(**entries))
    return made


class Document:
    """A PDF in the making: one page with words, a picture, a filled field, and a stranger's extras."""

    def __init__(self):
        self.writer = PdfWriter()
        self.page = self.writer.add_blank_page(600, 800)
        font = self.add(
            names(
                Type=NameObject("/Font"),
                Subtype=NameObject("/Type1"),
                BaseFont=NameObject("/Helvetica"),
            )
        )
        self.fonts = names(A=font)
        self.picture = self.add(
            stream(
                jpeg(),
                Type=NameObject("/XObject"),
                Subtype=NameObject("/Image"),
                Filter=NameObject("/DCTDecode"),
                Width=NumberObject(60),
                Height=NumberObject(40),
                BitsPerComponent=NumberObject(8),
                ColorSpace=ArrayObject(
                    [
                        NameObject("/ICCBased"),
                        self.add(stream(b"MARKER profile", N=NumberObject(3))),
                    ]
                ),
                Metadata=self.add(stream(XMP)),
            )
        )
        orders = DecodedStreamObject()
        orders.set_data(
            b"q 300 0 0 200 100 400 cm /Im1 Do Q BT /A 24 Tf 100 300 Td (Visible words) Tj ET"
        )
        self.page[NameObject("/Contents")] = self.add(orders.flate_encode())
        self.page[NameObject("/Resources")] = names(
            XObject=names(Im1=self.picture), Font=self.fonts
        )

    def add(self, value):
        return self.writer._add_object(value)

    def annotate(self, subtype, words="", **entries):
        appearance = stream(
            b"BT /A 12 Tf 2 2 Td (" + words.encode() + b") Tj ET",
            Subtype=NameObject("/Form"),
            BBox=numbers(0, 0, 200, 20),
            Resources=names(Font=self.fonts),
        )
        annotation = names(
            Type=NameObject("/Annot"),
            Subtype=NameObject(subtype),
            Rect=numbers(100, 100, 300, 140),
            AP=names(N=self.add(appearance)),
            **entries,
        )
        self.page.setdefault(NameObject("/Annots"), ArrayObject()).append(self.add(annotation))

    def root(self, **entries):
        self.writer._root_object.update(names(**entries))

    def written(self):
        file = io.BytesIO()
        self.writer.write(file)
        return file.getvalue()


def script(text="MARKER"):
    return names(S=NameObject("/JavaScript"), JS=TextStringObject(text))


def pdf():
    """A PDF with every thing beside its page that this project knows of."""
    made = Document()
    made.annotate(
        "/Widget", "Filled in", T=TextStringObject("MARKER"), A=script(), AA=names(K=script())
    )
    made.annotate(
        "/Link",
        "MARKER",
        A=names(S=NameObject("/URI"), URI=TextStringObject("http://example.org/MARKER")),
    )
    made.annotate("/FreeText", "Said beside", Contents=TextStringObject("MARKER"))
    made.annotate("/Stamp", "MARKER", F=NumberObject(2))
    made.page.update(
        names(
            AA=names(O=script()),
            Metadata=made.add(stream(XMP)),
            Thumb=made.add(stream(b"MARKER")),
            PieceInfo=names(X=TextStringObject("MARKER")),
            LastModified=TextStringObject("D:20261120231502"),
        )
    )
    made.writer.add_metadata({"/Author": "MARKER", "/Title": "MARKER", "/Producer": "MARKER"})
    made.writer.add_attachment("MARKER.exe", b"MARKER")
    made.writer.add_outline_item("MARKER", 0)
    made.root(
        OpenAction=names(S=NameObject("/Launch"), F=TextStringObject("MARKER.exe")),
        AA=names(WC=script()),
        Metadata=made.add(stream(XMP)),
        Lang=TextStringObject("MARKER"),
        AcroForm=names(XFA=made.add(stream(b"<MARKER/>")), Fields=ArrayObject(), CO=ArrayObject()),
    )
    return made.written()


@pytest.fixture(scope="session")
def make():
    """The makers of this file by their names."""
    return SimpleNamespace(
        painted=painted, noise=noise, saved=saved, exif=exif, segment=segment, chunk=chunk,
        jpeg=jpeg, png=png, webp=webp, pdf=pdf, Document=Document, names=names, numbers=numbers,
        stream=stream, script=script, XMP=XMP, MARKER=MARKER,
    )  # fmt: skip


@pytest.fixture(scope="session")
def telling(make):
    """One file of each kind that can be cleaned, with everything it could tell."""
    return {
        "jpeg": make.jpeg(),
        "progressive jpeg": make.jpeg(progressive=True),
        "grey jpeg": make.jpeg(picture=make.painted(mode="L")),
        "cmyk jpeg": make.jpeg(picture=make.painted(mode="CMYK")),
        "png": make.png(),
        "palette png": make.png(make.painted(mode="P")),
        "png with transparency": make.png(make.painted(mode="RGBA")),
        "webp": make.webp(),
        "lossless webp": make.webp(lossless=True),
        "animated webp": make.webp(save_all=True, append_images=[make.painted().rotate(180)]),
        "pdf": make.pdf(),
        "text": b"\xef\xbb\xbfWhat he wrote:\r\n\x1b[31m\x00".replace(b"\0", b"")
        + "é\u202e".encode(),
    }
