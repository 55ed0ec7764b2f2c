"""The facts that the knowledge base was made from, counted back."""
