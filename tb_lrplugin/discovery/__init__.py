"""Which configurations speak for which run, kept up to date."""
