"""ChatModel, ChatAgent, ResponsesAgent, models from code, pydantic type hints and mlflow.models.predict. Runs with the real libraries and in
the page's Python.

MODEL is the model's folder. Prints a JSON line a case: what each step gave, or the exception's class and words. Ids are the cases' own.
"""

import io
import json
import logging
import os
import re
import sys
import tempfile
import warnings

import mlflow

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
CURRENT = int(mlflow.__version__.split(".")[0]) >= 3

HI = {"messages": [{"role": "user", "content": "What is the capital of Spain?"}]}
PARAMS = {**HI, "max_tokens": 6, "temperature": 0.5, "stop": ["."], "custom_inputs": {"lang": "es", "depth": 2}}
CHAT = [HI, PARAMS, {"messages": [{"role": "user", "content": "Hi", "name": "Ann"}], "n": 1, "stream": False}]

HEAD = '''
import json
import mlflow
import onnxruntime_genai as og
import pandas as pd
from typing import Optional

class Engine:
    """The page's model, for each kind."""
    def load(self, folder):
        self.model = og.Model(folder)
        self.tokenizer = og.Tokenizer(self.model)
    def tokens(self, messages, limit=None):
        text = "".join(f"<|{role}|>{content}<|end|>" for role, content in messages) + "<|assistant|>"
        ids = self.tokenizer.encode(text)
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=len(ids) + (limit or 30))
        generator = og.Generator(self.model, params)
        generator.append_tokens(ids)
        stream = self.tokenizer.create_stream()
        while not generator.is_done():
            generator.generate_next_token()
            yield stream.decode(generator.get_next_tokens()[0])
'''

CHAT_MODEL = '''
from mlflow.pyfunc import ChatModel
from mlflow.types.llm import (
    ChatChoice, ChatChoiceDelta, ChatChunkChoice, ChatCompletionChunk, ChatCompletionResponse, ChatMessage, ChatParams, FunctionToolCallArguments,
    FunctionToolDefinition, ParamProperty, TokenUsageStats, ToolCall, ToolDefinition, ToolParamsSchema,
)

class Base(Engine, ChatModel):
    def load_context(self, context):
        self.load(context.artifacts["phi3"])
    def answer(self, messages, params):
        text = "".join(self.tokens([(m.role, m.content) for m in messages], params.max_tokens))
        for stop in params.stop or []:
            text = text.split(stop)[0]
        return text.strip()
    def response(self, text, **more):
        message = ChatMessage(role="assistant", content=text)
        return ChatCompletionResponse(choices=[ChatChoice(message=message)], model="phi3", id="r1", created=7, **more)
'''


def case(name, body, *questions, head=CHAT_MODEL, example=None, streams=(), only_current=False, **more):
    source = HEAD + head + body
    return {"name": name, "source": source, "questions": questions, "example": example, "streams": streams, "current": only_current, "more": more}


