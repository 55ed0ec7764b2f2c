"""What the page shows: the state as data, the address that says it, the session around it, and the registry of tabs."""
