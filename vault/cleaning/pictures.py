"""Pictures inside papers: their points stay untouched, what was written beside them goes."""

from typing import Final

from vault.cleaning.limits import Unclean

# JPEG (ITU-T T.81 table B.1): APP0 is the format's own mark, APP14 says how the colours are to be read.
_KEPT_APPS: Final = {0xE0, 0xEE}
_START, _COMMENT, _SCAN = 0xD8, 0xFE, 0xDA
_END: Final = b"\xff\xd9"
# JPEG 2000 (ISO 15444-1 annex I): boxes that a picture is drawn from.
_KEPT_BOXES: Final = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}


def strip_jpeg(data: bytes) -> bytes:
    """Take the notes out of a JPEG file: EXIF, XMP, thumbnails, comments, and whatever hangs after its end."""
    if data[:2] != bytes([0xFF, _START]):
        raise Unclean("broken")
    kept, at = [data[:2]], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise Unclean("broken")
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == _SCAN:
            end = data.rfind(_END)
            return b"".join([*kept, data[at : end + 2] if end > at else data[at:] + _END])
        length = int.from_bytes(data[at + 2 : at + 4])
        is_note = (0xE0 <= marker <= 0xEF and marker not in _KEPT_APPS) or marker == _COMMENT
        if not is_note:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    raise Unclean("broken")


def strip_jpeg2000(data: bytes) -> bytes:
    """Keep the boxes that the picture is drawn from; a bare codestream is one already."""
    if data[:4] == b"\xff\x4f\xff\x51":
        return data
    kept, at = [], 0
    while at + 8 <= len(data):
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        length = len(data) - at if length == 0 else length
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16])
        if length < 8:
            raise Unclean("broken")
        if name in _KEPT_BOXES:
            kept.append(data[at : at + length])
        at += length
    if not kept:
        raise Unclean("broken")
    return b"".join(kept)
