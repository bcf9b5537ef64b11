"""Lists read in: dropped, their columns chosen, tried, taken over, taken back."""
