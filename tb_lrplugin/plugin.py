"""What TensorBoard loads: flags, tab and routes. Imports nothing heavy before TensorBoard asks for it."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tensorboard.plugins import base_plugin

from tb_lrplugin.names import PLUGIN_NAME, TAB_NAME
from tb_lrplugin.once import once

if TYPE_CHECKING:
    from werkzeug.wrappers import Request, Response

    from tb_lrplugin.workspace.activity import Activity
    from tb_lrplugin.workspace.workspace import Workspace

_ROUTES = {
    "/diagnoses": ("tb_lrplugin.http.diagnoses", "DiagnosesRoute"),
    "/points.csv": ("tb_lrplugin.http.points", "PointsRoute"),
    "/preview": ("tb_lrplugin.http.preview", "PreviewRoute"),
    "/series": ("tb_lrplugin.http.series", "SeriesRoute"),
    "/sparklines": ("tb_lrplugin.http.sparklines", "SparklinesRoute"),
}
_TAGS_FLAG = "lr_diagnostics_tags"
_CONFIG_FLAG = "lr_diagnostics_config"


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
        from tb_lrplugin.http.respond import route
        from tb_lrplugin.http.static_files import STATIC_FILES, StaticFileRoute

        return {
            **{path: route(self._imported_when_asked(module, name)) for path, (module, name) in _ROUTES.items()},
            **{f"/static/{name}": route(StaticFileRoute(name)) for name in STATIC_FILES},
        }

    def _imported_when_asked(self, module: str, name: str) -> Callable[[Request], Response]:
        @once
        def handler() -> Callable[[Request], Response]:
            made: Callable[[Request], Response] = getattr(importlib.import_module(module), name)(self._workspace())
            return made

        return lambda request: handler()(request)

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
        from tb_lrplugin.workspace.activity import Activity

        workspace = once(lambda: _workspace_of(context))
        return LearningRatePlugin(context, workspace, Activity(lambda: workspace().has_series()))


def _workspace_of(context: base_plugin.TBContext) -> Workspace:
    from tb_lrplugin.data.log_data import DEFAULT_SAMPLES, SCALARS, LogData
    from tb_lrplugin.data.tags import TagFilter
    from tb_lrplugin.workspace.workspace import Workspace

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
    )
