"""What a file, or the files of one folder, say of scheduler, optimizer and counters, wherever these stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tb_lrplugin.formats.checkpoint import Checkpoint
from tb_lrplugin.formats.pickles import PickleError, mappings, method_named, plain
from tb_lrplugin.frameworks.checkpoint.others import (
    SavedKerasReading,
    keras_readings,
    of_deepspeed,
    of_ignite,
    of_mmengine,
    of_stable_baselines,
    safely,
)
from tb_lrplugin.frameworks.checkpoint.states import (
    ParameterGroup,
    SchedulerState,
    class_of,
    count,
    groups_of,
    scheduler_of,
)
from tb_lrplugin.frameworks.checkpoint.writers import Writer, writer_of
from tb_lrplugin.schedules import Schedule

# In the order in which they are believed; composer counts batches, ignite and mmengine iterations.
_STEPS = ("global_step", "global_steps", "iteration", "iter", "batch", "step", "num_updates")
_EPOCHS = ("epoch",)
_LIMITS = ("max_iters", "max_epochs")
# Settings that tell how long a run is to take, by their names in scripts; -1 stands for none.
_PLANNED_STEPS = ("max_iters", "max_steps", "max_train_steps", "num_training_steps", "total_steps")
_PLANNED_EPOCHS = ("max_epochs", "num_train_epochs", "max_train_epochs", "num_epochs", "n_epochs", "epochs")
# Where settings stand: parts of the root.
_SETTINGS = frozenset(
    {"args", "config", "cfg", "hparams", "hyper_parameters", "opt", "train_args", "training_args", "runtime_info"}
)
_MOST_SCHEDULERS = 16
# Where a run counts its steps: at the root, or in a part of it that is named so.
_COUNTING = frozenset({"trainer", "timestamp", "Timestamp", "state", "meta", "runtime_info", "message_hub", "engine"})
_MOST_STATES = 8
_ARGUMENTS = "transformers.training_args.TrainingArguments"


@dataclass(frozen=True)
class OptimizerState:
    """An optimizer as it was saved.

    Attributes:
      groups: its parameter groups.
      updates: how often it was updated, by its own count; None where it keeps none.
    """

    groups: tuple[ParameterGroup, ...]
    updates: int | None


@dataclass(frozen=True)
class Told:
    """What a checkpoint says.

    Attributes:
      schedulers: the outer ones, in their order.
      optimizers: what is known of each, in their order.
      step, epoch: the run's own counters.
      others: what schedulers of other families may be, in their own steps.
      keras: the optimizers of a Keras model.
      batches: how many batches the run has seen; None where it does not count them apart from updates.
      planned_steps, planned_epochs: how long the run is to take, by settings that were saved; None where not known.
      writer: who saved it.
      saved_at: when it was written, in seconds since the epoch; None where not known.
    """

    schedulers: tuple[SchedulerState, ...] = ()
    optimizers: tuple[OptimizerState, ...] = ()
    step: int | None = None
    epoch: int | None = None
    others: tuple[Schedule, ...] = ()
    keras: tuple[SavedKerasReading, ...] = ()
    batches: int | None = None
    planned_steps: int | None = None
    planned_epochs: int | None = None
    writer: Writer = Writer.SCRIPT
    saved_at: float | None = None

    def __bool__(self) -> bool:
        return bool(self.schedulers or self.optimizers or self.keras)

    def optimizer_of(self, index: int) -> OptimizerState | None:
        """Give the optimizer that a scheduler drives; None where that cannot be told."""
        if len(self.optimizers) == 1:
            return self.optimizers[0]
        return self.optimizers[index] if len(self.optimizers) == len(self.schedulers) else None


@dataclass
class _Parts:
    """What was found on the way."""

    schedulers: list[Mapping[Any, Any]] = field(default_factory=list)
    optimizers: list[OptimizerState] = field(default_factory=list)
    counters: dict[str, int] = field(default_factory=dict)
    handlers: list[Mapping[Any, Any]] = field(default_factory=list)
    chain: list[Mapping[Any, Any]] = field(default_factory=list)
    planned: dict[str, int] = field(default_factory=dict)


def told_by(checkpoints: Mapping[str, Checkpoint], beside: Iterable[str] = ()) -> Told:
    """Read what the files of one checkpoint say together.

    Args:
      checkpoints: by the names of their files; of use as long as these are open.
      beside: names of the files in their folder.
    """
    parts = _Parts()
    for name, checkpoint in checkpoints.items():
        trees = (checkpoint.tree, checkpoint.optimizer) if checkpoint.kind == "torch" else (checkpoint.optimizer,)
        for tree in trees:
            _collect(tree, checkpoint, parts, is_counting=not name.startswith(("optimizer", "scheduler")))
    told = Told(
        optimizers=tuple(parts.optimizers),
        others=tuple(_others(parts, checkpoints.values())),
        keras=tuple(one for checkpoint in checkpoints.values() for one in _keras(checkpoint)),
    )
    is_paired = len(parts.optimizers) == len(parts.schedulers)
    groups = [one.groups for one in parts.optimizers] if is_paired else [_groups(parts)] * len(parts.schedulers)
    found = [scheduler_of(state, held) for state, held in zip(parts.schedulers, groups, strict=True)]
    if not found:
        rates = [group.rate for group in _groups(parts)]
        found = [of_deepspeed(_deepspeed(one.tree), rates) for one in checkpoints.values()]
    return replace(
        told,
        schedulers=tuple(one for one in found if one is not None),
        step=_first_of(_STEPS, parts.counters),
        epoch=_first_of(_EPOCHS, parts.counters),
        batches=next((seen for one in checkpoints.values() if (seen := _batches(one.tree)) is not None), None),
        planned_steps=_first_of(_PLANNED_STEPS, parts.planned),
        planned_epochs=_first_of(_PLANNED_EPOCHS, parts.planned),
        writer=writer_of(beside, checkpoints),
    )


def _first_of(names: Iterable[str], found: Mapping[str, int]) -> int | None:
    return next((found[name] for name in names if name in found), None)


def _others(parts: _Parts, checkpoints: Iterable[Checkpoint]) -> Iterator[Schedule]:
    for checkpoint in checkpoints:
        yield from safely(of_stable_baselines(checkpoint.tree)) if checkpoint.kind == "sb3" else ()
    if parts.chain:
        found = of_mmengine(parts.chain, *map(parts.counters.get, _LIMITS))
        yield from () if found is None else (found,)
    for state in parts.handlers:
        yield from safely(of_ignite(state))


def _deepspeed(tree: Any) -> Any:
    """Write out what DeepSpeed says of its scheduler, and nothing of the model."""
    root: Mapping[Any, Any] = tree if isinstance(tree, dict) else {}
    return _plain({key: root[key] for key in ("lr_scheduler", "ds_config") if key in root})


def _keras(checkpoint: Checkpoint) -> Iterator[SavedKerasReading]:
    return keras_readings(checkpoint.tree) if checkpoint.kind == "keras" else iter(())


def _groups(parts: _Parts) -> tuple[ParameterGroup, ...]:
    return parts.optimizers[0].groups if len(parts.optimizers) == 1 else ()


def _collect(tree: Any, checkpoint: Checkpoint, parts: _Parts, *, is_counting: bool) -> None:
    inner: list[tuple[Any, ...]] = []
    for path, held, kind in mappings(tree):
        if kind == _ARGUMENTS or (len(path) == 1 and path[-1] in _SETTINGS) or path[-1:] == ("runtime_info",):
            _plan(held, parts)
        if any(path[: len(outer)] == outer for outer in inner):
            continue
        if "event_index" in held and "param_name" in held:
            # A handler of ignite; the counters of what it wraps are not kept up to date.
            inner.append(path)
            parts.handlers += [_state(held)] if held["param_name"] == "lr" else []
        elif "last_step" in held and "_global_step" in held:
            inner.append(path)
            parts.chain.append(_state(held))
        elif class_of(held) is not None and len(parts.schedulers) < _MOST_SCHEDULERS:
            # Its parts are its own business.
            inner.append(path)
            parts.schedulers.append(_state(held))
        elif isinstance(held.get("param_groups"), (list, tuple)):
            inner.append(path)
            groups = groups_of(held)
            if groups and len(parts.optimizers) < _MOST_SCHEDULERS:
                parts.optimizers.append(OptimizerState(tuple(groups), _updates(held.get("state"), checkpoint)))
        elif is_counting and (not path or path[-1] in _COUNTING):
            for name, found in ((name, count(held.get(name))) for name in (*_STEPS, *_EPOCHS, *_LIMITS)):
                if found is not None:
                    parts.counters.setdefault(name, found)


def _plan(held: Mapping[Any, Any], parts: _Parts) -> None:
    for name in (*_PLANNED_STEPS, *_PLANNED_EPOCHS):
        found = count(held.get(name))
        if found:
            parts.planned.setdefault(name, found)


def _batches(tree: Any) -> int | None:
    """Read Lightning's count of batches, of which several may make one update."""
    held = tree
    for key in ("loops", "fit_loop", "epoch_loop.batch_progress", "total"):
        held = held.get(key) if isinstance(held, dict) else None
    return count(held.get("completed")) if isinstance(held, dict) else None


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
    if not isinstance(found, Mapping):
        return {}
    # Up to torch 2.3 OneCycleLR keeps its curve as a method, newer ones by name.
    by = method_named(held.get("anneal_func"))
    return found if by is None else {"_anneal_func_type": by.removeprefix("_annealing_"), **found}


def _plain(value: Any) -> Any:
    """Write out a part; nothing where it is too large for what it claims to be."""
    try:
        return plain(value)
    except PickleError:
        return None
