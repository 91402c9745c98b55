"""Office documents: words, tables and pictures stay; who wrote them, when, on which machine and printer goes."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from typing import Final

from lxml import etree

from vault.cleaning.limits import Limits, Unclean
from vault.cleaning.photos import redraw
from vault.cleaning.words import clean_words

# The parts that a text or a table is drawn from (ECMA-376). Whatever is not named here does not come along.
_KEPT: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|(word|xl)/([a-z]+/)?_rels/[\w.-]+\.rels"
    r"|word/(document|styles|settings|numbering|fontTable|webSettings|footnotes|endnotes|comments|(header|footer)\d*)\.xml"
    r"|xl/(workbook|styles|sharedStrings|calcChain)\.xml|xl/comments\d*\.xml|xl/comments/comment\d+\.xml"
    r"|xl/(worksheets/sheet|chartsheets/sheet|charts/chart|drawings/drawing|tables/table)\d+\.xml"
    r"|xl/drawings/(comments|vml)Drawing\d+\.vml|word/charts/chart\d+\.xml|(word|xl)/theme/theme\d+\.xml|(word|xl)/media/[\w.-]+\.(jpe?g|png|gif)"
)
# Files in files: they would have to be judged one by one, so only the original has them.
_EMBEDDED: Final = re.compile(
    r"(word|xl)/(embeddings|activeX|externalLinks)/|.*\.(zip|docx?|xlsx?|exe|bin\.zip)$", re.I
)
_PICTURES: Final = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF"}
_MOST_PARTS: Final = 5000
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)


def clean_office(data: bytes, media_type: str, limits: Limits) -> bytes:
    """Write a document with the parts that are needed to read it, each without its past."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _read(archive, limits)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unclean("broken") from error
    try:
        return _write({name: _clean(name, part, parts, limits) for name, part in parts.items()})
    except etree.XMLSyntaxError as error:
        raise Unclean("broken") from error


def _read(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    """Unpack the parts that come along, counting real bytes: the sizes in a directory can lie."""
    infos = archive.infolist()
    if len(infos) > _MOST_PARTS or len({info.filename for info in infos}) != len(infos):
        raise Unclean("bomb")
    if any(_EMBEDDED.match(info.filename) for info in infos):
        raise Unclean("embedded")
    if any(info.flag_bits & 1 for info in infos):
        raise Unclean("locked")
    parts: dict[str, bytes] = {}
    left = limits.size
    for info in infos:
        if _KEPT.fullmatch(info.filename):
            with archive.open(info) as file:
                parts[info.filename] = file.read(left + 1)
            left -= len(parts[info.filename])
            if left < 0:
                raise Unclean("bomb")
    return parts


def _clean(name: str, part: bytes, parts: dict[str, bytes], limits: Limits) -> bytes:
    if "/media/" in name:
        kind = _PICTURES[name.rpartition(".")[2].lower()]
        return redraw(part, kind, limits, written_as=kind)
    root = _parse(part)
    if name == "[Content_Types].xml":
        _keep(root, lambda item: item.get("PartName", "/").lstrip("/") in {"", *parts})
    elif name.endswith(".rels"):
        folder = posixpath.dirname(posixpath.dirname(name))
        _keep(root, lambda item: _is_kept(item, folder, parts))
    else:
        clean_words(root, gone=_gone(name, parts))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _parse(part: bytes) -> etree._Element:
    if b"<!DOCTYPE" in part[:4096].replace(b"\0", b"") or b"<!ENTITY" in part[:4096].replace(b"\0", b""):
        raise Unclean("bomb")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(part, parser)
    if root.getroottree().docinfo.doctype:
        raise Unclean("bomb")
    return root


def _keep(root: etree._Element, wanted: Callable[[etree._Element], bool]) -> None:
    for item in list(root):
        if not wanted(item):
            root.remove(item)


def _is_kept(item: etree._Element, folder: str, parts: dict[str, bytes]) -> bool:
    """Keep a relation to a part that comes along and a link to a page; never a path or an address of mail."""
    target = item.get("Target", "")
    if item.get("TargetMode") == "External":
        is_link = str(item.get("Type", "")).endswith("/hyperlink")
        return is_link and str(target).startswith(("http://", "https://"))
    return _resolve(target, folder) in parts


def _resolve(target: str, folder: str) -> str:
    return (
        target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    )


def _gone(name: str, parts: dict[str, bytes]) -> set[str]:
    """Return the names of the relations of a part that do not come along."""
    folder, file = posixpath.split(name)
    relations = parts.get(f"{folder}/_rels/{file}.rels")
    if relations is None:
        return set()
    return {item.get("Id", "") for item in _parse(relations) if not _is_kept(item, folder, parts)}


def _write(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, part)
    return out.getvalue()
