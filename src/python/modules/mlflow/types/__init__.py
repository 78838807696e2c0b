import phi3_page

from mlflow.types.schema import ColSpec, DataType, ParamSchema, ParamSpec, Schema, TensorSpec

__all__ = ["ColSpec", "DataType", "ParamSchema", "ParamSpec", "Schema", "TensorSpec"]
__phi3__ = True
__getattr__ = phi3_page.lacking_attribute("mlflow.types")
