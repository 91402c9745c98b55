"""The broker of the embedded default bears what a full disk leaves behind."""

from kombu import Connection


def test_a_message_that_was_cut_off_does_not_end_the_worker(tmp_path):
    for folder in ("queue", "control"):
        (tmp_path / folder).mkdir()
    queue = str(tmp_path / "queue")
    folders = {
        "data_folder_in": queue,
        "data_folder_out": queue,
        "control_folder": str(tmp_path / "control"),
        "store_processed": False,
    }
    with Connection("filesystem://", transport_options=folders) as connection:
        # A queue that no other test of this process has declared: kombu would take it for bound.
        messages = connection.SimpleQueue("cut-off")
        messages.put([7])
        (tmp_path / "queue" / "0_empty.cut-off.msg").touch()
        (tmp_path / "queue" / "0_half.cut-off.msg").write_text('{"body": "W1')
        assert messages.get(timeout=5).payload == [7]
        messages.close()
