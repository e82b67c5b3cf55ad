"""What TensorBoard loads: flags, tab and routes. Imports nothing heavy before TensorBoard asks for it."""

from __future__ import annotations

import argparse
import functools
import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from tensorboard.plugins import base_plugin

from tb_lrplugin.names import PLUGIN_NAME, TAB_NAME

if TYPE_CHECKING:
    from concurrent.futures import Future

    from tb_lrplugin.workspace import Workspace

__all__ = ["LearningRatePlugin", "LearningRatePluginLoader"]

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

_TAGS_FLAG = "lr_diagnostics_tags"
_CONFIG_FLAG = "lr_diagnostics_config"
_CHECKPOINTS_FLAG = "lr_diagnostics_checkpoints"

# TensorBoard asks at every page load whether the tab is shown. From its start on we look ahead for a while, since
# event files take a moment to load and a tab that is missing at the first page load looks like a failed installation.
# The first look waits until TensorBoard serves, or until it is asked: what a look imports would slow the start.
_START_SECONDS = 0.5
_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 5.0
_LOOK_AHEAD_SECONDS = 120.0


def once(make: Callable[[], Result]) -> Callable[[], Result]:
    """Wrap a function that makes something: called at the first need, from whichever thread; an error is not kept."""
    lock = threading.Lock()
    made: list[Result] = []

    def get() -> Result:
        with lock:
            if not made:
                made.append(make())
            return made[0]

    return get


class Activity:
    """Whether the tab is shown: looks in the background for anything to show; once there is, it stays shown."""

    def __init__(self, has_series: Callable[[], bool]) -> None:
        """Begin to look.

        Args:
          has_series: the look itself; may be slow and may raise.
        """
        self._has_series = has_series
        self._is_active = False
        self._lock = threading.Lock()
        self._looking: Future[None] | None = None
        self._is_asked = threading.Event()
        self._start(_LOOK_AHEAD_SECONDS)

    def is_active(self) -> bool:
        """Answer at once, from memory; where the answer is still no, look again in the background."""
        if not self._is_active:
            self._is_asked.set()
            self._start(0.0)
        return self._is_active

    def _start(self, seconds: float) -> None:
        from tb_lrplugin.data.background import in_background

        with self._lock:
            if self._looking is None or self._looking.done():
                self._looking = in_background("lr_diagnostics_activity", functools.partial(self._look, seconds))

    def _look(self, seconds: float) -> None:
        self._is_asked.wait(_START_SECONDS)
        end = time.monotonic() + seconds
        pause = _FIRST_PAUSE
        while True:
            try:
                self._is_active = self._has_series()
            except Exception:  # The data server may not answer yet; the next look tells.
                logger.debug("could not look for learning rates", exc_info=True)
            if self._is_active or time.monotonic() >= end:
                return
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


class LearningRatePlugin(base_plugin.TBPlugin):  # type: ignore[misc]
    """The tab "Learning Rate"."""

    plugin_name = PLUGIN_NAME

    def __init__(self, context: base_plugin.TBContext, workspace: Callable[[], Workspace], activity: Activity) -> None:
        """Make the plugin; called by its loader.

        Args:
          context: TensorBoard's.
          workspace: makes the workspace when it is first needed, and gives the same one from then on: what it
            imports takes a quarter of the time in which TensorBoard itself starts.
          activity: says whether the tab is shown.
        """
        super().__init__(context)
        self._workspace = workspace
        self._activity = activity

    def get_plugin_apps(self) -> Mapping[str, Callable[..., Any]]:
        """Map the routes below data/plugin/lr_diagnostics/."""
        from tb_lrplugin.http import applications

        return applications(self._workspace)

    def is_active(self) -> bool:
        """Say from memory whether the log directory holds learning rates."""
        return self._activity.is_active()

    def frontend_metadata(self) -> base_plugin.FrontendMetadata:
        """Name the tab and the module that draws it."""
        return base_plugin.FrontendMetadata(es_module_path="/static/index.js", tab_name=TAB_NAME)


class LearningRatePluginLoader(base_plugin.TBLoader):  # type: ignore[misc]
    """Defines the flags and makes the plugin."""

    def define_flags(self, parser: argparse.ArgumentParser) -> None:
        """Add the plugin's flags to TensorBoard's."""
        group = parser.add_argument_group("learning-rate diagnostics")
        group.add_argument(
            f"--{_TAGS_FLAG}",
            metavar="REGEX",
            default="",
            help="Scalar tags to diagnose as learning rates, as a regular expression searched for in the tag. By "
            "default tags are recognised by the names that training frameworks use (learning_rate, lr-Adam ...).",
        )

        group.add_argument(
            f"--{_CONFIG_FLAG}",
            metavar="FILE",
            default="",
            help="Schedule for every run that nothing else speaks for: a file like lr_schedule.pbtxt "
            "(docs/schedule_file.md).",
        )
        parser.add_argument(
            f"--{_CHECKPOINTS_FLAG}",
            metavar="DIR",
            default="",
            help="Checkpoints that lie outside of the log directory, right in DIR or below it by the runs' names "
            "(docs/checkpoints.md).",
        )

    def fix_flags(self, flags: argparse.Namespace) -> None:
        """Refuse a wrong flag before TensorBoard starts.

        Raises:
          base_plugin.FlagsError: if the tag pattern is no regular expression.
        """
        from tb_lrplugin.data.tags import TagFilter

        try:
            TagFilter(getattr(flags, _TAGS_FLAG, ""))
        except ValueError as error:
            raise base_plugin.FlagsError(f"--{_TAGS_FLAG}: {error}") from error

    def load(self, context: base_plugin.TBContext) -> LearningRatePlugin | None:
        """Make the plugin; None where TensorBoard has no data provider to read through."""
        if context.data_provider is None:
            return None
        workspace = once(lambda: _workspace_of(context))
        return LearningRatePlugin(context, workspace, Activity(lambda: workspace().has_series()))


def _workspace_of(context: base_plugin.TBContext) -> Workspace:
    from tb_lrplugin.data.log_data import DEFAULT_SAMPLES, SCALARS, LogData
    from tb_lrplugin.data.tags import TagFilter
    from tb_lrplugin.workspace import Workspace

    samples = (context.sampling_hints or {}).get(SCALARS, DEFAULT_SAMPLES)
    flags = context.flags
    # TensorBoard hands the spec on as the logdir where there is none.
    spec = "" if getattr(flags, "logdir", "") else getattr(flags, "logdir_spec", "")
    return Workspace(
        LogData(context.data_provider, samples),
        "" if spec else context.logdir,
        TagFilter(getattr(flags, _TAGS_FLAG, "")),
        config_file=getattr(flags, _CONFIG_FLAG, ""),
        logdir_spec=spec,
        is_live=True,
        checkpoints=getattr(flags, _CHECKPOINTS_FLAG, ""),
    )
