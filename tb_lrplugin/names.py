"""Names that are a contract with log directories, with TensorBoard and with users."""

__all__ = ["DOCS_ADDRESS", "HOME_ADDRESS", "OPTIMIZER_CONFIG_TAG", "PLUGIN_NAME", "TAB_NAME"]

PLUGIN_NAME = "lr_diagnostics"
TAB_NAME = "Learning Rate"
# Tag of the metadata summary; "/NAME" behind it for one of several optimizers.
OPTIMIZER_CONFIG_TAG = f"{PLUGIN_NAME}/optimizer_config"
HOME_ADDRESS = "https://github.com/tb-lrplugin/tb-lrplugin"
DOCS_ADDRESS = "https://tb-lrplugin.github.io/tb-lrplugin"
