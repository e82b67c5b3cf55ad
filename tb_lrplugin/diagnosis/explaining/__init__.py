"""Which pace, level and place turn the schedule into the points."""
