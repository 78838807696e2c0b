"""mlflow.store.entities.PagedList."""


class PagedList(list):
    """A page of what a search found. ``token`` gives the next one; None on the last."""

    def __init__(self, items, token):
        super().__init__(items)
        self.token = token

    def to_list(self):
        return list(self)
