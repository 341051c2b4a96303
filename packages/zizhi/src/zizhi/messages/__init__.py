"""The notification centre: what a person is told; mail and SMS carry copies of it."""
