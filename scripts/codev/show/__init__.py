"""What site and explorer show alike, made once for both."""
