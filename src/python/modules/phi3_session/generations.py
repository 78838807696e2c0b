"""The tokens that the engine generates while a class answers: their text as it comes, their ids and times."""

import contextlib
import itertools
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
        #: Tokens whose text is not shown yet, each with the generation that it is of.
        self._unshown, self._shown_at = [], 0.0

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
        self._show()
        return {
            "tokenIds": self._tokens,
            "tokenTimesMs": [round(1000 * (each - self._began), 2) for each in self._times],
            "promptTokens": self._prompt_tokens,
            "totalMs": 1000 * (time.perf_counter() - self._began),
        }

    def asks(self, method):
        """The code goes on to wait for tokens: what it has taken is shown meanwhile."""
        if method in _WAITS:
            self._show()

    def answered(self, method, args, answer):
        watched = _WATCHED.get(method)
        if watched is not None:
            with self._aside():
                watched(self, args, answer)

    @contextlib.contextmanager
    def _aside(self):
        """What this asks itself is not watched."""
        phi3_bridge.watch = None
        try:
            yield
        finally:
            phi3_bridge.watch = self

    def _created(self, args, answer):
        self._texts[answer] = _StreamedText(args[0])

    def _appended(self, args, answer):
        self._prompt_tokens += len(args[2]) // 4

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
        self._show()

    def _lm_began(self, args, answer):
        self._texts[("lm", answer)] = _DecodedText(args[0])
        self._prompt_tokens += len(args[1]) // 4

    def _lm_next(self, args, answer):
        self._token(("lm", args[0]), answer[0])

    def _token(self, of, token):
        self._tokens.append(token)
        self._times.append(time.perf_counter())
        if of in self._texts:
            self._unshown.append((self._texts[of], token))
            if self._times[-1] - self._shown_at > _LONGEST_WAIT_S:
                self._show()

    def _show(self):
        self._shown_at = time.perf_counter()
        if not self._unshown:
            return
        text = ""
        with self._aside():
            for streamed, tokens in itertools.groupby(self._unshown, lambda each: each[0]):
                # Another generation begins on a line of its own.
                text += "\n" if self._last not in (None, streamed) else ""
                self._last = streamed
                text += streamed.decode([token for _, token in tokens])
        self._unshown.clear()
        _phi3_bridge.emit("text", json.dumps({"text": text, "tokenCount": len(self._tokens)}))


#: Text of tokens that the code takes slowly, although the engine has made them.
_LONGEST_WAIT_S = 0.1
#: The code waits for the next tokens.
_WAITS = {"engine.genai.generator.steps", "engine.genai.stepped.steps", "engine.lm.next", "engine.lm.scores"}
_WATCHED = {
    "engine.genai.generator.create": Generations._created,
    "engine.genai.generator.append": Generations._appended,
    "engine.genai.generator.steps taken": Generations._stepped,
    "engine.genai.stepped.create": Generations._created_with_prompt,
    "engine.genai.stepped.steps taken": Generations._stepped,
    "engine.genai.stepped.step": Generations._stepped,
    "engine.genai.model.generate": Generations._generated,
    "engine.lm.begin": Generations._lm_began,
    "engine.lm.next taken": Generations._lm_next,
    "engine.lm.choose": Generations._lm_next,
}


def _bytes_of(tokens):
    return b"".join(token.to_bytes(4, "little") for token in tokens)


class _StreamedText:
    """onnxruntime-genai's own stream of text."""

    def __init__(self, model):
        self._stream, self._decoded = phi3_bridge.call("engine.genai.stream.create", model), 0

    def decode(self, tokens):
        texts = phi3_bridge.call("engine.genai.stream.decode", self._stream, self._decoded, _bytes_of(tokens))
        self._decoded += len(tokens)
        return "".join(texts)

    def end(self):
        phi3_bridge.tell("engine.free", self._stream)


class _DecodedText:
    """transformers has no such stream: the whole is decoded, and what is new of it given."""

    def __init__(self, model):
        self._model, self._ids, self._given = model, b"", ""

    def decode(self, tokens):
        ids = self._ids + _bytes_of(tokens)
        text = phi3_bridge.call("engine.lm.decode", self._model, ids, True)
        # Not before: a call that Stop ends is made once more.
        self._ids = ids
        if text.endswith("\ufffd") or not text.startswith(self._given):
            return ""
        new, self._given = text[len(self._given) :], text
        return new

    def end(self):
        pass
