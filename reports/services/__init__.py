"""Writes of tips: filing and intake, the mailbox, the files, the reporter's protection."""

from reports.services.answers import ask_reporter, conclude_recheck, extend_report, object_to_answer
from reports.services.archives import ask_volume, bind_reporters_papers, read_volume
from reports.services.bulk import Line, take_in_several
from reports.services.files import clean_file_again, read_copy, read_file, release_file
from reports.services.handing_on import TAKEN_BACK, acknowledge_transfer, transfer_report
from reports.services.mailbox import (
    read_messages,
    stop_waiting,
    stop_waiting_in_vain,
    tell_reporter,
    write_to_desk,
    write_to_reporter,
)
from reports.services.matters import (
    answer_report,
    close_report,
    compare_words,
    find_first,
    merge_report,
    note_likenesses,
    tell_reporters,
)
from reports.services.passwords import WrongPassword, check_claim_password
from reports.services.protection import (
    answer_check_ins,
    answer_retaliation,
    forget_check_in,
    place_check_ins,
    plan_check_in,
    raise_retaliation,
    read_retaliation,
)
from reports.services.tips import (
    CameBefore,
    Filing,
    Slip,
    Tip,
    accept_report,
    decline_report,
    keep_tied_out,
    release_working_text,
    stand_aside,
    submit_report,
    withdraw_report,
)
from reports.services.words import end_words, read_words, share_words, shut_out_of

__all__ = [
    "TAKEN_BACK",
    "CameBefore",
    "Filing",
    "Line",
    "Slip",
    "Tip",
    "WrongPassword",
    "accept_report",
    "acknowledge_transfer",
    "answer_check_ins",
    "answer_report",
    "answer_retaliation",
    "ask_reporter",
    "ask_volume",
    "bind_reporters_papers",
    "check_claim_password",
    "clean_file_again",
    "close_report",
    "compare_words",
    "conclude_recheck",
    "decline_report",
    "end_words",
    "extend_report",
    "find_first",
    "forget_check_in",
    "keep_tied_out",
    "merge_report",
    "note_likenesses",
    "object_to_answer",
    "place_check_ins",
    "plan_check_in",
    "raise_retaliation",
    "read_copy",
    "read_file",
    "read_messages",
    "read_retaliation",
    "read_volume",
    "read_words",
    "release_file",
    "release_working_text",
    "share_words",
    "shut_out_of",
    "stand_aside",
    "stop_waiting",
    "stop_waiting_in_vain",
    "submit_report",
    "take_in_several",
    "tell_reporter",
    "tell_reporters",
    "transfer_report",
    "withdraw_report",
    "write_to_desk",
    "write_to_reporter",
]
