"""What benchmarks share: a home to work in, a town to fill it with."""
