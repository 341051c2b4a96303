"""The workflow: items (事项), the state table, deadlines; an enterprise applies, officials decide."""
