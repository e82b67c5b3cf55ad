"""Reading what a run left behind: scalar series, summaries and config files."""

from __future__ import annotations


def is_of_data_server(error: BaseException) -> bool:
    """Say whether TensorBoard's data server gave an error, whatever was asked for."""
    # TensorBoard hands gRPC's own errors on, and imports gRPC only where there is such a server.
    return callable(getattr(error, "code", None))
