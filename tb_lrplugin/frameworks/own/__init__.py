"""What this package writes itself: the metadata summary and the schedule file."""
