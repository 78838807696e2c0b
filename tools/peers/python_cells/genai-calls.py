"""Calls of onnxruntime_genai, right and wrong ones, as each version answers them."""

import copy
import pickle
import re

import numpy as np
import onnxruntime_genai as og

path = MODEL


def t(label, function):
    try:
        found = function()
        text = f"{type(found).__name__} {found!r}"
    except Exception as error:
        text = f"! {type(error).__name__} {error}"
    print(label, re.sub(r"0x[0-9a-f]+", "0x…", text.replace(path, "MODEL")))


m=og.Model(path)
t('model', lambda: m)
t('type', lambda: m.type)
t('dev', lambda: m.device_type)
t('gen', lambda: m.generate)
t('nope', lambda: m.nope)
t('nofn', lambda: og.nope)
tok=og.Tokenizer(m)
t('enc', lambda: tok.encode('Hello world'))
t('enc5', lambda: tok.encode(5))
t('enc none', lambda: tok.encode())
t('dec', lambda: tok.decode([1,2,3]))
t('decnp', lambda: tok.decode(np.array([5,6])))
t('decint', lambda: tok.decode(5))
t('dec i64', lambda: tok.decode(np.array([5,6],dtype=np.int64)))
t('dec str', lambda: tok.decode('ab'))
t('encb', lambda: tok.encode_batch(['a','b c']))
try:
    b=tok.encode_batch(['a','b c'])
    t('encb np', lambda: b.as_numpy())
    t('shape', lambda: b.shape())
    t('ty', lambda: b.type())
    t('decb', lambda: tok.decode_batch(b))
except Exception as e: print(e)
t('decb np', lambda: tok.decode_batch(np.array([[5,6],[7,8]],dtype=np.int32)))
s=tok.create_stream()
t('stream', lambda: s.decode(5))
t('stream np', lambda: s.decode(np.int32(5)))
t('stream f', lambda: s.decode(5.0))
p=og.GeneratorParams(m)
t('opt', lambda: p.set_search_options(foo=1))
t('opt2', lambda: p.set_search_options(do_sample=1))
t('opt4', lambda: p.set_search_options(max_length="5"))
t('opt5',lambda:p.set_search_options({"max_length":5}))
t('opt6',lambda:p.set_search_options(max_length=None))
t('getopt', lambda: p.get_search_options())
t('graph', lambda: p.try_graph_capture_with_max_batch_size(1))
t('input_ids', lambda: p.input_ids)
def setp():
    p.input_ids = tok.encode('Hi')
    return p.input_ids
t('set input ids', setp)
p=og.GeneratorParams(m)
p.set_search_options(max_length=20)
g=og.Generator(m,p)
t('gnt0', lambda: g.generate_next_token())
t('appstr', lambda: g.append_tokens('abc'))
t('app', lambda: g.append_tokens(tok.encode('<|user|>Hi<|end|><|assistant|>')))
t('gnt', lambda: g.generate_next_token())
t('count', lambda: g.token_count())
def rows(logits):
    return str(logits.dtype), logits.shape, [int(best) for best in logits.reshape(-1, logits.shape[-1]).argmax(-1)]
def one_by_one(ids):
    found, each = [], og.Generator(m, p)
    for token in ids:
        each.append_tokens([int(token)])
        found.append((rows(each.get_output('logits')), rows(each.get_logits())))
    each.generate_next_token()
    found.append(rows(each.get_output('logits')))
    return found, rows(each.get_logits()), rows(each.get_output('logits'))
t('output', lambda: one_by_one(tok.encode('<|user|>Hi<|end|><|assistant|>')))
if og.__version__ != "0.7.0":  # A name that is not there ends that version's process.
    t('output none', lambda: g.get_output('nothing'))
t('rewind', lambda: g.rewind_to(1000))
t('compute', lambda: g.compute_logits())
t('next', lambda: g.get_next_tokens())
t('next0', lambda: g.get_next_tokens()[0])
t('seq', lambda: g.get_sequence(0))
t('done', lambda: g.is_done())
t('tmpl', lambda: tok.apply_chat_template('[{"role":"user","content":"Hi"}]', add_generation_prompt=True))
t('tmpl3', lambda: tok.apply_chat_template([{"role":"user","content":"Hi"}]))
t('eos', lambda: (tok.eos_token_ids, tok.bos_token_id, tok.pad_token_id))
t('tid', lambda: tok.to_token_id('<|end|>'))
t('cfg', lambda: og.Config(path))
try:
    c=og.Config(path)
    t('clear', lambda: c.clear_providers())
    t('app', lambda: c.append_provider('cuda'))
    c=og.Config(path)
    c.clear_providers()
    t('model cpu', lambda: og.Model(c))
    c=og.Config(path)
    t('app', lambda: c.append_provider('foo'))
    t('model foo', lambda: og.Model(c))
    c=og.Config(path)
    t('cpu', lambda: c.append_provider('cpu'))
    t('model cpu', lambda: og.Model(c))
    c=og.Config(path)
    t('overlay', lambda: c.overlay('{"search":{"max_length":7}}'))
    t('badcfg', lambda: og.Config('/nowhere'))
except AttributeError as e: print(e)
t('model 2 args', lambda: og.Model(path, 'cpu'))
t('copy', lambda: copy.deepcopy(m))
t('pickle', lambda: pickle.dumps(p))
t('setattr', lambda: setattr(m,'x',1))
t('iscuda', lambda: og.is_cuda_available())
t('init', lambda: og.TokenizerStream())
t('loglvl', lambda: og.set_log_options(enabled=True, generate_next_token=False))
