"""What a watch costs per update, beside an update of AdamW: `python -m benchmarks.watching`. Needs torch."""

from __future__ import annotations

import tempfile
import time
import warnings

import torch

from tb_lrplugin.torch import LearningRateWatch

_UPDATES, _ROUNDS = 500, 25
_STEP_OF_TRAINING = 10_000.0
# What is promised: 1 % of a step of 10 ms, in microseconds.
_MOST = 0.01 * _STEP_OF_TRAINING


class Loop:
    """An optimizer of few weights with its scheduler, and a watch or none."""

    def __init__(self, is_watched: bool = False, is_logged: bool = False) -> None:
        weight = torch.nn.Parameter(torch.ones(10))
        weight.grad = torch.ones(10)
        self.optimizer = torch.optim.AdamW([weight], lr=1e-3)
        self.scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(self.optimizer, 10**6)
        writer = tempfile.mkdtemp() if is_logged else None
        self.watch = None
        if is_watched:
            self.watch = LearningRateWatch(self.optimizer, self.scheduler, total_steps=10**6, writer=writer)

    def seconds(self) -> float:
        """Time some updates, on this thread alone; the mean of one."""
        begun = time.thread_time()
        for _ in range(_UPDATES):
            self.optimizer.step()
            self.scheduler.step()
            if self.watch is not None:
                self.watch.step()
        return (time.thread_time() - begun) / _UPDATES


def measure() -> dict[str, float]:
    """Time an update alone, watched, and watched with a log: the least of rounds that take turns, in microseconds."""
    torch.set_num_threads(1)
    loops = {
        "alone": Loop(),
        "watched": Loop(is_watched=True),
        "watched and logged": Loop(is_watched=True, is_logged=True),
    }
    found = dict.fromkeys(loops, float("inf"))
    for _ in range(_ROUNDS):
        for name, loop in loops.items():
            found[name] = min(found[name], 1e6 * loop.seconds())
    for loop in loops.values():
        if loop.watch is not None:
            loop.watch.close()
    return found


def main() -> int:
    """Print the table; 1 where a watch costs more than is promised."""
    warnings.simplefilter("ignore")
    found = measure()
    alone = found.pop("alone")
    print(f"an update of AdamW with its scheduler: {alone:.1f} us")
    for name, total in found.items():
        print(f"{name}: {total - alone:.1f} us more, {(total - alone) / _STEP_OF_TRAINING:.2%} of a step of 10 ms")
    return int(max(found.values()) - alone > _MOST)


if __name__ == "__main__":
    raise SystemExit(main())
