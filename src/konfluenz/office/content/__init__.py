"""Pages about what the portal tells: services, funding programmes, goods, links."""