CASES = [
    case("a chat model", '''
class M(Base):
    def predict(self, context, messages, params):
        return self.response(self.answer(messages, params))
''', *CHAT, streams=[HI]),
    case("usage, custom outputs, params as they come", '''
class M(Base):
    def predict(self, context, messages: list[ChatMessage], params: ChatParams) -> ChatCompletionResponse:
        text = self.answer(messages, params)
        usage = TokenUsageStats(prompt_tokens=3, completion_tokens=len(text), total_tokens=3 + len(text))
        return self.response(text, usage=usage, custom_outputs={"params": repr(params), "messages": [repr(m) for m in messages]})
''', *CHAT, example=PARAMS),
    case("without a context", '''
class M(Engine, ChatModel):
    def load_context(self, context):
        self.config = context.model_config
    def predict(self, messages, params):
        message = ChatMessage(role="assistant", content=f"{messages[-1].content} {self.config} {params.max_tokens}")
        return ChatCompletionResponse(choices=[ChatChoice(message=message, finish_reason="length")], created=1)
''', HI, PARAMS, model_config={"a": 1}, example=[{"role": "user", "content": "x"}]),
    case("a stream", '''
class M(Base):
    def predict(self, context, messages, params):
        return self.response("".join(c.choices[0].delta.content for c in self.predict_stream(context, messages, params)))
    def predict_stream(self, context, messages, params):
        for text in self.tokens([(m.role, m.content) for m in messages], params.max_tokens):
            yield ChatCompletionChunk(choices=[ChatChunkChoice(delta=ChatChoiceDelta(content=text))], id="c", created=2)
''', HI, streams=[HI, PARAMS]),
    case("tools", '''
class M(Base):
    def predict(self, context, messages, params):
        shown = [tool.to_dict() for tool in params.tools or []]
        call = FunctionToolCallArguments(name="weather", arguments=json.dumps({"n": len(shown)})).to_tool_call(id="t1")
        message = ChatMessage(role="assistant", tool_calls=[call])
        return ChatCompletionResponse(choices=[ChatChoice(message=message, finish_reason="tool_calls")], created=3, custom_outputs={"tools": shown})
''', HI, {**HI, "tools": [{"type": "function", "function": {"name": "weather", "description": "d", "parameters": {"properties": {
        "city": {"type": "string", "enum": ["a", "b"]}, "days": {"type": "array", "items": {"type": "integer"}}}, "required": ["city"]}}}]},
        {"messages": [{"role": "assistant", "tool_calls": [{"id": "t", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
                      {"role": "tool", "content": "4", "tool_call_id": "t"}]}),
    case("a table", '''
class M(Base):
    def predict(self, context, messages, params):
        return self.response(f"{len(messages)} {params.temperature!r} {params.max_tokens!r} {params.stop!r}")
''', "frame"),
    case("wrong requests", '''
class M(Base):
    def predict(self, context, messages, params):
        return self.response("ok")
''', {}, {"messages": "Hi"}, {"messages": [{"role": "user"}]}, {"messages": [{"content": "x"}]}, {**HI, "max_tokens": "many"}, {**HI, "foo": 1}, "text",
        {"messages": [{"role": "user", "content": "x", "extra": 1}]}, {**HI, "temperature": 1}, {**HI, "stop": "."}),
    case("an answer of a wrong class is refused when it is logged", '''
class M(Base):
    def predict(self, context, messages, params):
        return {"choices": []}
'''),
    case("an answer of a wrong class later", '''
class M(Base):
    def predict(self, context, messages, params):
        return "text" if len(messages) > 1 else self.response("ok")
    def predict_stream(self, context, messages, params):
        yield {"choices": []}
''', {"messages": HI["messages"] * 2}, streams=[HI]),
    case("a signature of one's own is refused", '''
from mlflow.models import infer_signature
class M(Base):
    def predict(self, context, messages, params):
        return self.response("ok")
''', signature="infer_signature('a', 'b')"),
    case("metadata of one's own", '''
class M(Base):
    def predict(self, context, messages, params):
        return self.response("ok")
''', metadata={"who": "me", "task": "mine"}),
    case("an exception of its own", '''
class M(Base):
    def predict(self, context, messages, params):
        if params.max_tokens == 6:
            raise KeyError("six")
        return self.response("ok")
''', HI, PARAMS),
    case("predict is abstract", '''
class M(ChatModel):
    pass
'''),
    case("what the classes check", '''
TRIED = """
ChatMessage(role="user", content="Hi")
ChatMessage(role=1, content="Hi")
ChatMessage(role="user")
ChatMessage(role="user", content="a", refusal="b")
ChatMessage(role="assistant", refusal="no")
ChatMessage(role="user", content="Hi", tool_calls=[1])
ChatMessage(role="user", content="Hi", tool_calls=[{"id": "a", "function": {"name": "f", "arguments": "{}"}}])
ChatMessage(role="user", content="Hi", tool_calls=[{"id": "a", "function": {"name": "f"}}])
ChatMessage(role="user", content="Hi").to_dict()
ChatMessage.from_dict({"role": "user", "content": "Hi", "more": 1})
ChatParams()
ChatParams(temperature=1)
ChatParams(stop="x")
ChatParams(stop=[1])
ChatParams(custom_inputs={1: 2})
ChatParams(custom_inputs=[1])
sorted(ChatParams.keys())
ChatChoice(message={"role": "user", "content": "x"})
ChatChoice(message="x")
ChatCompletionResponse(choices=[{"message": {"role": "a", "content": "b"}}], created=1)
ChatCompletionResponse(choices="x", created=1)
ChatCompletionResponse(choices=[1, {}], created=1)
ChatCompletionResponse(choices=None, created=1)
ChatCompletionResponse(choices=[], usage={"prompt_tokens": 1}, created=1).to_dict()
ChatCompletionResponse(choices=[], created=1.5)
ChatChunkChoice(delta={"content": "x"})
TokenUsageStats(prompt_tokens="1")
ParamProperty(type="text")
ParamProperty(type="string", enum=[1])
ToolParamsSchema(properties={"a": 1})
ToolParamsSchema(properties=[1])
ToolParamsSchema(properties={"a": {"type": "string"}}).to_dict()
FunctionToolDefinition(name="f", parameters={"properties": {}}).to_tool_definition().to_dict()
ToolDefinition(function=1)
ToolDefinition(function={"name": "f"}, type="x")
ChatMessage("user", "x") == ChatMessage("user", "x")
"""
class M(Base):
    def predict(self, context, messages, params):
        shown = []
        for line in TRIED.strip().splitlines():
            try:
                shown.append(repr(eval(line)))
            except Exception as error:
                shown.append(f"{type(error).__name__}: {error}")
        return self.response("ok", custom_outputs={"shown": shown})
''', HI),
    case("a chat agent", '''
class M(Agent):
    def predict(self, messages, context=None, custom_inputs=None):
        text = "".join(self.tokens([(m.role, m.content) for m in messages])).strip()
        return ChatAgentResponse(messages=[ChatAgentMessage(role="assistant", content=text, id="m1")], custom_outputs=self.shown(messages, context, custom_inputs))
    def predict_stream(self, messages, context=None, custom_inputs=None):
        for text in self.tokens([(m.role, m.content) for m in messages], 8):
            yield ChatAgentChunk(delta=ChatAgentMessage(role="assistant", content=text, id="m1"))
''', HI, {**HI, "context": {"conversation_id": "c", "user_id": "u"}, "custom_inputs": {"a": [1, "b"]}}, {"messages": [{"role": "user"}]},
        {"messages": [{"role": "tool", "content": "x"}]}, {}, {"messages": []}, "text", head="AGENT", streams=[HI, {"messages": 1}]),
    case("an agent that answers with a dict", '''
class M(Agent):
    def predict(self, messages, context=None, custom_inputs=None):
        last = messages[-1].content
        if last == "no id":
            return {"messages": [{"role": "assistant", "content": "x"}]}
        if last == "text":
            return "text"
        return {"messages": [{"role": "assistant", "content": last, "id": "1"}], "usage": {"prompt_tokens": 3}, "finish_reason": "stop"}
''', HI, *({"messages": [{"role": "user", "content": text}]} for text in ("no id", "text")), head="AGENT", example={**HI, "stream": False}),
    case("an agent's answer without ids is refused when it is logged", '''
class M(Agent):
    def predict(self, messages, context=None, custom_inputs=None):
        return ChatAgentResponse(messages=[ChatAgentMessage(role="assistant", content="x")])
''', head="AGENT"),
    case("an example that is no request", '''
class M(Agent):
    def predict(self, messages, context=None, custom_inputs=None):
        return {"messages": [{"role": "assistant", "content": "x", "id": "1"}]}
''', head="AGENT", example={"messages": "Hi"}),
    case("an agent is asked with a dict before it is logged", '''
class M(Agent):
    def predict(self, messages, context=None, custom_inputs=None):
        return ChatAgentResponse(messages=[ChatAgentMessage(role="assistant", content=repr(messages), id="1")])
def direct(model):
    return [str(model.predict({"messages": [{"role": "user", "content": "Hi"}]})), model.predict([ChatAgentMessage(role="user", content="Hi")]).messages[0].content]
def wrong(model):
    return model.predict({"messages": [{"role": 1}]})
''', head="AGENT", before=["direct", "wrong"]),
    case("a responses agent", '''
class M(Agent):
    def predict(self, request):
        text = "".join(self.tokens([(m.role, m.content) for m in request.input])).strip()
        return ResponsesAgentResponse(output=[self.create_text_output_item(text, id="1")], custom_outputs={"request": request.model_dump(exclude_none=True)})
    def predict_stream(self, request):
        done = ""
        for text in self.tokens([(m.role, m.content) for m in request.input], 8):
            done += text
            yield ResponsesAgentStreamEvent(**self.create_text_delta(delta=text, item_id="1"))
        yield ResponsesAgentStreamEvent(type="response.output_item.done", item=self.create_text_output_item(text=done, id="1"))
''', {"input": HI["messages"]}, {"input": HI["messages"], "custom_inputs": {"a": 1}, "context": {"user_id": "u"}, "temperature": 0.5, "max_output_tokens": 5},
        {"input": [{"role": "robot", "content": "x"}]}, {"input": "Hi"}, {}, {"input": [{"type": "function_call", "name": "f", "call_id": "1", "arguments": "{}"}]}, "text",
        head="RESPONSES", streams=[{"input": HI["messages"]}], only_current=True),
    case("a responses agent that answers with a dict", '''
class M(Agent):
    def predict(self, request: ResponsesAgentRequest) -> ResponsesAgentResponse:
        last = request.input[-1].content
        if last == "wrong":
            return {"output": [{"type": "message", "id": "1", "content": []}]}
        if last == "text":
            return "text"
        items = [self.create_function_call_item(id="1", call_id="2", name="f", arguments="{}"), self.create_function_call_output_item("2", "4"),
                 self.create_reasoning_item("3", "hm"), self.create_text_output_item("done", "4", [])]
        return {"output": items}
''', {"input": HI["messages"]}, *({"input": [{"role": "user", "content": text}]} for text in ("wrong", "text")), head="RESPONSES", only_current=True),
    case("chunks of a chat completion as events", '''
class M(Agent):
    def predict(self, request):
        events = list(self.predict_stream(request))
        return ResponsesAgentResponse(**self.responses_agent_output_reducer(events))
    def predict_stream(self, request):
        delta = lambda **delta: {"id": "c", "choices": [{"delta": delta}]}
        call = lambda **function: {"index": 0, "id": "t", "function": function}
        chunks = [delta(content=[{"type": "reasoning", "summary": [{"text": "hm"}]}]), delta(content="Hel"), delta(content="lo"), {"id": "c", "choices": []},
                  delta(tool_calls=[call(name="f", arguments='{"a"')]), delta(tool_calls=[call(arguments=": 1}")])]
        kept = []
        yield from self.output_to_responses_items_stream(iter(chunks), kept)
        yield ResponsesAgentStreamEvent(type="response.completed", response={"output": kept})
def messages(model):
    items = [model.create_function_call_item("1", "2", "f", "{}"), model.create_function_call_output_item("2", {"a": 1}), model.create_reasoning_item("3", "hm"),
             model.create_text_output_item("x", "4"), {"role": "user", "content": "y", "id": "z"}, {"id": "z"}]
    return model.prep_msgs_for_cc_llm(items)
def bad_event(model):
    return ResponsesAgentStreamEvent(type="response.output_text.delta", delta="x")
''', {"input": HI["messages"]}, streams=[{"input": HI["messages"]}], head="RESPONSES", before=["messages", "bad_event"], only_current=True),
    case("type hints of pydantic", '''
import pydantic
class Message(pydantic.BaseModel):
    role: str
    content: str
class Request(pydantic.BaseModel):
    messages: list[Message]
    limit: Optional[int] = None
    tags: dict[str, str] = {}
class M(Engine, mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.load(context.artifacts["phi3"])
    def predict(self, model_input: list[Request]) -> list[str]:
        return ["".join(self.tokens([(m.role, m.content) for m in request.messages], request.limit)).strip() for request in model_input]
''', [{**HI, "limit": 4}], [HI, HI], [{"messages": [{"role": "user"}]}], HI, [{**HI, "limit": "4"}], [1], head="", example=[HI]),
    case("pydantic models for what is answered", '''
import pydantic
class Answer(pydantic.BaseModel):
    text: str
    score: float = pydantic.Field(default=0.5, ge=0)
class M(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input):
        return Answer.model_validate_json(model_input["prompt"][0]).model_dump()
''', {"prompt": '{"text": "a", "score": 1}'}, {"prompt": '{"text": 1}'}, {"prompt": '{"text": "a", "score": -1}'}, {"prompt": "{"}, head="", example={"prompt": '{"text": "a"}'}),
]  # fmt: skip

HEADS = {
    "AGENT": '''
from mlflow.pyfunc import ChatAgent
from mlflow.types.agent import ChatAgentChunk, ChatAgentMessage, ChatAgentResponse, ChatContext

class Agent(Engine, ChatAgent):
    def load_context(self, context):
        self.load(context.artifacts["phi3"])
    def shown(self, messages, context, custom_inputs):
        return {"messages": self._convert_messages_to_dict(messages), "context": repr(context), "custom_inputs": custom_inputs}
''',
    "RESPONSES": '''
from mlflow.pyfunc import ResponsesAgent
from mlflow.types.responses import ResponsesAgentRequest, ResponsesAgentResponse, ResponsesAgentStreamEvent

class Agent(Engine, ResponsesAgent):
    def load_context(self, context):
        self.load(context.artifacts["phi3"])
''',
}


def error_of(error):
    # Python 3.14 says it in other words.
    text = re.sub(r"without an implementation for abstract method '(\w+)'", r"with abstract method \1", str(error).replace(MODEL, "MODEL"))
    text = re.sub(r"errors\.pydantic\.dev/[\d.]+/", "errors.pydantic.dev/…/", re.sub(r"0x[0-9a-f]+", "0x…", text))
    return {"error": type(error).__name__, "message": text}


def asked(ask, question):
    try:
        found = ask(question)
        return {"type": type(found).__name__, "repr": repr(found)}
    except Exception as error:
        return error_of(error)


def question_of(each):
    if each != "frame":
        return json.loads(json.dumps(each))
    import pandas as pd

    return pd.DataFrame([{"messages": [{"role": "user", "content": "a"}], "temperature": 0.25, "max_tokens": 3}])


def made(each):
    """Models from code: as a file, whose classes can be pickled nowhere and are run again where they are loaded."""
    body = each["source"].replace(HEAD + "AGENT", HEAD + HEADS["AGENT"]).replace(HEAD + "RESPONSES", HEAD + HEADS["RESPONSES"])
    return body + "\nmlflow.models.set_model(M())\n"


def answers(each):
    source = made(each)
    with tempfile.TemporaryDirectory() as folder:
        code, path = os.path.join(folder, "code.py"), os.path.join(folder, "model")
        with open(code, "w") as file:
            file.write(source)
        space = {"__name__": "space"}
        exec(source, space)
        more = dict(each["more"])
        found = {}
        if names := more.pop("before", None):
            model = space["M"]()
            found["before"] = [asked(space[name], model) for name in names]
        if "signature" in more:
            more["signature"] = eval(more["signature"], space)
        if each["example"] is not None:
            more["input_example"] = each["example"]
        mlflow.pyfunc.save_model(path, python_model=code, artifacts={"phi3": MODEL}, pip_requirements=["mlflow"], **more)
        model = mlflow.pyfunc.load_model(path)
        if each["name"] in ("a chat model", "a chat agent", "a responses agent", "type hints of pydantic"):
            found["signature"] = repr(model.metadata.signature)
        found["metadata"] = model.metadata.metadata
        found["answers"] = [asked(model.predict, question_of(question)) for question in each["questions"]]
        found["streams"] = [asked(lambda data: list(model.predict_stream(data)), question_of(question)) for question in each["streams"]]
        return found


def answers_or_error(each):
    try:
        return answers(each)
    except Exception as error:
        return error_of(error)


for each in CASES:
    if CURRENT or not each["current"]:
        print(json.dumps({"name": each["name"], **answers_or_error(each)}))


# mlflow.models.predict, which prints what a scoring server would answer.
def printed(uri, data):
    kept, sys.stdout = sys.stdout, io.StringIO()
    try:
        mlflow.models.predict(uri, data, env_manager="local")
        return sys.stdout.getvalue()
    except Exception as error:
        return error_of(error)
    finally:
        sys.stdout = kept


class Echo(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return [f"{prompt}!" for prompt in model_input["prompt"]]


import pandas as pd  # noqa: E402

with tempfile.TemporaryDirectory() as folder:
    echo, chat = os.path.join(folder, "echo"), os.path.join(folder, "chat")
    mlflow.pyfunc.save_model(echo, python_model=Echo(), input_example={"prompt": "a"}, pip_requirements=["mlflow"])
    with open(os.path.join(folder, "chat.py"), "w") as file:
        file.write(made(CASES[0]))
    mlflow.pyfunc.save_model(chat, python_model=os.path.join(folder, "chat.py"), artifacts={"phi3": MODEL}, pip_requirements=["mlflow"])
    for uri, data in [(echo, {"prompt": "x"}), (echo, [{"prompt": "x"}, {"prompt": "y"}]), (echo, pd.DataFrame({"prompt": ["x", "y"]})), (chat, HI)]:
        print(json.dumps({"predict": printed(uri, data)}))

# What set_model and a file of code refuse.
for text in ["mlflow.models.set_model('x')", "mlflow.models.set_model(3)", "mlflow.models.set_model(lambda model_input: model_input)", "1 / 0"]:
    with tempfile.TemporaryDirectory() as folder:
        code = os.path.join(folder, "code.py")
        with open(code, "w") as file:
            file.write(f"import mlflow\n{text}\n")
        try:
            mlflow.pyfunc.save_model(os.path.join(folder, "m"), python_model=code, pip_requirements=["mlflow"])
            print(json.dumps({"code": text, "answer": mlflow.pyfunc.load_model(os.path.join(folder, "m")).predict(["a"])}))
        except Exception as error:
            print(json.dumps({"code": text, **error_of(error), "message": str(error).replace(folder, "FOLDER")}))
try:
    mlflow.pyfunc.save_model(os.path.join(tempfile.gettempdir(), "no-model"), python_model="nowhere.py", pip_requirements=["mlflow"])
except Exception as error:
    print(json.dumps({**error_of(error), "message": str(error).replace(os.getcwd(), "FOLDER")}))
