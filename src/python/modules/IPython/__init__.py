"""What notebooks ask of IPython itself."""

from phi3_session.display import display

__all__ = ["display", "get_ipython"]


def get_ipython():
    import builtins

    return builtins.get_ipython()
