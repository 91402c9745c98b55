"""Binds the papers of a file into one volume 案卷: cover and index in front, pages numbered, the originals attached.

Still PDF/A-3a: the structure of every paper is joined to that of the volume, and a number on a page is marked as no
part of the text. A signature holds for the bytes it was made over and not for a page in a volume: each paper as it
was issued lies in the file as well, where it can be taken out and checked. Loaded in the worker alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf, String

from notices.errors import FileChanged
from notices.rendering import render_numbers
from notices.volumes import Bound

PDF_TYPE = "application/pdf"


def bind_volume(front: bytes, papers: Sequence[Bound]) -> bytes:
    """Return the volume: `front` as it was drawn, then the papers in their order. The same parts give the same bytes.

    Raises `FileChanged` when a paper has not as many pages as the index says.
    """
    if not papers:
        return front
    with Pdf.open(io.BytesIO(front)) as volume:
        length = len(volume.pages)
        for number, paper in enumerate(papers, start=1):
            _append(volume, paper, number=number)
        _number(volume, first=length)
        _outline(volume, papers, first=length)
        _attach(volume, papers)
        bound = io.BytesIO()
        volume.save(bound, deterministic_id=True)
    return bound.getvalue()


def _append(volume: Pdf, paper: Bound, *, number: int) -> None:
    first = len(volume.pages)
    with Pdf.open(io.BytesIO(paper.data)) as source:
        if len(source.pages) != paper.pages:
            raise FileChanged
        for page in source.pages:
            _strip_signature(page)
        volume.pages.extend(source.pages)
        if Name.StructTreeRoot in source.Root:
            # After the pages: what points to a page then points to its copy.
            tree = volume.copy_foreign(source.Root.StructTreeRoot)
            _join(volume, tree, pages=volume.pages[first:], mark=f"{number}.")


def _strip_signature(page: Any) -> None:
    """Take the signature's field off a page: it would be broken here."""
    fields = [one for one in page.get(Name.Annots, []) if one.get(Name.Subtype) != Name.Widget]
    if fields:
        page[Name.Annots] = Array(fields)
    elif Name.Annots in page:
        del page[Name.Annots]


# ---- Structure -------------------------------------------------------------------------------------------------
def _join(volume: Pdf, tree: Any, *, pages: Iterable[Any], mark: str) -> None:
    """Hang a paper's structure into the volume's: its keys go on where the volume's end, its marks get a prefix."""
    root = volume.Root.StructTreeRoot
    entries = root.ParentTree.Nums
    beyond = max((int(entries[place]) for place in range(0, len(entries), 2)), default=-1) + 1
    for page in pages:
        if Name.StructParents in page:
            page[Name.StructParents] = int(page[Name.StructParents]) + beyond
    added = tree.ParentTree.Nums
    for place in range(0, len(added), 2):
        entries.append(int(added[place]) + beyond)
        entries.append(added[place + 1])
    for child in _children(tree):
        child.P = root
        _mark(child, mark)
        root.K.append(child)


def _children(element: Any) -> list[Any]:
    """Return the elements under an element; what is a number or no element is content."""
    held = element.get(Name.K, Array())
    parts = list(held) if isinstance(held, Array) else [held]
    return [part for part in parts if isinstance(part, Dictionary) and Name.S in part]


def _mark(element: Any, mark: str) -> None:
    """Make the names of cells unique in the volume, and what refers to them."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if Name.ID in one:
            one.ID = String(mark + str(one.ID))
        told = one.get(Name.A)
        if isinstance(told, Dictionary) and Name.Headers in told:
            told.Headers = Array([String(mark + str(name)) for name in told.Headers])
        waiting += _children(one)


# ---- Numbers, outline, originals -------------------------------------------------------------------------------
def _number(volume: Pdf, *, first: int) -> None:
    """Put the running number on every page behind the front, and make the reader's own numbers the same."""
    count = len(volume.pages) - first
    with Pdf.open(io.BytesIO(render_numbers(count))) as numbers:
        for place, (page, number) in enumerate(
            zip(volume.pages[first:], numbers.pages, strict=True), start=1
        ):
            # The pages of a paper share their resources: each number has a name of its own.
            name = Name(f"/VolumePage{place}")
            number.Contents = numbers.make_stream(_without_tags(number))
            drawn = volume.copy_foreign(number.as_form_xobject())
            page.add_resource(drawn, Name.XObject, name)
            page.contents_add(b"q", prepend=True)
            # An artifact is no part of the text.
            page.contents_add(b"Q /Artifact BMC q %s Do Q EMC" % str(name).encode())
    front = Dictionary(S=Name.r)
    volume.Root.PageLabels = Dictionary(Nums=Array([0, front, first, Dictionary(S=Name.D)]))


def _without_tags(page: Any) -> bytes:
    tags = (Operator("BDC"), Operator("BMC"), Operator("EMC"))
    drawn = [step for step in pikepdf.parse_content_stream(page) if step.operator not in tags]
    return pikepdf.unparse_content_stream(drawn)


def _outline(volume: Pdf, papers: Sequence[Bound], *, first: int) -> None:
    with volume.open_outline() as outline:
        outline.root.clear()
        outline.root.append(pikepdf.OutlineItem("案卷目录", 0))
        for paper in papers:
            outline.root.append(pikepdf.OutlineItem(f"{paper.title} {paper.number}", first))
            first += paper.pages


def _attach(volume: Pdf, papers: Sequence[Bound]) -> None:
    """Put the papers as they were issued into the file, as the sources of its pages."""
    originals = Array()
    for paper in papers:
        day = f"D:{paper.issued_on:%Y%m%d}000000+08'00'"
        volume.attachments[paper.name] = pikepdf.AttachedFileSpec(
            volume,
            paper.data,
            filename=paper.name,
            description=f"{paper.title} {paper.number}",
            mime_type=PDF_TYPE,
            relationship=Name.Source,
            creation_date=day,
            mod_date=day,
        )
        originals.append(volume.attachments[paper.name].obj)
    volume.Root.AF = originals
