"""The classes that a person derives from, and what calls them (mlflow/pyfunc/model.py)."""

import inspect

from phi3_page import Lacking, has

from mlflow import _log
from mlflow.exceptions import MlflowException
from mlflow.pyfunc.type_hints import ARE_READ, RECORDS, TEXTS, has_context, hints_of, wrapped_predict


class PythonModelContext(Lacking):
    _recorded_as = "mlflow.pyfunc.PythonModelContext"

    def __init__(self, artifacts, model_config):
        self._artifacts, self._model_config = artifacts, model_config

    @property
    def artifacts(self):
        return self._artifacts

    @property
    def model_config(self):
        return self._model_config


class PythonModel:
    """What a custom model derives from."""

    def load_context(self, context):
        """Loads what predict needs, once, when the model is loaded."""

    @property
    def predict_type_hints(self):
        if hasattr(self, "_predict_type_hints"):
            return self._predict_type_hints
        hints = hints_of(self.predict, 1 if has_context(self.predict) else 0)
        if has("mlflow.pyfunc.PythonModel", "predict_type_hints"):
            # As in MLflow since 2.20, where the object has this attribute.
            self._predict_type_hints = hints
        return hints

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        predict = cls.__dict__.get("predict")
        if not cls.__module__.startswith("mlflow.") and callable(predict) and not getattr(cls, "_skip_type_hint_validation", False):
            cls.predict = wrapped_predict(predict)

    def predict(self, context, model_input, params=None):
        """Answers an input."""

    def predict_stream(self, context, model_input, params=None):
        raise NotImplementedError()


class _FunctionPythonModel(PythonModel):
    """A function in the place of a model."""

    def __init__(self, func, signature=None):
        self.signature = signature
        self.func = func if getattr(func, "_is_pyfunc", False) else wrapped_predict(func)

    @property
    def predict_type_hints(self):
        return hints_of(self.func, 0)

    def predict(self, model_input, params=None):
        return self.func(model_input)


class Wrapper:
    """Calls predict as it is written: with or without a context, with or without params."""

    def __init__(self, python_model, context, signature):
        self.python_model, self.context, self.signature = python_model, context, signature

    def predict(self, model_input, params=None):
        return self._call(self.python_model.predict, model_input, params)

    def predict_stream(self, model_input, params=None):
        return self._call(self.python_model.predict_stream, model_input, params)

    def _call(self, function, model_input, params):
        parameters = inspect.signature(function).parameters
        kwargs = {}
        if "params" in parameters:
            kwargs["params"] = params
        else:
            warn_of_params(params)
        before = (self.context,) if has_context(function) else ()
        return function(*before, self._converted(model_input), **kwargs)

    def _converted(self, model_input):
        """For the hints List[str] and List[Dict[str, str]], which MLflow knew first, and only as typing has them."""
        import pandas as pd

        hint = self.python_model.predict_type_hints[0]
        if not isinstance(model_input, pd.DataFrame) or hint is None:
            return model_input
        if hint == TEXTS or (ARE_READ and hint == list[str]):
            name = _first_text_column(model_input)
            if name is None:
                raise MlflowException.invalid_parameter_value("Expected model input to contain at least one string column")
            return model_input[name].tolist()
        if hint == RECORDS or (ARE_READ and hint == list[dict[str, str]]):
            inputs = self.signature.inputs
            if len(inputs) == 1 and next(iter(inputs)).name is None:
                name = _first_text_column(model_input)
                if name is not None and name != 0:
                    return model_input[[name]].to_dict(orient="records")
                if ARE_READ and len(model_input.columns) == 1:
                    return model_input.to_dict("list")[0]
            return model_input.to_dict(orient="records")
        return model_input


def _first_text_column(frame):
    return next((name for name, value in frame.iloc[0].items() if isinstance(value, str)), None)


def warn_of_params(params):
    if params:
        _log.warning(
            "mlflow.pyfunc",
            "The underlying model does not support passing additional parameters to the predict function. "
            f"`params` {params} will be ignored.",
        )
