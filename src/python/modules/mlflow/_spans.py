"""Traces are not kept here: functions do what they did, and a span takes what it is told."""

import contextlib

from phi3_page import Lacking
from phi3_page.real import real


class SpanType:
    LLM, CHAIN, AGENT, TOOL, CHAT_MODEL, RETRIEVER = "LLM", "CHAIN", "AGENT", "TOOL", "CHAT_MODEL", "RETRIEVER"
    PARSER, EMBEDDING, RERANKER, MEMORY, UNKNOWN = "PARSER", "EMBEDDING", "RERANKER", "MEMORY", "UNKNOWN"
    WORKFLOW, TASK, GUARDRAIL, EVALUATOR = "WORKFLOW", "TASK", "GUARDRAIL", "EVALUATOR"


class Span(Lacking):
    __module__ = "mlflow.entities.span"

    def __init__(self, name, span_type, attributes):
        self.name, self.span_type, self.attributes = name, span_type, dict(attributes or {})
        self.inputs = self.outputs = None
        self.status, self.events = "UNSET", []

    def set_inputs(self, inputs):
        self.inputs = inputs

    def set_outputs(self, outputs):
        self.outputs = outputs

    def set_attribute(self, key, value):
        self.attributes[key] = value

    def set_attributes(self, attributes):
        self.attributes.update(attributes)

    def get_attribute(self, key):
        return self.attributes.get(key)

    def set_span_type(self, span_type):
        self.span_type = span_type

    def set_status(self, status):
        self.status = status

    def add_event(self, event):
        self.events.append(event)

    def record_exception(self, exception):
        self.status = "ERROR"

    def end(self, outputs=None, attributes=None, status=None, end_time_ns=None):
        if outputs is not None:
            self.outputs = outputs


_open = []


@real("mlflow.start_span", ignores=["trace_destination", "log_level", "run_id", "links", "description"])
def start_span(name="span", span_type="UNKNOWN", attributes=None):
    return _opened(Span(name, span_type, attributes))


@contextlib.contextmanager
def _opened(span):
    _open.append(span)
    try:
        yield span
    finally:
        _open.remove(span)


def get_current_active_span():
    return _open[-1] if _open else None


def update_current_trace(*given, **more):
    """There is no trace to update."""


@real("mlflow.trace", ignores=["name", "span_type", "attributes", "output_reducer", "trace_destination", "sampling_ratio_override"])
def trace(func=None):
    """The function does what it did."""
    return func if callable(func) else lambda function: function
