"""The public side: anyone verifies, nobody logs in."""
