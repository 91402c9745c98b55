"""Writes of the vault: keys, envelopes, files."""

from vault.services.copies import (
    clean_again,
    clean_waiting,
    open_copy,
    release_copy,
    turn_cleaning_key,
)
from vault.services.envelopes import (
    PreparedEnvelope,
    destroy_envelope,
    open_envelope,
    open_peeled,
    peel_envelope,
    prepare_envelope,
    prepare_envelopes,
    reseal_envelope,
    store_envelope,
    store_envelopes,
)
from vault.services.files import (
    PreparedFile,
    discard_unclaimed_files,
    open_file,
    prepare_file,
    prepare_files,
    store_files,
)
from vault.services.keys import (
    begin_session,
    change_password,
    create_escrow,
    create_key,
    retire_key,
    rewrap_key,
    unlock_key,
)

__all__ = [
    "PreparedEnvelope",
    "PreparedFile",
    "begin_session",
    "change_password",
    "clean_again",
    "clean_waiting",
    "create_escrow",
    "create_key",
    "destroy_envelope",
    "discard_unclaimed_files",
    "open_copy",
    "open_envelope",
    "open_file",
    "open_peeled",
    "peel_envelope",
    "prepare_envelope",
    "prepare_envelopes",
    "prepare_file",
    "prepare_files",
    "release_copy",
    "reseal_envelope",
    "retire_key",
    "rewrap_key",
    "store_envelope",
    "store_envelopes",
    "store_files",
    "turn_cleaning_key",
    "unlock_key",
]
