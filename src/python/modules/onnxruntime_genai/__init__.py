"""onnxruntime-genai over the page's own engine, in the version of the notebook."""

import phi3_page
from phi3_page import genai

from onnxruntime_genai import onnxruntime_genai as _module

__phi3__ = True
__version__ = phi3_page.version("onnxruntime-genai")

for _name in genai():
    if hasattr(_module, _name) and getattr(_module, _name) is not None:
        globals()[_name] = getattr(_module, _name)
del _name


__getattr__ = phi3_page.lacking_attribute("onnxruntime_genai")
