"""Readers that find a schedule in what a run left behind, one file per source."""
