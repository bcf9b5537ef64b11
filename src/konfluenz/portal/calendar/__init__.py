"""Events for the public: pages, feeds, calendars, fragments for other sites."""
