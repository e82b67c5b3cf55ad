"""The search for y(x) = a * f(k * x + d): which simple change of the schedule the points follow."""
