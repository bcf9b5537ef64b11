"""The register of links: which address stands where, and whether it still answers."""
