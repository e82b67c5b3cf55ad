"""Schedules as messages, formulas, outlines and named parameters."""
