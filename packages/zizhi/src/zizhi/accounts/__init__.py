"""People, enterprises, offices, roles, and what each may do."""
