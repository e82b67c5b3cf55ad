"""The calls of detectron2 02b5c4e2 that the fixes make: it has no wheels, and its sources compile C++."""

__version__ = "02b5c4e2"
