"""The TensorFlow Object Detection API."""
