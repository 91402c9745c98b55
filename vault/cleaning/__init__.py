"""Cleaning files of what tells where, when, with which device and by whom they were made.

`python -m vault.cleaning MEDIA_TYPE PIXELS BYTES SECONDS` reads a file and writes the clean one.
It runs as a program of its own, without the database, the settings, a key or a secret in its environment, and under
limits: what opens a stranger's file is the part of the house most likely to be broken into. Nothing here imports
Django, and no plain byte touches the disk.
"""
