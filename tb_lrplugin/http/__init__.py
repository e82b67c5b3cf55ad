"""HTTP routes of the plugin, one file each (docs/http_api.md)."""
