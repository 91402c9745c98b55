"""Canaries: words that must be nowhere in the clear, every form in which they could lie about, and every place to look.

A canary is a stem; each tip carries it with its own number behind, so that one search finds the canaries of all tips.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from celery import current_app
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from kombu import pools
from pypdf import PdfReader

from config.session_store import SessionStore
from tests.vault import samples

# What is sealed: who, where to reach them, what they saw, what only their files know, where the money goes.
SEALED: Mapping[str, str] = {
    "name": "甄雁栖",
    "phone": "199099977",
    "reach": "雁栖岭下小卖部",
    "words": "只有雁栖知道的事",
    "hidden": "雁栖赔偿金",
    "address": "雁栖岭尽头",
    "identity number": "99999919770314",
    "exif": "YANQI-CAMERA",
    "question": "雁栖的追问",
    "answer": "雁栖的回话",
    "objection": "雁栖的异议",
    "defence": "雁栖的申辩",
    "payee": "甄领雁",
    "account": "9999777700",
}
# What is not even sealed, because nobody keeps it: where a browser is, what it is, where it came from, a file's name.
KEPT_NOWHERE: Mapping[str, str] = {
    "network address": "203.0.113.77",
    "user agent": "YanqiBrowser",
    "referrer": "yanqi-referrer.example",
    "file name": "雁栖家门口",
}
HEADERS: Mapping[str, str] = {
    "REMOTE_ADDR": KEPT_NOWHERE["network address"],
    "HTTP_X_FORWARDED_FOR": KEPT_NOWHERE["network address"],
    "HTTP_USER_AGENT": f"{KEPT_NOWHERE['user agent']}/1.0",
    "HTTP_REFERER": f"https://{KEPT_NOWHERE['referrer']}/",
    "HTTP_ACCEPT_LANGUAGE": "en",
}


def mark(name: str, number: int) -> str:
    """Return the canary of one tip."""
    stem = SEALED.get(name) or KEPT_NOWHERE[name]
    return f"{stem}{number:0{18 - len(stem) if name == 'identity number' else 2}d}"


def answers(number: int, *, mode: str) -> dict[str, dict[str, str]]:
    """Return what the reporter of one tip answers."""
    told = f"{mark('words', number)}，我的证件号是{mark('identity number', number)}。"
    you = {"mode": mode, "name": "", "phone": "", "reach": ""}
    if mode != "anonymous":
        you |= {name: mark(name, number) for name in ("name", "phone", "reach")}
    return {
        "details": {"how_hidden": mark("hidden", number)},
        "place": {"address": mark("address", number)},
        "words": {"text": told},
        "you": you,
    }


def files(number: int) -> list[SimpleUploadedFile]:
    """Return a photo, a paper and a letter, each with the camera's canary inside and in a name of its own."""
    exif, name = mark("exif", number), mark("file name", number)
    made = {"jpg": samples.photo(mark=exif), "pdf": samples.paper(exif), "docx": samples.letter(exif)}
    return [SimpleUploadedFile(f"{name}.{extension}", data) for extension, data in made.items()]


def payee(number: int) -> dict[str, str]:
    """Return where the money of one tip goes."""
    name, account = mark("payee", number), mark("account", number)
    return {"way": "bank", "name": name, "bank": "试验银行涪陵支行", "account": f"{account}0000"}


# ---- The forms in which a word can lie about --------------------------------------------------------------------
def forms_of(word: str) -> dict[str, bytes]:
    """Return a word plain, in base64 at its three offsets, in hex, UTF-16, and as JSON and addresses do."""
    plain = word.encode()
    found = {
        "plain": plain,
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        "UTF-16 LE": word.encode("utf-16-le"),
        "UTF-16 BE": word.encode("utf-16-be"),
        "JSON": json.dumps(word)[1:-1].encode(),
        "address": quote(word).encode(),
    }
    for name, alphabet in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
        for offset in range(3):
            # The first and last signs also hold bits of the neighbours.
            first, last = (0, 2, 3)[offset], (0, 3, 2)[(len(plain) + offset) % 3]
            encoded = alphabet(bytes(offset) + plain).rstrip(b"=")
            found[f"{name} +{offset}"] = encoded[first : len(encoded) - (1 if last else 0)]
    return found


def search(places: Mapping[str, bytes], words: Mapping[str, str]) -> list[str]:
    """Say which word lies where, in which form."""
    return [
        f"{name} in {place}, {form}"
        for name, word in words.items()
        for form, data in forms_of(word).items()
        for place, content in places.items()
        if data in content
    ]


# ---- The places where it can lie --------------------------------------------------------------------------------
@dataclass
class Broker:
    """A broker of files in a folder of the test's own."""

    folder: Path
    app: Any = field(default_factory=current_app._get_current_object)

    def __enter__(self) -> Broker:
        """Send what is published to this folder."""
        queue = self.folder / "queue"
        queue.mkdir(parents=True)
        (self.folder / "control").mkdir()
        self._before = {name: self.app.conf[name] for name in ("broker_url", "broker_transport_options")}
        options = {"data_folder_in": str(queue), "data_folder_out": str(queue)}
        options["control_folder"] = str(self.folder / "control")
        self._use({"broker_url": "filesystem://localhost", "broker_transport_options": options})
        return self

    def __exit__(self, *_error: object) -> None:
        """Send elsewhere again."""
        self._use(self._before)

    def _use(self, options: Mapping[str, Any]) -> None:
        self.app.conf.update(options)
        pools.reset()
        self.app._pool = None
        self.app.amqp._producer_pool = None

    def messages(self) -> bytes:
        """Return what lies in the broker, the bodies decoded."""
        raw = [path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()]
        bodies = [base64.b64decode(json.loads(one)["body"]) for one in raw if one.startswith(b"{")]
        return b"\n".join([*raw, *bodies])


def database() -> bytes:
    """Return every value of every table."""
    return b"\n".join(_rows())


def _rows() -> Iterator[bytes]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            for row in cursor.fetchall():
                yield b"\n".join(_bytes_of(value) for value in row)


def _bytes_of(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else str(value).encode()


def sessions() -> bytes:
    """Return every session as it is read, unsigned and unpacked."""
    store: SessionBase = SessionStore()
    rows = Session.objects.values_list("session_data", flat=True)
    return b"\n".join(json.dumps(store.decode(data), ensure_ascii=False).encode() for data in rows)


def folders() -> bytes:
    """Return the names and contents of all files: media, sealed files, papers unpacked and read."""
    roots = [Path(settings.MEDIA_ROOT), Path(settings.VAULT_DIR)]
    return b"\n".join(_file(path) for root in roots for path in sorted(root.rglob("*")) if path.is_file())


def _file(path: Path) -> bytes:
    data = path.read_bytes()
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages] if data[:4] == b"%PDF" else []
    return b"\n".join(
        [str(path.name).encode(), data, samples.everything_in(data), *(t.encode() for t in texts)]
    )


def cached() -> bytes:
    """Return what the caches hold."""
    return b"\n".join(repr(getattr(cache, "_cache", {})).encode() for cache in caches.all())


def mails() -> bytes:
    """Return the letters of mail that were sent."""
    return b"\n".join(bytes(message.message()) for message in mail.outbox)


def everywhere(broker: Broker, log: Callable[[], str]) -> dict[str, bytes]:
    """Return all places by name."""
    return {
        "the database": database(),
        "the sessions": sessions(),
        "the files": folders(),
        "the broker": broker.messages(),
        "the log": log().encode(),
        "the cache": cached(),
        "the mail": mails(),
    }
