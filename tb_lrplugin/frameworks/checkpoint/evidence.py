"""What a file, or the files of one folder, say of scheduler, optimizer and counters, wherever these stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tb_lrplugin.formats.checkpoint import Checkpoint
from tb_lrplugin.formats.pickles import PickleError, mappings, plain
from tb_lrplugin.frameworks.checkpoint.states import (
    ParameterGroup,
    SchedulerState,
    class_of,
    count,
    groups_of,
    scheduler_of,
)

# In the order in which they are believed; composer counts batches, ignite and mmengine iterations.
_STEPS = ("global_step", "global_steps", "iteration", "iter", "batch", "step", "num_updates")
_EPOCHS = ("epoch",)
_MOST_SCHEDULERS = 16
# Where a run counts its steps: at the root, or in a part of it that is named so.
_COUNTING = frozenset({"trainer", "timestamp", "Timestamp", "state", "meta", "runtime_info", "message_hub", "engine"})
_MOST_STATES = 8


@dataclass(frozen=True)
class Told:
    """What a checkpoint says.

    Attributes:
      schedulers: the outer ones, in their order.
      groups: the parameter groups of the first optimizer.
      updates: how often that was updated, by its own count.
      step, epoch: the run's own counters.
    """

    schedulers: tuple[SchedulerState, ...] = ()
    groups: tuple[ParameterGroup, ...] = ()
    updates: int | None = None
    step: int | None = None
    epoch: int | None = None

    def __bool__(self) -> bool:
        return bool(self.schedulers or self.groups)


@dataclass
class _Parts:
    """What was found on the way."""

    schedulers: list[Mapping[Any, Any]] = field(default_factory=list)
    optimizer: Mapping[Any, Any] | None = None
    updates: int | None = None
    counters: dict[str, int] = field(default_factory=dict)


def told_by(checkpoints: Mapping[str, Checkpoint]) -> Told:
    """Read what the files of one checkpoint say together.

    Args:
      checkpoints: by the names of their files; of use as long as these are open.
    """
    parts = _Parts()
    for name, checkpoint in checkpoints.items():
        trees = (checkpoint.tree, checkpoint.optimizer) if checkpoint.kind == "torch" else (checkpoint.optimizer,)
        for tree in trees:
            _collect(tree, checkpoint, parts, is_counting=not name.startswith(("optimizer", "scheduler")))
    groups = () if parts.optimizer is None else tuple(groups_of(parts.optimizer) or ())
    found = (scheduler_of(state, groups) for state in parts.schedulers)
    return Told(
        tuple(one for one in found if one is not None),
        groups,
        parts.updates,
        next((parts.counters[name] for name in _STEPS if name in parts.counters), None),
        next((parts.counters[name] for name in _EPOCHS if name in parts.counters), None),
    )


def _collect(tree: Any, checkpoint: Checkpoint, parts: _Parts, *, is_counting: bool) -> None:
    inner: list[tuple[Any, ...]] = []
    for path, held, _ in mappings(tree):
        if any(path[: len(outer)] == outer for outer in inner):
            continue
        if "event_index" in held and "param_name" in held:
            # A handler of ignite; what it wraps is not kept up to date.
            inner.append(path)
        elif class_of(held) is not None and len(parts.schedulers) < _MOST_SCHEDULERS:
            # Its parts are its own business.
            inner.append(path)
            parts.schedulers.append(_state(held))
        elif isinstance(held.get("param_groups"), (list, tuple)):
            inner.append(path)
            if parts.optimizer is None:
                parts.optimizer, parts.updates = held, _updates(held.get("state"), checkpoint)
        elif is_counting and (not path or path[-1] in _COUNTING):
            for name in (*_STEPS, *_EPOCHS):
                number = count(held.get(name))
                if number is not None:
                    parts.counters.setdefault(name, number)


def _updates(states: Any, checkpoint: Checkpoint) -> int | None:
    """Read the optimizer's own count: that of its first parameters, the largest, as some may be frozen at first."""
    found = [count(number) for number in _counts(states, checkpoint)]
    return max((number for number in found if number is not None), default=None)


def _counts(states: Any, checkpoint: Checkpoint) -> Iterator[Any]:
    listed = list(states.values())[:_MOST_STATES] if isinstance(states, dict) else []
    for one in listed:
        step = one.get("step") if isinstance(one, dict) else None
        yield step if isinstance(step, (int, float)) else checkpoint.number(step)


def _state(held: Mapping[Any, Any]) -> Mapping[Any, Any]:
    found = _plain(dict(held))
    return found if isinstance(found, Mapping) else {}


def _plain(value: Any) -> Any:
    """Write out a part; nothing where it is too large for what it claims to be."""
    try:
        return plain(value)
    except PickleError:
        return None
