"""The generated pages: what each kind of page says, as text that is filled into a frame."""
