"""Living intake: new papers found, ranked by likeness to what is classified, and drafted for a person to accept or reject."""
