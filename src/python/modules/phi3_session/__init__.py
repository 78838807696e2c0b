"""The Python session of a notebook: it runs code cells with Jupyter's manners."""
