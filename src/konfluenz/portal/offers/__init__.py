"""What there is in the city: services, funding, goods, links to other sites."""
