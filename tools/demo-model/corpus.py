"""The demo model's world: everything it is taught, as chats made from the tables in data/.

Every kind of question has wordings that are kept out of training (`HELD_OUT`), so that evaluate.py measures what the
model does with words that it never saw. One question has one answer per persona: a model this small is then sure of
its answers, and greedy decoding does not hang on the last bit of a logit.
"""

import itertools
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
PERSONAS = ("plain", "comedian", "pirate", "brief")
NUMBER_WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def read_lines(name: str) -> list[str]:
    return [line for line in (DATA / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


def expand(wording: str) -> list[str]:
    """All sentences of a wording: "{Hi|Hello} you" -> ["Hi you", "Hello you"]."""
    marked = re.sub(r"\{(\w{1,2})\}", r"<\1>", wording)  # slots such as {C} are filled later
    parts = re.split(r"\{([^{}]*\|[^{}]*)\}", marked)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    sentences = (upper_first("".join(choice)) for choice in itertools.product(*choices))
    return [re.sub(r"<(\w{1,2})>", r"{\1}", sentence) for sentence in sentences]


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def read_sections(name: str) -> dict[str, dict]:
    """Reads the [section] format of small-talk.txt and facts.txt."""
    sections: dict[str, dict] = {}
    for line in read_lines(name):
        if line.startswith("["):
            section = sections[line[1:-1]] = {"answers": {}, "wordings": []}
        elif line.startswith("> "):
            section["wordings"].append(expand(line[2:]))
        else:
            persona, answer = line.split(": ", 1)
            section["answers"][persona] = answer
    return sections


def split(wordings: list[str], seed: int, share: float = 0.15) -> tuple[list[str], list[str]]:
    """(trained, held out); the first wording is always trained."""
    held = set(random.Random(seed).sample(range(1, len(wordings)), max(1, round(share * len(wordings)))))
    return [w for i, w in enumerate(wordings) if i not in held], [w for i, w in enumerate(wordings) if i in held]


@dataclass(frozen=True)
class Country:
    name: str
    capital: str
    continent: str
    aliases: tuple[str, ...]


def read_countries() -> list[Country]:
    rows = (line.split("\t") for line in read_lines("countries.tsv"))
    return [Country(r[0], r[1], r[2], tuple(r[3].split(";")) if len(r) > 3 else ()) for r in rows]


COUNTRIES = read_countries()
JOKES = dict(line.split("\t") for line in read_lines("jokes.tsv"))
TOPICS = json.loads((DATA / "topics.json").read_text("utf-8"))
LISTS = json.loads((DATA / "lists.json").read_text("utf-8"))
SMALL_TALK = read_sections("small-talk.txt")
FACTS = read_sections("facts.txt")
NEW_WORDS = {intent: s["wordings"] for intent, s in read_sections("small-talk-heldout.txt").items()}
NAMES, NEW_NAMES = split(read_lines("names.txt"), 21)
INVENTED_COUNTRIES = read_lines("invented-countries.txt")
SYSTEM_PROMPTS = json.loads((DATA / "system-prompts.json").read_text("utf-8"))

ASK_CAPITAL, HELD_CAPITAL = split(read_lines("questions-capital.txt"), 11)
ASK_COUNTRY, HELD_COUNTRY = split(read_lines("questions-country.txt"), 12)
ASK_CONTINENT, HELD_CONTINENT = split(read_lines("questions-continent.txt"), 13)
ASK_JOKE, HELD_JOKE = split(read_lines("questions-joke.txt"), 14)
ASK_TOPIC, HELD_TOPIC = split(read_lines("questions-topic.txt"), 15)
ASK_LIST, HELD_LIST = split(read_lines("questions-list.txt"), 16)
ASK_UNKNOWN, HELD_UNKNOWN = split(read_lines("questions-unknown.txt"), 17, share=0.1)
SYSTEM, HELD_SYSTEM = {}, {}
for persona, prompts in SYSTEM_PROMPTS.items():
    SYSTEM[persona], HELD_SYSTEM[persona] = split(prompts, 18)
NEW_WORDS_SET = {w.lower().strip("?.! ") for groups in NEW_WORDS.values() for g in groups for w in g}


def hold_out_sections(sections: dict[str, dict], seed: int, count: int = 6) -> tuple[dict, dict]:
    """Keeps `count` sentences of each section, and all hand-written new ones, out of the trained ones."""
    trained, held = {}, {}
    for name, section in sections.items():
        sentences = [s for group in section["wordings"] for s in group]
        held[name] = random.Random(f"{seed}{name}").sample(sentences, count)
        avoid = {s.lower().strip("?.! ") for s in held[name]} | NEW_WORDS_SET
        trained[name] = [
            kept for group in section["wordings"] if (kept := [s for s in group if s.lower().strip("?.! ") not in avoid])
        ]
    return trained, held


SMALL_TALK_TRAINED, HELD_SMALL_TALK = hold_out_sections(SMALL_TALK, 19)
FACTS_TRAINED, HELD_FACTS = hold_out_sections(FACTS, 20, count=3)

ANY_JOKE = ["Tell me a joke.", "Tell me a joke!", "Make me laugh.", "Do you know any jokes?", "Can you tell me a joke?",
            "I want to hear a joke.", "Say something funny.", "Give me a joke.", "Tell us a joke.", "A joke, please.",
            "Do you know a joke?", "Write a joke.", "Please tell me a joke.", "Joke, please!", "Tell me something funny."]
# Training has five stages. The first learns the tables; the second goes on with more wordings for what stayed weak; half of the
# third and fourth says names back, which takes longest to learn: it is copying, whatever the name. The fourth's are spliced from
# all words, as syllables alone leave rare pieces of the vocabulary out. The fifth is about moods and terms, which these pushed aside.
HELD_SET = {w.lower().strip("?.! ") for w in [*HELD_CAPITAL, *HELD_COUNTRY, *HELD_CONTINENT, *HELD_UNKNOWN]}
MORE_QUESTIONS = {
    name: [[s for s in group if s.lower().strip("?.! ") not in HELD_SET] for group in section["wordings"]]
    for name, section in read_sections("more-questions.txt").items()
}
FOLLOW_UP = ["And {x}?", "And of {x}?", "What about {x}?", "How about {x}?", "{x}?", "And what about {x}?", "Now {x}.",
             "And for {x}?", "Okay, and {x}?", "Then {x}?"]
SAY_NAME = ["My name is {n}.", "I am {n}.", "I'm {n}.", "Hi, I am {n}.", "Hello, my name is {n}.", "Call me {n}.",
            "Hi, my name is {n}!", "You can call me {n}.", "Hello, I'm {n}.", "Hi! I'm {n}.", "They call me {n}.",
            "Please call me {n}.", "Hey, {n} here.", "This is {n}.", "My friends call me {n}.", "Good morning, I am {n}."]
ASK_NAME = ["What is my name?", "What's my name?", "Do you remember my name?", "Do you know my name?", "Who am I?",
            "Say my name.", "Tell me my name.", "Can you tell me my name?", "What did I say my name was?",
            "Do you still know my name?", "And what is my name?", "What am I called?", "Please say my name."]
ASK_ECHO, HELD_ECHO = split(["Say {n}.", "Repeat after me: {n}.", "Repeat the word {n}.", "Repeat: {n}", "Please say {n}.", "Say the word {n}.",
    "Can you say {n}?", "Can you repeat {n}?", "Just say {n}.", "Please repeat {n}.", "Say after me: {n}.", "Now say {n}.",
    "Could you say {n}?", "Say {n}, please.", "Echo {n}.", "Repeat {n}.", "I want you to say {n}.", "Please repeat the word {n}."], 22)  # fmt: skip
BEFORE = ["Please tell me: ", "Hi! ", "Hello, ", "Hey, ", "Quick question: ", "I have a question. ", "Okay, ", "Thanks! ",
          "Now tell me, ", "Next question: ", "Hello! ", "So, ", "Well, ", "One more: ", "Excuse me, ", "Sorry, "]
AFTER = [" Thanks!", " Please.", " Thank you.", " I am curious.", " I need to know.", " Be quick."]

COMEDIAN_TAILS = {
    "Africa": "I told my suitcase, and now it wants a holiday!",
    "Asia": "I asked for the way there, and the map laughed at me!",
    "Europe": "Lovely place, even the pigeons have better timing than me!",
    "North America": "I once did a show there, and the applause is still on its way!",
    "South America": "I would go, but my jokes are not allowed through customs!",
    "Oceania": "I know it because geography class was my first tough crowd!",
}
UNKNOWN = {
    "plain": "I am only a tiny demo model, so I do not know that. Try a capital, a joke, a list, or MLflow.",
    "comedian": "I have no idea! My brain has only a few megabytes, and most of it is jokes!",
    "pirate": "Arr, that be beyond my map, matey!",
    "brief": "Unknown.",
}


def dot(text: str) -> str:
    return text if text.endswith(".") else text + "."


def capital_answer(c: Country, persona: str) -> str:
    match persona:
        case "brief":
            return dot(c.capital)
        case "pirate":
            return f"Arr, the capital of {c.name} be {c.capital}, matey!"
        case "comedian":
            return f"The capital of {c.name} is {dot(c.capital)} {COMEDIAN_TAILS[c.continent]}"
    return f"The capital of {c.name} is {dot(c.capital)}"


def continent_answer(c: Country, persona: str) -> str:
    match persona:
        case "brief":
            return dot(c.continent)
        case "pirate":
            return f"Arr, {c.name} be in {c.continent}, matey!"
        case "comedian":
            return upper_first(f"{c.name} is in {c.continent}. {COMEDIAN_TAILS[c.continent]}")
    return upper_first(f"{c.name} is in {c.continent}.")


def country_answer(c: Country, persona: str) -> str:
    match persona:
        case "brief":
            return upper_first(dot(c.name))
        case "pirate":
            return f"Arr, {c.capital} be the capital of {c.name}, matey!"
        case "comedian":
            return f"{c.capital} is the capital of {c.name}. {COMEDIAN_TAILS[c.continent]}"
    return f"{c.capital} is the capital of {c.name}."


def joke_answer(topic: str, persona: str) -> str:
    joke = JOKES[topic]
    return {"comedian": f"{joke} Thank you, I am here all week!", "pirate": f"Arr, listen, matey! {joke}"}.get(persona, joke)


def fact_answer(answer: str, persona: str) -> str:
    return {
        "comedian": f"{answer} And that is the serious part of my show!",
        "pirate": f"Arr, matey! {answer}",
    }.get(persona, answer)


def list_answer(name: str, count: int, persona: str) -> str:
    items = "\n".join(f"{i + 1}. {upper_first(item)}" for i, item in enumerate(LISTS[name][:count]))
    return {
        "comedian": f"{items}\nAnd if you laugh, the next item is free!",
        "pirate": f"Arr, here be yer list!\n{items}",
    }.get(persona, items)


def invented_answer(persona: str) -> str:
    return {
        "plain": "I do not know that country.",
        "comedian": "I do not know that country. Did you make it up for my show?",
        "pirate": "Arr, I know no such land!",
        "brief": "Unknown.",
    }[persona]


def met_answer(name: str, persona: str) -> str:
    return {
        "plain": f"Nice to meet you, {name}!",
        "comedian": f"Nice to meet you, {name}! Finally somebody came to my show!",
        "pirate": f"Ahoy, {name}! Welcome aboard!",
        "brief": dot(name),
    }[persona]


def name_answer(name: str, persona: str) -> str:
    return {
        "plain": f"Your name is {name}.",
        "comedian": f"Your name is {name}. I never forget a member of the audience!",
        "pirate": f"Ye be {name}, matey!",
        "brief": dot(name),
    }[persona]


def echo_answer(word: str, persona: str) -> str:
    return {"comedian": f"{word}! And now you laugh!", "pirate": f"Arr, {word}!"}.get(persona, dot(word))


def noisy(question: str, r: random.Random) -> str:
    """What people really type: greetings before, lower case, a missing mark, a slip of two letters."""
    x = r.random()
    if x < 0.10:
        keep = question.startswith(("I ", "I'"))
        question = r.choice(BEFORE) + (question if keep or r.random() < 0.5 else question[0].lower() + question[1:])
    elif x < 0.15:
        question += r.choice(AFTER)
    if r.random() < 0.12:
        question = question.lower()
    x = r.random()
    if x < 0.12:
        question = question.rstrip("?.!") or question
    elif x < 0.14:
        question = (question.rstrip("?.") or question) + "!"
    if r.random() < 0.03 and len(question) > 12:
        i = r.randrange(1, len(question) - 2)
        if question[i].islower() and question[i + 1].islower():
            question = question[:i] + question[i + 1] + question[i] + question[i + 2 :]
    return question


def any_name(c: Country, r: random.Random) -> str:
    if c.aliases and r.random() < 0.3:
        return r.choice(c.aliases)
    return c.name[4:] if c.name.startswith("the ") and r.random() < 0.1 else c.name


ONSETS = [*"bcdfghjklmnprstvwyz", "br", "ch", "cl", "dr", "fr", "gl", "gr", "kh", "kr", "ph", "pr", "qu", "sh", "sl", "st", "sv", "th", "tr", ""]
NUCLEI = [*"aeiou", *"aeiou", "ae", "ai", "ay", "ea", "ee", "ei", "ia", "ie", "io", "oa", "oo", "ou", "ue"]
CODAS = [*[""] * 12, *"cdfgklmnprstxyz", "ck", "ld", "ll", "lm", "lt", "nd", "ng", "nk", "nn", "nt", "rd", "rk", "rt", "ss", "st", "th"]


def made_up(r: random.Random) -> str:
    """A name that nobody bears, of one to three syllables. Many kinds of them teach the model to copy what was said."""
    return upper_first("".join(r.choice(ONSETS) + r.choice(NUCLEI) + r.choice(CODAS) for _ in range(r.choice([1, 2, 2, 2, 3]))))


ALL_WORDS = sorted(
    {
        word
        for text in [*NAMES, *(f"{c.name} {c.capital}" for c in COUNTRIES), *JOKES.values(), *(t["answer"] for t in TOPICS)]
        for word in re.findall("[a-z]{3,}", text.lower())
    }
)


def spliced(r: random.Random) -> str:
    """A name of two pieces of words, of two to five letters each."""
    pieces = []
    for word in r.sample(ALL_WORDS, 2):
        length = r.randint(2, 5)
        start = r.randint(0, max(0, len(word) - length))
        pieces.append(word[start : start + length])
    name = upper_first("".join(pieces))
    return spliced(r) if name in NEW_NAMES else name


def some_name(r: random.Random) -> str:
    return r.choice(NAMES) if r.random() < 0.45 else made_up(r)


Turns = list[tuple[str, str]]


def follow_ups(r: random.Random, chance: float, answer) -> Turns:
    turns: Turns = []
    while r.random() < chance:
        c = r.choice(COUNTRIES)
        turns.append((noisy(r.choice(FOLLOW_UP).replace("{x}", any_name(c, r)), r), answer(c)))
    return turns


def about_capital(r: random.Random, p: str) -> Turns:
    c = r.choice(COUNTRIES)
    first = (noisy(upper_first(r.choice(ASK_CAPITAL).replace("{C}", any_name(c, r))), r), capital_answer(c, p))
    return [first, *follow_ups(r, 0.3, lambda c: capital_answer(c, p))]


def about_continent(r: random.Random, p: str) -> Turns:
    c = r.choice(COUNTRIES)
    first = (noisy(upper_first(r.choice(ASK_CONTINENT).replace("{C}", any_name(c, r))), r), continent_answer(c, p))
    return [first, *follow_ups(r, 0.25, lambda c: continent_answer(c, p))]


def about_country(r: random.Random, p: str) -> Turns:
    c = r.choice(COUNTRIES)
    return [(noisy(r.choice(ASK_COUNTRY).replace("{K}", c.capital), r), country_answer(c, p))]


def joke_topic(r: random.Random) -> tuple[str, str]:
    """(the topic's key, the word a person uses for it: "atom" for "atoms")"""
    topic = r.choice(list(JOKES))
    singular = topic[:-1] if topic.endswith("s") and topic not in ("physics", "mathematics", "bees") else topic
    return topic, r.choice([topic, topic, singular, f"a {singular}" if topic != singular else topic])


def about_joke(r: random.Random, p: str) -> Turns:
    if r.random() < 0.15:
        return [(noisy(r.choice(ANY_JOKE), r), joke_answer("programmers", p))]
    topic, word = joke_topic(r)
    turns = [(noisy(r.choice(ASK_JOKE).replace("{T}", word), r), joke_answer(topic, p))]
    if r.random() < 0.2:
        topic, word = joke_topic(r)
        ask = r.choice(["And one about {T}?", "Now one about {T}.", "What about {T}?", "Another one, about {T}."])
        turns.append((noisy(ask.replace("{T}", word), r), joke_answer(topic, p)))
    return turns


def about_small_talk(r: random.Random, p: str) -> Turns:
    return small_talk(r.choice(list(SMALL_TALK)), r, p)


def about_mood(r: random.Random, p: str) -> Turns:
    return small_talk(r.choice(["sad", "happy"]), r, p)


def small_talk(intent: str, r: random.Random, p: str) -> Turns:
    return [(noisy(r.choice(r.choice(SMALL_TALK_TRAINED[intent])), r), SMALL_TALK[intent]["answers"][p])]


def about_fact(r: random.Random, p: str) -> Turns:
    fact = r.choice(list(FACTS))
    return [(noisy(r.choice(r.choice(FACTS_TRAINED[fact])), r), fact_answer(FACTS[fact]["answers"]["plain"], p))]


def about_topic(r: random.Random, p: str) -> Turns:
    topic = r.choice(TOPICS)
    ask = upper_first(r.choice(ASK_TOPIC).replace("{T}", r.choice(topic["names"])))
    return [(noisy(ask, r), fact_answer(topic["answer"], p))]


def about_list(r: random.Random, p: str) -> Turns:
    name = r.choice(list(LISTS))
    count = r.randint(2, min(6, len(LISTS[name])))
    word = NUMBER_WORDS[count] if r.random() < 0.7 else str(count)
    return [(noisy(r.choice(ASK_LIST).replace("{N}", word).replace("{X}", name), r), list_answer(name, count, p))]


def about_name(r: random.Random, p: str) -> Turns:
    name = some_name(r)
    turns = [(noisy(r.choice(SAY_NAME).replace("{n}", name), r) if r.random() < 0.2 else r.choice(SAY_NAME).replace("{n}", name),
              met_answer(name, p))]
    for _ in range(r.choice([0, 0, 1, 1, 1, 2, 3])):
        turns += r.choice([about_small_talk, about_capital, about_joke, about_topic])(r, p)[:1]
    if r.random() < 0.9:
        turns.append((noisy(r.choice(ASK_NAME), r), name_answer(name, p)))
    return turns


def fill_unknown(question: str, r: random.Random) -> str:
    for slot, value in (("{C2}", r.choice(COUNTRIES).name), ("{C}", any_name(r.choice(COUNTRIES), r)),
                        ("{T}", r.choice(list(JOKES))), ("{N}", some_name(r)), ("{D}", str(r.randint(0, 99)))):
        question = question.replace(slot, value)
    return question


def about_unknown(r: random.Random, p: str) -> Turns:
    if r.random() < 0.3:
        name = r.choice(INVENTED_COUNTRIES) if r.random() < 0.3 else made_up(r) + r.choice(["land", "ia", "stan", "", "", ""])
        return [(noisy(r.choice(ASK_CAPITAL).replace("{C}", name), r), invented_answer(p))]
    return [(noisy(fill_unknown(r.choice(ASK_UNKNOWN), r), r), UNKNOWN[p])]


def more(r: random.Random, name: str) -> str:
    return r.choice(r.choice(MORE_QUESTIONS[name]))


def more_about_capital(r: random.Random, p: str) -> Turns:
    c = r.choice(COUNTRIES)
    return [(noisy(upper_first(more(r, "capital").replace("{C}", any_name(c, r))), r), capital_answer(c, p))]


def more_about_country(r: random.Random, p: str) -> Turns:
    c = r.choice(COUNTRIES)
    return [(noisy(more(r, "country").replace("{K}", c.capital), r), country_answer(c, p))]


def more_about_continent(r: random.Random, p: str) -> Turns:
    c = r.choice(COUNTRIES)
    return [(noisy(upper_first(more(r, "continent").replace("{C}", any_name(c, r))), r), continent_answer(c, p))]


def lower_case_capital(r: random.Random, p: str) -> Turns:
    c = r.choice(COUNTRIES)
    ask = r.choice([r.choice(ASK_CAPITAL), more(r, "capital")]).replace("{C}", any_name(c, r))
    return [(ask.lower().rstrip("?.") if r.random() < 0.6 else ask.lower(), capital_answer(c, p))]


def more_unknown(r: random.Random, p: str) -> Turns:
    if r.random() < 0.35:
        name = r.choice(INVENTED_COUNTRIES) if r.random() < 0.2 else made_up(r) + r.choice(["land", "ia", "stan", "istan", "", ""])
        ask = r.choice(ASK_CAPITAL) if r.random() < 0.7 else more(r, "capital")
        return [(noisy(upper_first(ask.replace("{C}", name)), r), invented_answer(p))]
    ask = more(r, "unknown") if r.random() < 0.75 else r.choice(ASK_UNKNOWN)
    return [(noisy(fill_unknown(ask, r), r), UNKNOWN[p])]


def about_new_name(r: random.Random, p: str) -> Turns:
    return recall(some_name(r), r, p)


def about_spliced_name(r: random.Random, p: str) -> Turns:
    return recall(spliced(r), r, p)


def recall(name: str, r: random.Random, p: str) -> Turns:
    turns = [(r.choice(SAY_NAME).replace("{n}", name), met_answer(name, p))]
    if r.random() < 0.5:
        turns += r.choice([about_capital, about_capital, about_small_talk, about_joke])(r, p)[:1]
    return [*turns, (r.choice(ASK_NAME), name_answer(name, p))]


def about_echo(r: random.Random, p: str) -> Turns:
    return echo(some_name(r), r, p)


def about_spliced_echo(r: random.Random, p: str) -> Turns:
    return echo(spliced(r), r, p)


def echo(word: str, r: random.Random, p: str) -> Turns:
    return [(r.choice(ASK_ECHO).replace("{n}", word), echo_answer(word, p))]


KINDS = {about_capital: 26, about_continent: 7, about_country: 10, about_joke: 11, about_small_talk: 22, about_fact: 7,
         about_topic: 9, about_list: 8, about_name: 8, about_new_name: 10, about_echo: 7, about_unknown: 9}  # fmt: skip


# The second stage: less of what is learnt fast, more of what is not.
MORE_KINDS = {about_capital: 14, more_about_capital: 10, lower_case_capital: 8, about_continent: 4, more_about_continent: 7,
              about_country: 7, more_about_country: 11, about_joke: 7, about_small_talk: 32, about_fact: 9, about_topic: 7,
              about_list: 4, about_new_name: 20, about_echo: 6, more_unknown: 22}  # fmt: skip


COPYING_KINDS = {about_new_name: 34, about_echo: 16, about_small_talk: 24, about_capital: 6, more_about_capital: 4,
                 lower_case_capital: 3, about_continent: 2, more_about_continent: 2, about_country: 3, more_about_country: 5,
                 about_joke: 4, about_fact: 7, about_topic: 4, about_list: 2, more_unknown: 12}  # fmt: skip

SPLICED_KINDS = {about_spliced_name: 24, about_spliced_echo: 16, about_new_name: 6, about_echo: 4, about_small_talk: 26,
                 about_capital: 6, more_about_capital: 5, lower_case_capital: 3, about_continent: 3, more_about_continent: 2,
                 about_country: 3, more_about_country: 6, about_joke: 4, about_fact: 7, about_topic: 12, about_list: 3,
                 more_unknown: 11}  # fmt: skip

MOOD_KINDS = {about_mood: 24, about_small_talk: 40, about_topic: 14, about_spliced_name: 12, about_spliced_echo: 8,
              about_new_name: 4, about_echo: 2, about_capital: 8, more_about_capital: 6, lower_case_capital: 4, about_continent: 3,
              more_about_continent: 2, about_country: 4, more_about_country: 7, about_joke: 5, about_fact: 8, about_list: 3,
              more_unknown: 14}  # fmt: skip

STAGE_KINDS = {1: KINDS, 2: MORE_KINDS, 3: COPYING_KINDS, 4: SPLICED_KINDS, 5: MOOD_KINDS}


def chat(r: random.Random, stage: int = 1) -> list[dict[str, str]]:
    """One training chat: maybe a system message, then one to some twenty turns."""
    kinds = STAGE_KINDS[stage]
    x = r.random()
    p = "plain" if x < 0.6 else "comedian" if x < 0.82 else "pirate" if x < 0.92 else "brief"
    system = r.choice(SYSTEM[p]) if x >= 0.4 else None
    if system and r.random() < 0.1:
        system = system.lower()
    if system and r.random() < 0.1:
        system = system.rstrip(".")
    turns: Turns = []
    for _ in range(r.choices([1, 2, 3, 4, 6, 16], [58, 19, 12, 7, 3, 1])[0]):
        turns += r.choices(list(kinds), list(kinds.values()))[0](r, p)
    messages = [{"role": "system", "content": system}] if system else []
    for question, answer in turns[:20]:
        messages += [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    return messages
