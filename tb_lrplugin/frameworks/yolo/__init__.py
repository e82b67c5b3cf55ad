"""Ultralytics, and YOLOv5 with its relatives."""
