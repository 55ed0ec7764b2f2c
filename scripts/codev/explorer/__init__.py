"""The Streamlit explorer.

`state` says what is shown, `results` shapes answers, `widgets` draw, and each tab is a file in `tabs`.
"""
