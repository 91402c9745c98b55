"""What a word processor writes between the words: names, times, marks of editing, paths. It goes here."""

from typing import Final

from lxml import etree

NOBODY: Final = "-"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Attributes, whatever their namespace: marks of each sitting, who changed what and when.
_ATTRIBUTES: Final = (
    *("rsid", "rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidDel", "rsidSect", "rsidTr"),
    *("paraId", "textId", "durableId", "userId", "providerId", "lastEdited", "userName", "uid"),
)
_NAMES: Final = ("author", "initials")
_TIMES: Final = ("date", "dateUtc", "dT", "lastModified")
# Elements that hold nothing to read: the last sittings, the file's old path, whose template, whose mail merge.
_ELEMENTS: Final = (
    *("rsids", "rsid", "docVars", "attachedTemplate", "mailMerge", "documentProtection", "writeProtection"),
    *("absPath", "fileSharing", "revisionPtr", "docId", "ext", "extLst", "customWorkbookViews", "oleObjects"),
    *("printerSettings", "creationId", "docPartObj", "dataBinding", "OLEObject", "control", "altChunk"),
)
# These stay when their relation is gone; everything else that hangs on it goes with it.
_STAYS_WITHOUT: Final = ("pageSetup", "blip", "imagedata")
_TRACKED: Final = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "comment",
    "cellIns",
    "cellDel",
)


def clean_words(root: etree._Element, *, gone: set[str]) -> None:
    """Clean a part of a document in place; `gone` names the relations that did not come along."""
    for element in list(root.iter(etree.Element)):
        name = _local(element.tag)
        if name in _ELEMENTS or (_dangles(element, gone) and not _stays(element, name)):
            _remove(element)
            continue
        _clean_attributes(element, name, gone)
        if name == "author" and element.text:  # the authors of a table's comments
            element.text = NOBODY


def _clean_attributes(element: etree._Element, name: str, gone: set[str]) -> None:
    for key in list(element.attrib):
        local = _local(key)
        if local in _ATTRIBUTES or (key.startswith(_RELATION) and element.get(key) in gone):
            del element.attrib[key]
        elif local in _NAMES:
            element.set(key, NOBODY)
        elif local in _TIMES and name in _TRACKED:
            del element.attrib[key]
        elif local in {"descr", "title"} and name in {"docPr", "cNvPr"}:
            # The machine writes the old path of a picture here.
            del element.attrib[key]


def _dangles(element: etree._Element, gone: set[str]) -> bool:
    return any(key.startswith(_RELATION) and value in gone for key, value in element.attrib.items())


def _stays(element: etree._Element, name: str) -> bool:
    """Tell whether an element is drawn without its relation: a link still has its words."""
    return name in _STAYS_WITHOUT or (name == "hyperlink" and len(element) > 0)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]
