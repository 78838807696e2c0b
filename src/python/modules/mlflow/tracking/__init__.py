import phi3_page

from mlflow._fluent import get_tracking_uri, set_tracking_uri
from mlflow.tracking.client import MlflowClient

__phi3__ = True
__all__ = ["MlflowClient", "get_tracking_uri", "set_tracking_uri"]
__getattr__ = phi3_page.lacking_attribute("mlflow.tracking")
