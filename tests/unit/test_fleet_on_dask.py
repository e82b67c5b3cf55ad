"""A check on a real Dask cluster of several processes, one of which is killed on the way."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from tb_lrplugin import fleet
from tb_lrplugin.fleet.workers import dask_executor
from tb_lrplugin.report.looking import contract_of, look
from tests.support.labelled import LOGS

distributed = pytest.importorskip("distributed", reason="distributed is not installed")
pytestmark = pytest.mark.filterwarnings("default")
# More than are left in one part for a family.
CASES = (
    *("huggingface-frozen", "object-detection-flat", "lightning-stuck", "vits-epochs", "sheeprl-stuck", "nemo-stuck"),
    *("fairseq-frozen", "rt_detr-drops", "litgpt-cosine"),
)


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    for case in CASES:
        shutil.copytree(LOGS / case, tmp_path / case)
    snapshot = look(str(tmp_path))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        victim = next(iter(cluster.workers.values()))
        parts_lost = []

        def kill_at_work() -> None:
            while not (at_work := len(cluster.scheduler.workers[victim.worker_address].processing)):
                time.sleep(0.01)
            os.kill(victim.pid, signal.SIGKILL)
            parts_lost.append(at_work)

        killer = threading.Thread(target=kill_at_work)
        killer.start()
        with dask_executor(cluster.scheduler_address) as executor:
            report = fleet.check(tmp_path, executor, parts=6)
        killer.join()
    assert parts_lost
    assert report == contract_of(str(tmp_path), snapshot.entries, snapshot.problems)
