"""Ultralytics, and YOLOv5 with its relatives."""

from tb_lrplugin.frameworks.yolo.ultralytics import ULTRALYTICS
from tb_lrplugin.frameworks.yolo.yolov5 import YOLOV5

__all__ = ["ULTRALYTICS", "YOLOV5"]
