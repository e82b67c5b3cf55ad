"""Which severities fail a check."""

from __future__ import annotations

from collections.abc import Iterable

from tb_lrplugin.answers.entry import JsonObject

FAIL_ON = ("error", "warning", "notice", "never")


def fails(entries: Iterable[JsonObject], fail_on: str) -> bool:
    """Say whether any series is at or above the severity `fail_on` ("never": no series is)."""
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1]
    return fail_on != "never" and any(entry["severity"] in failing for entry in entries)
