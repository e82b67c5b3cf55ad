"""Schedules written as configurations, each in the syntax of the source that was read."""
