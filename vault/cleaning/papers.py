"""PDF: what is drawn stays; who drew it, when, with what, and everything that can act goes."""

import io
from typing import Any, Final

import pikepdf

from vault.cleaning.limits import Limits, Unclean
from vault.cleaning.pictures import strip_jpeg, strip_jpeg2000

# What a page needs to be drawn. Names, actions, scripts, attached files, form fields, tags, outlines are not in it.
KEPT_OF_ROOT: Final = frozenset({"/Type", "/Pages", "/Lang", "/OCProperties"})
KEPT_OF_PAGE: Final = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Group", "/UserUnit"}
)
# What hangs on any object and tells of its making, or acts.
DROPPED_EVERYWHERE: Final = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/AA", "/A", "/OpenAction", "/JS", "/EF", "/Thumb"),
    *("/StructParent", "/StructParents", "/OPI", "/Measure", "/PtData", "/Alternates", "/ID"),
)
MOST_PAGES: Final = 3000
MOST_OBJECTS: Final = 500_000


def clean_paper(data: bytes, media_type: str, limits: Limits) -> bytes:
    """Write the pages into a file without a past. Stamps and filled fields are drawn into the page first."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
                raise Unclean("bomb")
            pdf.generate_appearance_streams()
            pdf.flatten_annotations("all")
            _keep_only_pages(pdf)
            _clean_objects(pdf)
            out = io.BytesIO()
            pdf.remove_unreferenced_resources()
            pdf.save(
                out,
                encryption=False,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
    except pikepdf.PasswordError as error:
        raise Unclean("locked") from error
    except MemoryError as error:
        raise Unclean("bomb") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise Unclean("broken") from error
    return out.getvalue()


def _keep_only_pages(pdf: pikepdf.Pdf) -> None:
    for key in [key for key in pdf.Root.keys() if key not in KEPT_OF_ROOT]:  # noqa: SIM118 - not a dict
        del pdf.Root[key]
    for key in [key for key in pdf.trailer.keys() if key not in {"/Root", "/Size"}]:  # noqa: SIM118
        del pdf.trailer[key]
    for page in pdf.pages:
        for key in [key for key in page.obj.keys() if key not in KEPT_OF_PAGE]:  # noqa: SIM118
            del page.obj[key]


def _clean_objects(pdf: pikepdf.Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            _drop(found)
        if isinstance(found, pikepdf.Stream):
            _clean_picture(found)


def _drop(found: Any, *, depth: int = 0) -> None:
    """Drop the telling keys of an object and of those that lie directly in it."""
    for key in DROPPED_EVERYWHERE:
        if key in found:
            del found[key]
    if depth < 20:
        for key in list(found.keys()):
            inner = found.get(key)
            if isinstance(inner, pikepdf.Dictionary) and not inner.is_indirect:
                _drop(inner, depth=depth + 1)


def _clean_picture(found: pikepdf.Stream) -> None:
    """A photo in a PDF is a whole JPEG file, its own place and device included: take these out of it."""
    filters = found.get("/Filter")
    if filters is None:
        return
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if not {"/DCTDecode", "/JPXDecode"} & set(names):
        return
    if len(names) > 1:
        raise Unclean("kind")  # a picture in two wrappings: no printer or scanner makes it
    raw = found.read_raw_bytes()
    cleaned = strip_jpeg(raw) if names == ["/DCTDecode"] else strip_jpeg2000(raw)
    found.write(cleaned, filter=pikepdf.Name(names[0]), decode_parms=_parms_of(found))


def _parms_of(found: pikepdf.Stream) -> Any:
    return found.get("/DecodeParms")
