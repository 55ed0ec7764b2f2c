"""The script that Streamlit runs, in a folder of its own.

Streamlit puts the folder of its script first on Python's path, where other modules in it would stand in for those of the same
name; and nothing may change the path while visitors are served, since an import in another thread could miss its module.
"""
