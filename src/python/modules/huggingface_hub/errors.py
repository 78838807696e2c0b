"""The errors that a wrapper may catch."""


class EntryNotFoundError(Exception):
    pass


class LocalEntryNotFoundError(FileNotFoundError, EntryNotFoundError):
    """Neither here nor to be had."""

    def __init__(self, message):
        super().__init__(message)
