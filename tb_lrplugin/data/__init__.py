"""Reading what a run left behind: scalar series, summaries and config files."""
