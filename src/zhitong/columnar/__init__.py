"""The batch side: all rules over all businesses as bitwise algebra over columns."""
