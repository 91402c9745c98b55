"""Backups: one sealed archive of database and files, read back whole or not at all; and the move to PostgreSQL."""
