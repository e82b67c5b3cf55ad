"""All diagnoses of a log directory, kept up to date."""
