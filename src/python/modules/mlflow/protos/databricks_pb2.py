"""The codes of MLflow's errors (mlflow/protos/databricks.proto), as protobuf gives an enum."""

_CODES = {
    "INTERNAL_ERROR": 1, "TEMPORARILY_UNAVAILABLE": 2, "IO_ERROR": 3, "BAD_REQUEST": 4, "SERVICE_UNDER_MAINTENANCE": 5,
    "WORKSPACE_TEMPORARILY_UNAVAILABLE": 6, "DEADLINE_EXCEEDED": 7, "CANCELLED": 8, "RESOURCE_EXHAUSTED": 9, "ABORTED": 10,
    "NOT_FOUND": 11, "ALREADY_EXISTS": 12, "UNAUTHENTICATED": 13, "INVALID_PARAMETER_VALUE": 1000, "ENDPOINT_NOT_FOUND": 1001,
    "MALFORMED_REQUEST": 1002, "INVALID_STATE": 1003, "PERMISSION_DENIED": 1004, "FEATURE_DISABLED": 1005,
    "CUSTOMER_UNAUTHORIZED": 1006, "REQUEST_LIMIT_EXCEEDED": 1007, "RESOURCE_CONFLICT": 1008, "UNPARSEABLE_HTTP_ERROR": 1009,
    "NOT_IMPLEMENTED": 1010, "DATA_LOSS": 1011, "INVALID_STATE_TRANSITION": 2001, "COULD_NOT_ACQUIRE_LOCK": 2002,
    "RESOURCE_ALREADY_EXISTS": 3001, "RESOURCE_DOES_NOT_EXIST": 3002, "QUOTA_EXCEEDED": 4001, "MAX_BLOCK_SIZE_EXCEEDED": 4002,
    "MAX_READ_SIZE_EXCEEDED": 4003, "PARTIAL_DELETE": 4004, "MAX_LIST_SIZE_EXCEEDED": 4005, "DRY_RUN_FAILED": 5001,
    "RESOURCE_LIMIT_EXCEEDED": 5002,
}  # fmt: skip


class _Enum:
    def Name(self, number):
        if not isinstance(number, int):
            raise TypeError(f"Enum value for ErrorCode must be an int, but got {type(number)} {number!r}.")
        for name, code in _CODES.items():
            if code == number:
                return name
        raise ValueError(f"Enum ErrorCode has no name defined for value {number!r}")

    def Value(self, name):
        if name in _CODES:
            return _CODES[name]
        raise ValueError(f"Enum ErrorCode has no value defined for name {name!r}")

    def keys(self):
        return list(_CODES)

    def values(self):
        return list(_CODES.values())

    def items(self):
        return list(_CODES.items())


ErrorCode = _Enum()
globals().update(_CODES)
