"""TensorFlow Model Garden."""
