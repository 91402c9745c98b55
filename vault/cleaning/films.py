"""Films and recordings: pictures and sound are copied as they are, everything written beside them stays behind."""

import os
import shutil
import subprocess
from typing import Final

from vault.cleaning.limits import Limits, Unclean

CONTAINERS: Final = {
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "audio/mp4": "ipod",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
}
# Read as what it was judged to be and nothing else: a playlist in disguise would have other files read.
READ_AS: Final = {"mp4": "mov", "mov": "mov", "ipod": "mov", "mp3": "mp3", "wav": "wav"}
# Only sound and picture are copied: a telephone writes its places into a track of their own.
_COPY: Final = (
    *("-map", "0:v?", "-map", "0:a?", "-dn", "-sn", "-c", "copy"),
    *("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
)
_QUIET: Final = ("-nostdin", "-hide_banner", "-loglevel", "quiet", "-protocol_whitelist", "file,fd,pipe")


def clean_film(data: bytes, media_type: str, limits: Limits) -> bytes:
    """Copy picture and sound into a new container with ffmpeg, through memory alone."""
    tool = shutil.which("ffmpeg")
    if tool is None:
        raise Unclean("tool")
    container = CONTAINERS[media_type]
    source, target = os.memfd_create("source"), os.memfd_create("target")
    with os.fdopen(source, "w+b") as before, os.fdopen(target, "w+b") as after:
        before.write(data)
        before.flush()
        before.seek(0)
        more = ["-movflags", "+faststart"] if container in {"mp4", "mov", "ipod"} else []
        more += ["-id3v2_version", "0", "-write_id3v1", "0", "-write_xing", "0"] if container == "mp3" else []
        done = subprocess.run(  # noqa: S603 - a program of the system, with arguments of ours alone
            [
                *(tool, *_QUIET, "-f", READ_AS[container], "-i", f"/proc/self/fd/{source}"),
                *(*_COPY, *more, "-f", container, "-y", f"/proc/self/fd/{target}"),
            ],
            pass_fds=[source, target],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
        )
        after.seek(0)
        made = after.read()
    if done.returncode != 0 or not made:
        raise Unclean("broken")
    return made
