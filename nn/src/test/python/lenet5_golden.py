"""Writes lenet5_golden.bin.gz: what PyTorch makes of LeNet-5, for GoldenTest.

    python3 nn/src/test/python/lenet5_golden.py nn/src/test/resources/org/lenet5/train/lenet5_golden.bin.gz

Written with PyTorch 1.13 (Debian's python3-torch) on one thread. Both networks run twice from the same
float32 weights and images: in float64, whose results are kept as the truth, and in float32, whose largest
distance from the truth is kept beside them: so much, an honest float computation may be off.

The file is gzip over entries, all numbers little-endian:
    length of the name (byte), name (ASCII), type (b, f or d: unsigned byte, float32, float64), stride (int32),
    distance (float64), norm (float64), number of values (int32), values
A stride of k means that only every k-th value of the array is kept; the norm is that of the whole array.
"""

import copy
import gzip
import struct
import sys

import numpy as np
import torch
from torch import nn

BATCHES = [32, 32, 26]  # the last is neither a whole batch nor whole blocks
STEPS = 10
SAMPLES = [0, 21]  # whose activations are kept: one for each block of the first batch


class LeNet5(nn.Module):
    def __init__(self, squash):
        super().__init__()

        def conv(inputs, outputs):
            return [nn.Conv2d(inputs, outputs, kernel_size=5)] + ([nn.Tanh()] if squash else [])

        self.feature_extractor = nn.Sequential(
            *conv(1, 6), nn.AvgPool2d(2), *conv(6, 16), nn.AvgPool2d(2), *conv(16, 120)
        )
        self.classifier = nn.Sequential(nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10))

    def activations(self, x):
        """The outputs of C1, S2, C3, S4, C5, F6 and OUT, squashed where the network squashes."""
        outputs = []
        for layer in [*self.feature_extractor, nn.Flatten(), *self.classifier]:
            x = layer(x)
            if isinstance(layer, (nn.Tanh, nn.Flatten)):
                outputs[-1] = x
            else:
                outputs.append(x)
        return outputs


def digits(count, rng):
    """Digits of seven slanted, blurred segments in 32x32 bytes, each drawn a little differently."""
    corners = np.array([[6, 10], [6, 21], [15.5, 10], [15.5, 21], [25, 10], [25, 21]])  # row, column
    segments = [(0, 1), (1, 3), (3, 5), (5, 4), (4, 2), (2, 0), (2, 3)]
    lit = ["012345", "12", "01643", "01623", "1256", "05623", "056234", "012", "0123456", "012356"]
    rows, columns = np.mgrid[0:32, 0:32]
    labels = rng.integers(0, 10, count)
    images = np.zeros((count, 32, 32), np.uint8)
    for image, label in zip(images, labels):
        points = corners + rng.normal(0, 1, corners.shape)
        points[:, 1] += rng.normal(0, 0.2) * (points[:, 0] - 16)
        width = rng.uniform(0.8, 1.8)
        ink = np.zeros((32, 32))
        for s in lit[label]:
            (r0, c0), (r1, c1) = points[list(segments[int(s)])]
            along = ((rows - r0) * (r1 - r0) + (columns - c0) * (c1 - c0)) / ((r1 - r0) ** 2 + (c1 - c0) ** 2)
            along = along.clip(0, 1)
            off = np.hypot(rows - r0 - along * (r1 - r0), columns - c0 - along * (c1 - c0))
            ink = np.maximum(ink, 1 / (1 + np.exp(3 * (off - width))))
        image[:] = np.round(255 * ink) * (ink > 0.02)
    return images, labels.astype(np.uint8)


def flat(tensors):
    return torch.cat([t.detach().double().flatten() for t in tensors]).numpy()


class Run:
    """All numbers of one network at one precision, as float64 arrays by name."""

    def __init__(self, model, images, labels, train):
        names = ["C1", "S2", "C3", "S4", "C5", "F6", "OUT"]
        results = self.results = {}
        first = slice(0, BATCHES[0])
        activations = model.activations(images[first])
        for name, activation in zip(names, activations):
            kept = activation if name == "OUT" else activation[SAMPLES]
            results[name] = flat([kept])
        loss = nn.functional.cross_entropy(activations[-1], labels[first])
        results["loss"] = flat([loss])
        loss.backward()
        for name, parameter in model.named_parameters():
            results["d " + name] = flat([parameter.grad])
        if train:
            optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
            ends = np.cumsum(BATCHES)
            losses = []
            for step in range(STEPS):
                end = ends[step % len(BATCHES)]
                batch = slice(end - BATCHES[step % len(BATCHES)], end)
                optimizer.zero_grad()
                loss = nn.functional.cross_entropy(model.activations(images[batch])[-1], labels[batch])
                loss.backward()
                optimizer.step()
                losses.append(loss)
            results["losses"] = np.array([loss.item() for loss in losses])
            results["final weights"] = flat(model.parameters())


def write(file, name, kind, array, stride=1, distance=0.0):
    array = np.asarray(array).reshape(-1)
    kept = array[::stride].astype({"b": "u1", "f": "<f4", "d": "<f8"}[kind])
    norm = np.sqrt(np.sum(array.astype(np.float64) ** 2))
    file.write(bytes([len(name)]) + name.encode() + kind.encode())
    file.write(struct.pack("<iddi", stride, distance, norm, kept.size) + kept.tobytes())


def main(path):
    torch.set_num_threads(1)
    torch.manual_seed(42)
    pixels, classes = digits(sum(BATCHES), np.random.default_rng(42))
    images = torch.from_numpy(pixels).float().div(255).unsqueeze(1)
    labels = torch.from_numpy(classes).long()
    start = LeNet5(True)
    with open(path, "wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as file:
        write(file, "images", "b", pixels)
        write(file, "labels", "b", classes)
        write(file, "weights", "f", flat(start.parameters()))
        for name, squash in [("lenet5", True), ("lenet5-no-tanh", False)]:
            model = LeNet5(squash)
            for mine, given in zip(model.parameters(), start.parameters()):
                mine.data.copy_(given.data)
            single = Run(copy.deepcopy(model), images, labels, squash).results
            double = Run(model.double(), images.double(), labels, squash).results
            for key, truth in double.items():
                distance = np.abs(single[key] - truth).max()
                print("%-40s largest %10.3g, float32 off by %10.3g" % (name + " " + key, np.abs(truth).max(), distance))
                kind = "d" if key in ("loss", "losses") else "f"
                # 11 has no factor in common with the sizes of kernels, maps and layers: all of them are seen.
                stride = 11 if truth.size > 2000 and key != "final weights" else 1
                write(file, name + " " + key, kind, truth, stride, distance)


main(sys.argv[1])
