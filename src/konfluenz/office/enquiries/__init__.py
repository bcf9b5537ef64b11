"""Pages of the room `enquiries`: the list, one thread, and what people do with it."""
