"""MLflow's exceptions."""

import json

import phi3_page

__all__ = ["MlflowException", "RestException"]


class MlflowException(Exception):
    def __init__(self, message, error_code="INTERNAL_ERROR", sqlstate=None, error_class=None, **kwargs):
        self.error_code = error_code if isinstance(error_code, str) else "INTERNAL_ERROR"
        self.message = str(message)
        self.json_kwargs = kwargs
        super().__init__(self.message)

    def serialize_as_json(self):
        return json.dumps({"error_code": self.error_code, "message": self.message, **self.json_kwargs})

    def get_http_status_code(self):
        return {"INVALID_PARAMETER_VALUE": 400, "RESOURCE_DOES_NOT_EXIST": 404, "RESOURCE_ALREADY_EXISTS": 400}.get(self.error_code, 500)

    @classmethod
    def invalid_parameter_value(cls, message, **kwargs):
        return cls(message, error_code="INVALID_PARAMETER_VALUE", **kwargs)


class RestException(MlflowException):
    pass


__getattr__ = phi3_page.lacking_attribute("mlflow.exceptions")
