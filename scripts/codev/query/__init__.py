"""One function a question, each returning plain typed rows."""
