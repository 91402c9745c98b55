"""Play published cases through the house and compare; see docs/replay.md."""
