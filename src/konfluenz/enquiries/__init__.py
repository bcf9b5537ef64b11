"""The central contact (*Anliegen*): conversations by mail, web, phone, walk-in."""
