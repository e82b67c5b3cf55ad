"""The JSON contract: the keys and types of what every face hands out (docs/http_api.md)."""

from __future__ import annotations

from typing import TypedDict


class EvidenceRow(TypedDict):
    """One number for people, to be printed as it is.

    Attributes:
      name: what it is, such as "time_scale".
      text: the number in words, such as "4".
    """

    name: str
    text: str
