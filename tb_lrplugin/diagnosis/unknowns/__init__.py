"""Which reading governs a series, and what the points say of what it leaves open."""
