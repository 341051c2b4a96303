"""The registry: numbers, identifiers, versions, lifecycle, and the standards' list of qualifications."""
