"""The names that a page's own picture is made of (ISO 32000-2); every other entry is left behind.

A list of what may stay, since a list of what is dangerous would never be whole: actions, scripts,
forms, links, attached files, metadata, previews, layers and tags are simply not on it.
"""

from __future__ import annotations

PAGE = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
"""Entries of a page besides its contents and resources (7.7.3.3)."""

MAPS = frozenset(
    {
        "/ColorSpace",
        "/CharProcs",
        "/Colorants",
        "/ExtGState",
        "/Font",
        "/Pattern",
        "/Shading",
        "/XObject",
    }
)
"""Dictionaries whose names the document chooses: all of them stay, for what they lead to (7.8.3).

Not /Properties: what it names is told to readers, never painted.
"""

STREAM = frozenset({"/Filter", "/DecodeParms", "/Length"})

DECODING = frozenset(
    {
        "/BlackIs1",
        "/BitsPerComponent",
        "/ColorTransform",
        "/Colors",
        "/Columns",
        "/DamagedRowsBeforeError",
        "/EarlyChange",
        "/EncodedByteAlign",
        "/EndOfBlock",
        "/EndOfLine",
        "/K",
        "/Predictor",
        "/Rows",
    }
)
"""Parameters of filters (7.4)."""

RESOURCES = frozenset({*MAPS, "/ProcSet", "/Resources"})

GRAPHICS = frozenset(
    {
        # Graphics state (8.4.5), soft masks and groups (11.6.5, 11.6.6).
        "/AIS", "/BC", "/BG", "/BG2", "/BM", "/CA", "/CS", "/D", "/FL", "/G", "/HT", "/I", "/K",
        "/LC", "/LJ", "/LW", "/ML", "/OP", "/OPM", "/RI", "/S", "/SA", "/SM", "/SMask", "/TK",
        "/TR", "/TR2", "/UCR", "/UCR2", "/ca", "/op",
        # Form XObjects (8.10), patterns (8.7.3) and shadings (8.7.4.3).
        "/AntiAlias", "/BBox", "/Background", "/BitsPerCoordinate", "/BitsPerFlag", "/Coords",
        "/Extend", "/FormType", "/Group", "/Matrix", "/PaintType", "/PatternType", "/ShadingType",
        "/TilingType", "/VerticesPerRow", "/XStep", "/YStep",
        # Functions (7.10) and halftones (10.6.5).
        "/Angle", "/Bounds", "/C0", "/C1", "/Decode", "/Domain", "/Encode", "/Frequency",
        "/Function", "/FunctionType", "/Functions", "/HalftoneType", "/Height", "/Height2", "/N",
        "/Order", "/Range", "/Size", "/SpotFunction", "/TransferFunction", "/Width", "/Width2",
        "/Xsquare", "/Ysquare",
        # Pictures (8.9.5) and colour spaces (8.6).
        "/BitsPerComponent", "/BlackPoint", "/Gamma", "/ImageMask", "/Intent", "/Interpolate",
        "/Mask", "/Matte", "/WhitePoint",
        "/Subtype", "/Type",
    }
)  # fmt: skip

FONTS = frozenset(
    {
        # Fonts (9.6, 9.7).
        "/BaseEncoding", "/BaseFont", "/CIDSystemInfo", "/CIDToGIDMap", "/DW", "/DW2",
        "/DescendantFonts", "/Differences", "/Encoding", "/FirstChar", "/FontBBox",
        "/FontDescriptor", "/FontMatrix", "/LastChar", "/Ordering", "/Registry", "/Supplement",
        "/ToUnicode", "/W", "/W2", "/Widths",
        # Descriptors and font files (9.8, 9.9).
        "/Ascent", "/AvgWidth", "/CIDSet", "/CapHeight", "/CharSet", "/Descent", "/Flags",
        "/FontFamily", "/FontFile", "/FontFile2", "/FontFile3", "/FontName", "/FontStretch",
        "/FontWeight", "/ItalicAngle", "/Leading", "/Length1", "/Length2", "/Length3",
        "/MaxWidth", "/MissingWidth", "/StemH", "/StemV", "/XHeight",
        # CMaps (9.7.5).
        "/CMapName", "/UseCMap", "/WMode",
    }
)  # fmt: skip

KEPT = STREAM | DECODING | RESOURCES | GRAPHICS | FONTS
