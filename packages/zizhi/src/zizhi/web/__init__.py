"""Pages: views, templates, style. No rules."""
