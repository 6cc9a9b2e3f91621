"""Numbers, quantities with units and comparators, and days, as documents print them."""
