"""Files as people send them, each with a mark where a camera, a printer or a word processor writes its own."""

import io
import os
import subprocess
import zipfile
from pathlib import Path

import imageio_ffmpeg
import pikepdf
import pillow_heif
from PIL import Image

MARK = "ZHEN-BIAOJI-999999"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ORIENTATION, ARTIST, GPS = 0x0112, 0x013B, 0x8825


def picture(width: int = 40, height: int = 20) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


def photo(kind: str = "JPEG", mark: str = MARK, *, size: tuple[int, int] = (40, 20)) -> bytes:
    """Lying on its side, with an artist, a place, and something after its end."""
    pillow_heif.register_heif_opener()
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = 6, mark
    exif.get_ifd(GPS)[1] = "N"
    out = io.BytesIO()
    picture(*size).save(out, kind, exif=exif)
    return out.getvalue() + (f"<script>{mark}</script>".encode() if kind == "JPEG" else b"")


def paper(mark: str = MARK) -> bytes:
    """A page with a photo, and around it all that a PDF can carry besides."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    image = pikepdf.Stream(pdf, photo(mark=mark))
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = 40, 20, 8
    image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
    image.Metadata = pdf.make_stream(f"<x>{mark}</x>".encode())
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = pdf.make_stream(b"q 200 0 0 200 0 0 cm /Im0 Do Q")
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = [mark]
    pdf.docinfo["/Author"] = mark
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=mark)
    pdf.attachments[f"{mark}.txt"] = mark.encode()
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=mark, T=mark
    )
    page.obj.Annots = pdf.make_indirect([note])
    page.obj.PieceInfo = pikepdf.Dictionary(A=mark)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def locked_paper() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def letter(mark: str = MARK, **more: bytes) -> bytes:
    """A text with a picture, a comment, a template's path, marks of sittings and a printed preview."""
    body = (
        f'<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}"><w:body><w:p w:rsidR="00AB12CD"><w:r><w:t>正文</w:t></w:r>'
        f'<w:ins w:author="{mark}" w:date="2026-03-14T09:00:00Z"><w:r><w:t>补充</w:t></w:r></w:ins>'
        f'<w:hyperlink r:id="rId9"><w:r><w:t>信箱</w:t></w:r></w:hyperlink></w:p></w:body></w:document>'
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="text/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/core" Target="docProps/core.xml"/></Relationships>',
        "word/document.xml": body,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId8" Type="{RELATIONS}/image" Target="media/image1.jpeg"/>'
        f'<Relationship Id="rId9" Type="{RELATIONS}/hyperlink" Target="mailto:{mark}@example.cn"'
        ' TargetMode="External"/></Relationships>',
        "word/comments.xml": f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0" w:author="{mark}" w:initials="Z">'
        "<w:p><w:r><w:t>批注</w:t></w:r></w:p></w:comment></w:comments>",
        "word/people.xml": f"<p>{mark}</p>",
        "docProps/core.xml": f"<c>{mark}</c>",
        "docProps/thumbnail.jpeg": photo(mark=mark),
        "word/media/image1.jpeg": photo(mark=mark),
        **more,
    }
    return zipped(parts)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def table_bomb() -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": b" " * 30_000_000})


def ffmpeg_on(path: Path) -> str:
    """Put an ffmpeg into a folder of its own; return a PATH that begins with it."""
    path.mkdir(exist_ok=True)
    if not (path / "ffmpeg").exists():
        (path / "ffmpeg").symlink_to(imageio_ffmpeg.get_ffmpeg_exe())
    return f"{path}{os.pathsep}{os.environ['PATH']}"


def film(folder: Path, extension: str = "mp4", mark: str = MARK) -> bytes:
    """A second of sound, and of picture where the kind has one, with a title and a place."""
    target = folder / f"film.{extension}"
    sources = ["-f", "lavfi", "-i", "sine=d=1"]
    if extension in {"mp4", "mov"}:
        sources = [*("-f", "lavfi", "-i", "testsrc=d=1:s=64x64"), *sources]
    notes = ["-metadata", f"title={mark}", "-metadata", f"location={mark}", "-metadata", f"artist={mark}"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y", *sources, *notes, str(target)]
    subprocess.run(command, check=True)
    return target.read_bytes()


def everything_in(data: bytes) -> bytes:
    """Unpack a document as far as it goes, so that nothing hides in compression."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"".join([name.encode() + archive.read(name) for name in archive.namelist()])
    if data[:4] == b"%PDF":
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            level = pikepdf.StreamDecodeLevel.generalized
            mode = pikepdf.ObjectStreamMode.disable
            pdf.save(out, compress_streams=False, stream_decode_level=level, object_stream_mode=mode)
        return out.getvalue()
    return data
