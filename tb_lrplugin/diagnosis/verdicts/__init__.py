"""One file per verdict: `find(case)` returns a finding, or None where the verdict does not apply."""
