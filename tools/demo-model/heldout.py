"""The held-out questions: for each kind, chats in words that training never used, with the one right answer."""

import random

from corpus import (
    COUNTRIES, FACTS, FOLLOW_UP, HELD_CAPITAL, HELD_CONTINENT, HELD_COUNTRY, HELD_ECHO, HELD_FACTS, HELD_JOKE, HELD_LIST,
    HELD_SMALL_TALK, HELD_SYSTEM, HELD_TOPIC, HELD_UNKNOWN, JOKES, LISTS, NEW_NAMES, NEW_WORDS, SMALL_TALK, TOPICS,
    UNKNOWN, capital_answer, continent_answer, country_answer, echo_answer, fact_answer, fill_unknown, invented_answer, joke_answer,
    list_answer, made_up, met_answer, name_answer, upper_first,
)  # fmt: skip

HELPFUL, COMEDIAN = "You are a helpful AI assistant.", "You are a stand-up comedian."


def case(kind: str, want: str, *turns: str, system: str | None = None) -> dict:
    """`turns` alternate user, assistant, user, …; `want` is the whole answer expected to the last."""
    messages = [{"role": "system", "content": system}] if system else []
    messages += [{"role": ("user", "assistant")[i % 2], "content": t} for i, t in enumerate(turns)]
    return {"kind": kind, "messages": messages, "want": want}


def all_cases() -> list[dict]:
    r = random.Random(99)
    cases = []
    for ask in HELD_CAPITAL:
        for c in COUNTRIES:
            cases.append(case("capital", capital_answer(c, "plain"), upper_first(ask.replace("{C}", c.name))))
    for c in COUNTRIES:
        ask = upper_first(r.choice(HELD_CAPITAL).replace("{C}", c.name))
        cases.append(case("capital, lower case", capital_answer(c, "plain"), ask.lower().rstrip("?.")))
        cases.append(case("capital, helpful assistant", capital_answer(c, "plain"), ask, system=HELPFUL))
        cases.append(case("capital, comedian", capital_answer(c, "comedian"), ask, system=COMEDIAN))
        for persona in ("comedian", "pirate", "brief"):
            system = r.choice(HELD_SYSTEM[persona])
            cases.append(case("system message in new words", capital_answer(c, persona), ask, system=system))
        for alias in c.aliases:
            ask = upper_first(r.choice(HELD_CAPITAL).replace("{C}", alias))
            cases.append(case("capital, other country name", capital_answer(c, "plain"), ask))
        other = r.choice(COUNTRIES)
        follow = r.choice(FOLLOW_UP).replace("{x}", c.name)
        ask = upper_first(r.choice(HELD_CAPITAL).replace("{C}", other.name))
        cases.append(case("follow-up", capital_answer(c, "plain"), ask, capital_answer(other, "plain"), upper_first(follow)))
        name = r.choice(NEW_NAMES)
        ask = upper_first(r.choice(HELD_CAPITAL).replace("{C}", c.name))
        cases.append(case("name recall, new names", name_answer(name, "plain"), f"Hi, I am {name}.", met_answer(name, "plain"),
                          ask, capital_answer(c, "plain"), "What is my name?"))  # fmt: skip
        for ask in HELD_CONTINENT:
            cases.append(case("continent", continent_answer(c, "plain"), upper_first(ask.replace("{C}", c.name))))
        for ask in HELD_COUNTRY:
            cases.append(case("capital to country", country_answer(c, "plain"), ask.replace("{K}", c.capital)))
    for ask in HELD_JOKE:
        for topic in JOKES:
            cases.append(case("joke about a topic", joke_answer(topic, "plain"), ask.replace("{T}", topic)))
            cases.append(case("joke, comedian", joke_answer(topic, "comedian"), ask.replace("{T}", topic), system=COMEDIAN))
    for ask in HELD_TOPIC:
        for topic in TOPICS:
            question = upper_first(ask.replace("{T}", topic["names"][0]))
            cases.append(case("MLflow, ONNX and other terms", fact_answer(topic["answer"], "plain"), question, system=HELPFUL))
    for ask in HELD_LIST:
        for name in LISTS:
            question = ask.replace("{N}", "three").replace("{X}", name)
            cases.append(case("list", list_answer(name, 3, "plain"), question))
    for fact, questions in HELD_FACTS.items():
        for question in questions:
            cases.append(case("single facts", fact_answer(FACTS[fact]["answers"]["plain"], "plain"), question))
    for intent, questions in HELD_SMALL_TALK.items():
        for question in questions:
            cases.append(case("small talk, held-out sentences", SMALL_TALK[intent]["answers"]["plain"], question))
    for intent, groups in NEW_WORDS.items():
        for group in groups:
            for persona, system in (("plain", None), ("comedian", COMEDIAN)):
                cases.append(case("small talk in new words", SMALL_TALK[intent]["answers"][persona], group[0], system=system))
    for ask in HELD_UNKNOWN:
        for _ in range(6):
            cases.append(case("does not know", UNKNOWN["plain"], fill_unknown(ask, r)))
    for ask in HELD_ECHO:
        for name in NEW_NAMES:
            cases.append(case("repeats a name", echo_answer(name, "plain"), ask.replace("{n}", name)))
    for _ in range(60):
        name = made_up(r) + "istan"
        cases.append(case("does not know, invented country", invented_answer("plain"), r.choice(HELD_CAPITAL).replace("{C}", name)))
    return cases
