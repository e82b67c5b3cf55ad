"""`GET ./diagnoses`: one compact row for every series."""

from __future__ import annotations

import gzip
import json
import threading

from werkzeug.wrappers import Request, Response

from tb_lrplugin.http.respond import not_modified, respond_compressed_json
from tb_lrplugin.workspace.snapshot import Snapshot
from tb_lrplugin.workspace.workspace import Workspace

# Seconds that a page waits for a look that takes long, before it is told what is known so far.
PATIENCE = 1.0
# TensorBoard's own level for what it compresses.
_COMPRESSION = 3


class DiagnosesRoute:
    """Answers with the rows of all series, worst first; within `patience` seconds with those known by then."""

    def __init__(self, workspace: Workspace, patience: float = PATIENCE) -> None:
        self._workspace = workspace
        self._patience = patience
        self._lock = threading.Lock()
        self._revision = ""
        self._body = b""

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        snapshot = self._workspace.snapshot(self._patience)
        if request.if_none_match.contains_weak(snapshot.revision):
            return not_modified(request, snapshot.revision)
        return respond_compressed_json(request, self._compressed(snapshot), snapshot.revision)

    def _compressed(self, snapshot: Snapshot) -> bytes:
        """Compress a snapshot once, however many pages ask: 10,000 rows have some megabytes."""
        with self._lock:
            if snapshot.revision != self._revision:
                self._body = gzip.compress(_json_of(snapshot).encode(), _COMPRESSION, mtime=0)
                self._revision = snapshot.revision
            return self._body


def _json_of(snapshot: Snapshot) -> str:
    progress = snapshot.reading
    rest = {
        "problems": list(snapshot.problems),
        "scalar_tags": list(snapshot.scalar_tags),
        "reading": None if progress is None else {"done": progress.done, "total": progress.total},
    }
    tail = json.dumps(rest, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f'{{"version":1,"series":[{",".join(snapshot.row_texts)}],{tail[1:]}'
