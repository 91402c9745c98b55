"""Writes of the vault: keys, envelopes, files."""

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
    "create_escrow",
    "create_key",
    "destroy_envelope",
    "discard_unclaimed_files",
    "open_envelope",
    "open_file",
    "open_peeled",
    "peel_envelope",
    "prepare_envelope",
    "prepare_envelopes",
    "prepare_file",
    "prepare_files",
    "reseal_envelope",
    "retire_key",
    "rewrap_key",
    "store_envelope",
    "store_envelopes",
    "store_files",
    "unlock_key",
]
