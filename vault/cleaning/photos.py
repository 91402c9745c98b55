"""Photos: drawn upright, then written anew, so that nothing of the old file is left but what can be seen."""

import io
from typing import Final

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from vault.cleaning.limits import Limits, Unclean

FORMATS: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF"}
WRITTEN_AS: Final = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "PNG", "HEIF": "JPEG"}
QUALITY: Final = 92

pillow_heif.register_heif_opener(thumbnails=False)


def clean_photo(data: bytes, media_type: str, limits: Limits) -> bytes:
    """Draw a photo anew; HEIC becomes JPEG and WebP becomes PNG, which every office can open."""
    kind = FORMATS[media_type]
    return redraw(data, kind, limits, written_as=WRITTEN_AS[kind])


def redraw(data: bytes, kind: str, limits: Limits, *, written_as: str) -> bytes:
    """Read a picture of one `kind` alone and write its points; of a moving one the first picture."""
    Image.MAX_IMAGE_PIXELS = None  # we count ourselves, before a point is drawn
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            if picture.width * picture.height > limits.pixels:
                raise Unclean("bomb")
            upright = _in_plain_colours(ImageOps.exif_transpose(picture))
    except MemoryError as error:
        raise Unclean("bomb") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unclean("broken") from error
    return _written(upright, written_as)


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    """Turn the colours of a profile into those everybody assumes: a profile can name a device."""
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info else "RGB"
    if profile and picture.mode in {"RGB", "CMYK", "L"} and mode == "RGB":
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            picture = turned if turned is not None else picture
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture.convert(mode)


def _written(picture: Image.Image, written_as: str) -> bytes:
    # A new picture of the same points: nothing that hung on the old one comes along.
    points = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = io.BytesIO()
    if written_as == "JPEG":
        points.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
    else:
        points.save(out, written_as)
    return out.getvalue()
