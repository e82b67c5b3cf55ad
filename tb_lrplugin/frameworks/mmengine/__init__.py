"""mmengine."""
