"""TensorBoard on a log directory, quiet, with the address of the tab as the last line."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import threading
import warnings
from collections.abc import Callable


def serve(logdir: str, port: int, progress: Callable[[str], None]) -> None:
    """Serve a log directory until interrupted.

    Args:
      logdir: directory of event files.
      port: to listen on; 0 for any that is free.
      progress: called with the address of the tab once it answers.

    Raises:
      OSError: if TensorBoard cannot listen there.
    """
    # TensorBoard imports TensorFlow where it is installed, whose notes are no concern of a demo.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    for name in ("tensorboard", "tensorflow", "absl", "werkzeug"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # What is out of date in an older TensorBoard is of no use to whoever looks at the runs.
    warnings.filterwarnings("ignore", module=r"tensorboard\.")
    from tensorboard import program

    server = program.TensorBoard()
    server.configure(argv=["tensorboard", "--logdir", logdir, "--port", str(port), "--host", "localhost"])
    try:
        # It tells of its data server; what goes wrong it raises.
        with contextlib.redirect_stderr(io.StringIO()):
            address = server.launch()
    except program.TensorBoardServerException as error:
        raise OSError(f"TensorBoard cannot listen on port {port}: {error}. Choose another with --port.") from error
    progress(f"{address.rstrip('/')}/#lr_diagnostics")
    threading.Event().wait()
