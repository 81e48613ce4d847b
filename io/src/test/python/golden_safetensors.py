"""Writes ../resources/org/lenet5/io/golden.safetensors from the format's specification alone.

The layout is the one Hugging Face's library gives a PyTorch state_dict: the widest dtype first,
then names in order, a compact header padded with spaces. Needs Python 3 and no packages:

    python3 golden_safetensors.py
"""

import json
import pathlib
import struct


def bfloat16(value):
    """The upper half of a float that needs no more."""
    bits = struct.pack("<f", value)
    assert bits[:2] == b"\0\0", value
    return bits[2:]


def packed(code, values):
    return struct.pack("<%d%s" % (len(values), code), *values)


tensors = [  # name, dtype, shape, bytes
    ("steps", "I64", [2], packed("q", [-1, 1 << 40])),
    ("mean", "F64", [3], packed("d", [0.1, -2.5, 1e300])),
    ("classifier.0.bias", "F32", [4], packed("f", [0.0, -0.0, float("inf"), 2.0**-149])),
    ("empty", "F32", [2, 0, 3], b""),
    ("feature_extractor.0.weight", "F32", [6, 1, 5, 5], packed("f", [i / 8 - 9 for i in range(150)])),
    ("scale", "F32", [], packed("f", [1.7159])),
    ("brain", "BF16", [2, 2], b"".join(map(bfloat16, [1.0, -3.140625, 2.0**127, 2.0**-133]))),
    ("half", "F16", [5], packed("e", [1.0, -0.333251953125, 65504.0, 2.0**-24, float("-inf")])),
    ("naïve.✓", "U8", [3], bytes([0, 127, 255])),
]

header = {"__metadata__": {"format": "pt", "model": "lenet5"}}
data = b""
for name, dtype, shape, raw in tensors:
    header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw

text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
text += b" " * (-len(text) % 8)
here = pathlib.Path(__file__).parent
(here / "../resources/org/lenet5/io/golden.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
