"""The tokens that the engine generates while a class answers: their text as it comes, their ids and times."""

import json
import time

import _phi3_bridge
import phi3_bridge


class Generations:
    """While it is entered, sees each call of the engine that gives a token."""

    def __init__(self):
        self._began = time.perf_counter()
        self._tokens, self._times, self._prompt_tokens = [], [], 0
        self._texts, self._last = {}, None

    def begin(self):
        """From here on the model is asked: what load_context generated does not count."""
        self.__init__()

    def __enter__(self):
        phi3_bridge.watch = self
        return self

    def __exit__(self, *error):
        phi3_bridge.watch = None
        for text in self._texts.values():
            text.end()

    def facts(self):
        return {
            "tokenIds": self._tokens,
            "tokenTimesMs": [round(1000 * (each - self._began), 2) for each in self._times],
            "promptTokens": self._prompt_tokens,
            "totalMs": 1000 * (time.perf_counter() - self._began),
        }

    def __call__(self, method, args, answer):
        watched = _WATCHED.get(method)
        if watched is None:
            return
        # What this asks itself is not watched.
        phi3_bridge.watch = None
        try:
            watched(self, args, answer)
        finally:
            phi3_bridge.watch = self

    def _created(self, args, answer):
        self._texts[answer] = _StreamedText(args[0])

    def _appended(self, args, answer):
        self._prompt_tokens += len(args[1]) // 4

    def _created_with_prompt(self, args, answer):
        self._created(args, answer)
        self._prompt_tokens += len(args[2]) // 4

    def _stepped(self, args, answer):
        self._token(args[0], int.from_bytes(answer[1][:4], "little"))

    def _generated(self, args, answer):
        self._prompt_tokens += len(args[2]) // 4
        self._texts[None] = _StreamedText(args[0])
        ids = answer[0][len(args[2]) :]
        for at in range(0, len(ids), 4):
            self._token(None, int.from_bytes(ids[at : at + 4], "little"))

    def _lm_began(self, args, answer):
        self._texts[("lm", answer)] = _DecodedText(args[0])
        self._prompt_tokens += len(args[1]) // 4

    def _lm_next(self, args, answer):
        self._token(("lm", args[0]), answer[0])

    def _token(self, of, token):
        self._tokens.append(token)
        self._times.append(time.perf_counter())
        streamed = self._texts.get(of)
        if streamed is None:
            return
        # Another generation begins on a line of its own.
        before = "\n" if self._last not in (None, streamed) else ""
        self._last = streamed
        _phi3_bridge.emit("text", json.dumps({"text": before + streamed.decode(token), "tokenCount": len(self._tokens)}))


_WATCHED = {
    "engine.genai.generator.create": Generations._created,
    "engine.genai.generator.append": Generations._appended,
    "engine.genai.generator.step": Generations._stepped,
    "engine.genai.stepped.create": Generations._created_with_prompt,
    "engine.genai.stepped.step": Generations._stepped,
    "engine.genai.model.generate": Generations._generated,
    "engine.lm.begin": Generations._lm_began,
    "engine.lm.next": Generations._lm_next,
    "engine.lm.choose": Generations._lm_next,
}


class _StreamedText:
    """onnxruntime-genai's own stream of text."""

    def __init__(self, model):
        self._stream = phi3_bridge.call("engine.genai.stream.create", model)

    def decode(self, token):
        return phi3_bridge.call("engine.genai.stream.decode", self._stream, token)

    def end(self):
        phi3_bridge.tell("engine.free", self._stream)


class _DecodedText:
    """transformers has no such stream: the whole is decoded, and what is new of it given."""

    def __init__(self, model):
        self._model, self._ids, self._given = model, b"", ""

    def decode(self, token):
        self._ids += token.to_bytes(4, "little")
        text = phi3_bridge.call("engine.lm.decode", self._model, self._ids, True)
        if text.endswith("\ufffd") or not text.startswith(self._given):
            return ""
        new, self._given = text[len(self._given) :], text
        return new

    def end(self):
        pass
