"""What a configuration does wrong, whatever the curve shows."""
