"""The calls of tf-models-official 2.20.0 that the fixes make: it asks for older releases of TensorFlow and NumPy."""
