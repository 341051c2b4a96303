"""Who did what: append-only, chained by SM3. Knows no room above: plain ids and values."""
