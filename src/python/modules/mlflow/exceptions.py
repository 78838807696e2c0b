"""MLflow's exceptions."""

import json

import phi3_page

__all__ = ["MlflowException", "RestException"]

_STATUS = {
    "INVALID_PARAMETER_VALUE": 400, "BAD_REQUEST": 400, "RESOURCE_ALREADY_EXISTS": 400, "INVALID_STATE": 500, "UNAUTHENTICATED": 401,
    "PERMISSION_DENIED": 403, "ENDPOINT_NOT_FOUND": 404, "NOT_FOUND": 404, "RESOURCE_DOES_NOT_EXIST": 404, "RESOURCE_CONFLICT": 409,
    "RESOURCE_EXHAUSTED": 429, "REQUEST_LIMIT_EXCEEDED": 429, "NOT_IMPLEMENTED": 501, "TEMPORARILY_UNAVAILABLE": 503,
}  # fmt: skip


def _name_of(error_code):
    from mlflow.protos.databricks_pb2 import ErrorCode

    try:
        return ErrorCode.Name(error_code)
    except (ValueError, TypeError):
        return error_code if error_code in ErrorCode.keys() else "INTERNAL_ERROR"


class MlflowException(Exception):
    def __init__(self, message, error_code="INTERNAL_ERROR", sqlstate=None, error_class=None, **kwargs):
        self.error_code = _name_of(error_code)
        self.message = str(message)
        self.json_kwargs = kwargs
        super().__init__(self.message)

    def serialize_as_json(self):
        return json.dumps({"error_code": self.error_code, "message": self.message, **self.json_kwargs})

    def get_http_status_code(self):
        return _STATUS.get(self.error_code, 500)

    @classmethod
    def invalid_parameter_value(cls, message, **kwargs):
        return cls(message, error_code="INVALID_PARAMETER_VALUE", **kwargs)


class RestException(MlflowException):
    """A server's refusal, in its words."""

    def __init__(self, json):
        self.json = json
        error_code = json.get("error_code") or "INTERNAL_ERROR"
        said = json["message"] if "message" in json else "Response: " + str(json)
        super().__init__(f"{error_code}: {said}", error_code=error_code)


__getattr__ = phi3_page.lacking_attribute("mlflow.exceptions")
