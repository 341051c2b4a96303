"""The read model: one row per verification token, answered without the ORM."""
