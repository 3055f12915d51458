"""The door for `streamlit run streamlit_app.py`: nothing but wiring."""

from pathlib import Path

if __name__ == "__main__":  # run as a plain script, as Streamlit's own test tools do
    from components.shell import run

    run()
else:  # `streamlit run` imports this module and serves `app`
    import streamlit as st

    from web.app import lifespan, middleware, routes

    app = st.App(
        Path(__file__).parent / "components" / "main.py",
        routes=routes(),
        middleware=middleware(),
        lifespan=lifespan,
    )
