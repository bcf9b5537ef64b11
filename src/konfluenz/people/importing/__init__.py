"""Lists of people read in: what their cells say, and the persons made of them."""
