"""Writes of tips: filing and intake, the mailbox, the files."""

from reports.services.files import clean_file_again, read_copy, read_file, release_file
from reports.services.mailbox import (
    read_messages,
    read_words,
    tell_reporter,
    write_to_desk,
    write_to_reporter,
)
from reports.services.tips import (
    Filing,
    Tip,
    accept_report,
    answer_report,
    close_report,
    decline_report,
    keep_tied_out,
    merge_report,
    release_working_text,
    stand_aside,
    submit_report,
    transfer_report,
    withdraw_report,
)

__all__ = [
    "Filing",
    "Tip",
    "accept_report",
    "answer_report",
    "clean_file_again",
    "close_report",
    "decline_report",
    "keep_tied_out",
    "merge_report",
    "read_copy",
    "read_file",
    "read_messages",
    "read_words",
    "release_file",
    "release_working_text",
    "stand_aside",
    "submit_report",
    "tell_reporter",
    "transfer_report",
    "withdraw_report",
    "write_to_desk",
    "write_to_reporter",
]
