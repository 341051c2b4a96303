"""XML without surprises: a parser that refuses DTDs, and a machinery to declare elements with."""
