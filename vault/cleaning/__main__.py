"""The program: a file comes in, the clean one goes out; the exit code says why not."""

import sys

from vault.cleaning.films import CONTAINERS, clean_film
from vault.cleaning.limits import CODES, Limits, Unclean
from vault.cleaning.office import clean_office
from vault.cleaning.papers import clean_paper
from vault.cleaning.photos import FORMATS, clean_photo

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CLEANERS = {
    **dict.fromkeys(FORMATS, clean_photo),
    **dict.fromkeys(CONTAINERS, clean_film),
    "application/pdf": clean_paper,
    DOCX: clean_office,
    XLSX: clean_office,
}


def main(media_type: str, *limits: str) -> int:
    """Clean what comes in; the exit code. Nothing is said in words: they could hold a word of the file."""
    allowed = Limits(*(int(limit) for limit in limits))
    allowed.apply()
    cleaner = CLEANERS.get(media_type)
    try:
        if cleaner is None:
            raise Unclean("kind")
        cleaned = cleaner(sys.stdin.buffer.read(), media_type, allowed)
    except Unclean as unclean:
        return CODES[unclean.code]
    except MemoryError:
        return CODES["bomb"]
    if len(cleaned) > allowed.size:
        return CODES["bomb"]
    sys.stdout.buffer.write(cleaned)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
