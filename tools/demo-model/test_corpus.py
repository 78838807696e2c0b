"""python -m unittest discover tools/demo-model"""

import random
import unittest

import corpus
import heldout


def plain(text: str) -> str:
    return text.lower().strip("?.! ")


class CorpusTest(unittest.TestCase):
    def test_there_are_194_countries_each_with_a_capital_on_a_continent(self):
        self.assertEqual(len({c.name for c in corpus.COUNTRIES}), 194)
        self.assertTrue(all(c.capital for c in corpus.COUNTRIES))
        self.assertEqual({c.continent for c in corpus.COUNTRIES}, set(corpus.COMEDIAN_TAILS))

    def test_no_wording_is_both_trained_and_held_out(self):
        for trained, held in [
            (corpus.ASK_CAPITAL, corpus.HELD_CAPITAL),
            (corpus.ASK_COUNTRY, corpus.HELD_COUNTRY),
            (corpus.ASK_CONTINENT, corpus.HELD_CONTINENT),
            (corpus.ASK_JOKE, corpus.HELD_JOKE),
            (corpus.ASK_TOPIC, corpus.HELD_TOPIC),
            (corpus.ASK_LIST, corpus.HELD_LIST),
            (corpus.ASK_UNKNOWN, corpus.HELD_UNKNOWN),
            (corpus.ASK_ECHO, corpus.HELD_ECHO),
            (corpus.NAMES, corpus.NEW_NAMES),
        ]:
            self.assertTrue(held)
            self.assertFalse({plain(w) for w in trained} & {plain(w) for w in held})

    def test_small_talk_in_new_words_is_never_trained_on(self):
        trained = {plain(s) for groups in corpus.SMALL_TALK_TRAINED.values() for group in groups for s in group}
        self.assertGreater(len(corpus.NEW_WORDS_SET), 100)
        self.assertFalse(trained & corpus.NEW_WORDS_SET)

    def test_a_spliced_name_is_never_one_that_is_held_out(self):
        r = random.Random(5)
        names = {corpus.spliced(r) for _ in range(20000)}
        self.assertGreater(len(names), 15000)
        self.assertFalse(names & set(corpus.NEW_NAMES))

    def test_the_same_seed_gives_the_same_chats(self):
        first, second = random.Random(7), random.Random(7)
        for stage in corpus.STAGE_KINDS:
            chats = [[corpus.chat(r, stage) for _ in range(50)] for r in (first, second)]
            self.assertEqual(chats[0], chats[1])

    def test_every_held_out_case_ends_with_a_question_and_has_an_answer(self):
        for case in heldout.all_cases():
            self.assertEqual(case["messages"][-1]["role"], "user")
            self.assertTrue(case["want"])


if __name__ == "__main__":
    unittest.main()
