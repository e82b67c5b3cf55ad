"""A schedule beside the planned steps of its run: one file for each kind of sin."""
