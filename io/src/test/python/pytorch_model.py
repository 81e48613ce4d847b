#!/usr/bin/env python3
"""PyTorch on both sides of a model file; needs torch, not the safetensors package.

    pytorch_model.py write MODEL GOLDEN    what ModelFileTest reads, from seeded weights
    pytorch_model.py check FILE GOLDEN     loads a file ModelFile wrote, strictly, and compares

MODEL is the state_dict of the modern network as PyTorch names it, without metadata. GOLDEN holds
bytes as inputs and the probabilities that PyTorch gives them: of the modern network, and of the one
without tanh between the convolutions with the same weights under its own names, which the metadata
list. From the repository's root:

    cd io/src/test && python3 python/pytorch_model.py write \\
        resources/org/lenet5/io/pytorch-lenet5.safetensors \\
        resources/org/lenet5/io/pytorch-golden.safetensors

ModelFileTest leaves io/target/written.safetensors for `check`.
"""
import json
import struct
import sys

import torch
from torch import nn

TYPES = {"F32": torch.float32, "F64": torch.float64, "U8": torch.uint8}


class LeNet5(nn.Module):
    def __init__(self, classes, squash):
        super().__init__()
        tanh = [nn.Tanh()] if squash else []
        self.feature_extractor = nn.Sequential(
            nn.Conv2d(1, 6, 5), *tanh, nn.AvgPool2d(2),
            nn.Conv2d(6, 16, 5), *tanh, nn.AvgPool2d(2),
            nn.Conv2d(16, 120, 5), *tanh)
        self.classifier = nn.Sequential(nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, classes))

    def forward(self, x):
        return self.classifier(torch.flatten(self.feature_extractor(x), 1))


def write(path, tensors, metadata):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, tensor in tensors.items():
        dtype = next(key for key, value in TYPES.items() if value == tensor.dtype)
        raw = tensor.contiguous().numpy().tobytes()
        header[name] = {"dtype": dtype, "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + data)


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    length, = struct.unpack_from("<Q", content)
    header = json.loads(content[8:8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        raw = bytearray(content[8 + length + begin:8 + length + end])
        tensors[name] = torch.frombuffer(raw, dtype=TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors, metadata


def probabilities(model, images):
    with torch.no_grad():
        return torch.softmax(model(images[:, None].float() / 255).double(), 1)


def inputs():
    """Nothing, full ink, noise, and a stroke: [4][32][32] bytes."""
    images = torch.zeros(4, 32, 32, dtype=torch.uint8)
    images[1] = 255
    images[2] = torch.randint(0, 256, (32, 32), dtype=torch.uint8)
    images[3, 6:26, 14:17] = 200
    return images


def main(command, file, golden):
    if command == "write":
        torch.manual_seed(1998)
        modern, without = LeNet5(10, True), LeNet5(10, False)
        images = inputs()
        state = modern.state_dict()
        without.load_state_dict(dict(zip(without.state_dict(), state.values())))
        write(file, state, {})
        write(golden, {"lenet5": probabilities(modern, images),
                       "lenet5-no-tanh": probabilities(without, images),
                       "images": images},
              {"lenet5": " ".join(state), "lenet5-no-tanh": " ".join(without.state_dict())})
    elif command == "check":
        expected, _ = read(golden)
        state, metadata = read(file)
        model = LeNet5(10, metadata["lenet5.architecture"] == "lenet5")
        model.load_state_dict(state, strict=True)
        got = probabilities(model, expected["images"])
        assert torch.equal(got, expected[metadata["lenet5.architecture"]]), got
        print("same probabilities to the bit:", file)
    else:
        sys.exit(__doc__)


main(*sys.argv[1:]) if len(sys.argv) == 4 else sys.exit(__doc__)
