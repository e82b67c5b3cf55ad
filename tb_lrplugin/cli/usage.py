"""What is wrong with a command, for whoever typed it."""

from __future__ import annotations


class UsageError(Exception):
    """Wrong usage or an unreadable LOGDIR; the message is a sentence for the user."""
