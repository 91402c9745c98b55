"""How a reader of traditional Chinese reads dates and numbers: as in the simplified pages."""

from config.formats.zh_Hans.formats import *  # noqa: F403 - Django looks for the names in this module
