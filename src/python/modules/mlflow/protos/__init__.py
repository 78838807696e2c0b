"""MLflow's messages: here the codes of errors alone."""

import phi3_page

from mlflow.protos import databricks_pb2  # noqa: F401

__getattr__ = phi3_page.lacking_attribute("mlflow.protos")
