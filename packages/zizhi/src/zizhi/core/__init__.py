"""What every room may use: clock, tokens, credit codes, dates, the profile. No models, no Django."""
