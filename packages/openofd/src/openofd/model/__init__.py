"""GB/T 33190-2016 as declarations, a file a chapter. Names are the schema's, in snake case."""
