"""The grid that int4 weights lie on, so that one set of weights serves every runtime.

onnxruntime's round-to-nearest int4 takes blocks of 32 along the input dimension, scale = (the entry of largest
magnitude) / -8, and rounds to -8…7 times the scale. `snap` does the same, with the scale rounded to 7 significant bits:
then scale × integer needs at most 11 bits and is exact in fp16. Exporting snapped weights changes nothing, so
model.safetensors (fp16) and the int4 ONNX file hold the same numbers.
"""

import torch

BLOCK = 32
SCALE_BITS = 7


def snap(weight: torch.Tensor) -> torch.Tensor:
    """f32 [out, in] -> f32 [out, in] on the grid; in must be a multiple of 32."""
    out, inputs = weight.shape
    blocks = weight.reshape(out, inputs // BLOCK, BLOCK)
    extreme = torch.gather(blocks, 2, blocks.abs().argmax(2, keepdim=True))
    scale = extreme / -8
    mantissa, exponent = torch.frexp(scale)
    scale = torch.ldexp((mantissa * 2**SCALE_BITS).round() / 2**SCALE_BITS, exponent)
    scale = torch.where(scale == 0, torch.ones_like(scale), scale)
    return ((blocks / scale).round().clamp(-8, 7) * scale).reshape(out, inputs)


class SnapStraightThrough(torch.nn.Module):
    """For quantisation-aware training: forward on the grid, gradient as if it were not there."""

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        return weight + (snap(weight) - weight).detach()
