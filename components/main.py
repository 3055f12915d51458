"""Streamlit's script. It lies here, not beside `pages/`, so that no first message can run a page without the shell."""

from components.shell import run

run()
