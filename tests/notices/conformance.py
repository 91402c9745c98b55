"""What of PDF/A-3a and PDF/UA a program can see in a file: our own reading of ISO 19005-3, and another's of ISO 14289.

Neither is a validation: veraPDF, which is one, is in none of the registries. The one checks what the standard names by
its clause; the other is the package `pdfua`, written by other people.
"""

from __future__ import annotations

import io
import re
import tempfile

import pdfua
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

ACTIVE = ("/JS", "/JavaScript", "/Launch", "/AA", "/OpenAction", "/XFA", "/RichMedia", "/Movie", "/Sound")


def archive_faults(data: bytes) -> list[str]:
    """Name every rule of PDF/A-3a that the file is seen to break."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [*_catalog_faults(pdf), *_object_faults(pdf), *_tag_faults(pdf), *_attachment_faults(pdf)]


def access_faults(data: bytes) -> list[str]:
    """Name what the other program takes for an error of PDF/UA-1."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        found = pdfua.validate(file.name).findings
    return [f"{one.rule_id}: {one.message}" for one in found if one.severity is pdfua.Severity.ERROR]


def _catalog_faults(pdf: pikepdf.Pdf) -> list[str]:
    root = pdf.Root
    metadata = root.Metadata.read_bytes().decode() if Name.Metadata in root else ""
    intents = root.get(Name.OutputIntents, Array())
    held = {
        "6.1.3 encrypted": not pdf.is_encrypted,
        "6.1.3 no identifier": Name.ID in pdf.trailer,
        "6.2.3 no output intent with a profile": any(
            one.S == Name.GTS_PDFA1 and Name.DestOutputProfile in one for one in intents
        ),
        "6.6.4 not named PDF/A-3a": bool(re.search(r'part="3"[^>]*conformance="A"', metadata)),
        "6.7.2 not marked": bool(root.get(Name.MarkInfo, {}).get(Name.Marked, False)),
        "6.7.3 no structure": Name.StructTreeRoot in root,
        "6.7.4 no language": str(root.get(Name.Lang, "")).startswith("zh"),
    }
    return [fault for fault, is_held in held.items() if not is_held]


def _object_faults(pdf: pikepdf.Pdf) -> list[str]:
    faults = []
    for found in pdf.objects:
        if not isinstance(found, Dictionary | Stream):
            continue
        faults += [f"6.6.1 {key}" for key in ACTIVE if key in found]
        if isinstance(found, Stream):
            names = found.get(Name.Filter, Array())
            if Name.LZWDecode in (names if isinstance(names, Array) else [names]):
                faults.append("6.1.7 LZW")
            if Name.F in found:
                faults.append("6.1.7 a stream lies outside the file")
        if found.get(Name.Type) == Name.FontDescriptor and not {
            "/FontFile",
            "/FontFile2",
            "/FontFile3",
        } & set(found):
            faults.append(f"6.2.11 font not embedded: {found.get(Name.FontName)}")
        if found.get(Name.Type) == Name.Font and found.Subtype == Name.Type0 and Name.ToUnicode not in found:
            faults.append(f"6.2.11.7 font without characters: {found.BaseFont}")
        if found.get(Name.Subtype) == Name.Image and found.get(Name.Interpolate, False):
            faults.append("6.2.8 interpolated image")
    return faults


def _tag_faults(pdf: pikepdf.Pdf) -> list[str]:
    """Every page points into the structure by a key of its own, and every name of a cell is there once."""
    entries = pdf.Root.StructTreeRoot.ParentTree.Nums
    known = {int(entries[place]) for place in range(0, len(entries), 2)}
    keys = [int(page[Name.StructParents]) for page in pdf.pages if Name.StructParents in page]
    faults = ["6.7.3 pages share a key of the structure"] if len(keys) != len(set(keys)) else []
    faults += (
        ["6.7.3 a page is not in the structure"] if set(keys) - known or len(keys) < len(pdf.pages) else []
    )
    names: list[str] = []
    scopes: list[str] = []
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        held = waiting.pop().get(Name.K, Array())
        parts = [
            part for part in (held if isinstance(held, Array) else [held]) if isinstance(part, Dictionary)
        ]
        scopes += [_scope(part) for part in parts if part.get(Name.S) == Name.TH]
        names += [str(part.ID) for part in parts if Name.ID in part]
        waiting += [part for part in parts if Name.S in part]
    faults += ["7.5 two cells have one name"] if len(names) != len(set(names)) else []
    return [*faults, "7.5 a heading without a scope"] if set(scopes) - {"/Column", "/Row"} else faults


def _scope(part: Dictionary) -> str:
    attributes = part.get(Name.A, Dictionary())
    return str(attributes.get(Name.Scope, "")) if isinstance(attributes, Dictionary) else ""


def _attachment_faults(pdf: pikepdf.Pdf) -> list[str]:
    associated = {one.objgen for one in pdf.Root.get(Name.AF, Array())}
    faults = []
    for name, spec in pdf.attachments.items():
        if spec.obj.objgen not in associated or Name.AFRelationship not in spec.obj:
            faults.append(f"6.8 attachment without a relation: {name}")
        if not spec.get_file().mime_type:
            faults.append(f"6.8 attachment without a type: {name}")
    return faults
