"""Papers in a bucket: printed into it, given to those who may read them, backed up, and restored into another.

The bucket is moto's: django-storages and boto3 speak to it as they do to a real one, and nothing leaves the machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.config.test_backups import said_after
from tests.installation import FOUND, Installation, installed

BUCKET = """
import boto3
from moto import mock_aws
mock_aws().start()
objects = boto3.resource("s3", region_name="us-east-1").Bucket("office-papers")
objects.create()
settings.ALLOWED_HOSTS = ["testserver"]
from config.watching import readiness
from notices.models import Notice
from notices.errors import FileChanged
from notices.files import sha256_of
from notices.selectors import read_file
def told():
    print("storage", readiness()["storage"])
    for paper in Notice.objects.order_by("pk"):
        held = [one.get()["Body"].read() for one in objects.objects.filter(Prefix=paper.path)]
        print("paper", paper.reference, paper.path, [sha256_of(data) == paper.pdf_sha256 for data in held])
"""
WORK = """
factories.report_in("accepted")
factories.settle(prints=True)
paper = Notice.objects.get(kind="acceptance")
answer = factories.browser(factories.the(factories.Duty.DESK)).get(f"/desk/notices/{paper.reference}/download/")
print("given", answer.status_code, sha256_of(answer.content) == paper.pdf_sha256)
told()
seal_log()
"""
LOSE = """
paper = Notice.objects.get(kind="acceptance")
objects.Object(paper.path).delete()
try:
    read_file(paper)
except FileChanged:
    print("noticed the paper")
objects.delete()
print("storage", readiness()["storage"])
"""


@pytest.fixture
def bucketed(tmp_path: Path, monkeypatch: Any, django_db_setup: None, django_db_blocker: Any) -> Any:
    """Return a function that makes an installation whose papers lie in a bucket."""
    monkeypatch.setenv("STORAGE_URL", "s3://office-papers")

    def make(name: str) -> Installation:
        with django_db_blocker.unblock():
            return installed(tmp_path, name, vendor="sqlite")

    return make


def test_papers_lie_in_the_bucket_and_come_back_from_a_backup(bucketed: Any, tmp_path: Path) -> None:
    working, kept = bucketed("working"), tmp_path / "kept"
    said = working.python(BUCKET + FOUND + WORK + f'tried("backup", "--to", "{kept}")\n' + LOSE)
    assert said_after("given", said) == ["200 True"], said
    assert said_after("done", said) == ["backup"], said
    papers = said_after("paper", said)
    assert papers
    assert all(paper.endswith("[True]") for paper in papers)
    assert not list((working.folder / "media").rglob("*.pdf"))
    # What is gone is not given, and a bucket that is gone is noticed.
    assert said_after("noticed", said) == ["the paper"], said
    assert said_after("storage", said) == ["True", "False"], said

    archive = next(iter(kept.glob("chuishao-*")))
    codes = said_after("code", said)
    script = BUCKET + f'tried("restore", "{archive}")\ntried("verify_log")\ntold()\n'
    said = bucketed("other").python(script, text=f"{codes[0]}\n{codes[2]}\n")
    assert said_after("done", said) == ["restore", "verify_log"], said
    assert said_after("paper", said) == papers
