"""What answers become before they are drawn: tables, charts, files, findings.  Pure functions, without Streamlit's page."""
