"""The review's network in PyTorch, answering questions as PeerServer.java says.

    python3 peer.py FOLDER THREADS

FOLDER holds images.f32, labels.u8 and weights.f32, as Samples.java writes them.
"""

import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import torch
from torch import nn

from review import LEARNING_RATE, LeNet5, train_step

LEAD_IN = 0.2  # share of the asked time that goes before, uncounted


def read(file, dtype):
    return torch.frombuffer(bytearray(file.read_bytes()), dtype=dtype)


class Peer:
    def __init__(self, folder):
        self.images = read(folder / "images.f32", torch.float32).reshape(-1, 1, 32, 32)
        self.labels = read(folder / "labels.u8", torch.uint8).long()
        self.weights = read(folder / "weights.f32", torch.float32)

    def model(self):
        model = LeNet5(10)
        nn.utils.vector_to_parameters(self.weights.clone(), model.parameters())
        return model

    def training(self, count, batch_size):
        """A function that trains on the next batch, and returns its loss."""
        model = self.model()
        criterion = nn.CrossEntropyLoss()
        optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
        batches = forever(self.images[:count].split(batch_size), self.labels[:count].split(batch_size))
        return lambda: train_step(model, criterion, optimizer, *next(batches))

    def inference(self, count, batch_size):
        """A function that classifies the next batch, and returns its scores."""
        model = self.model().eval()
        batches = forever(self.images[:count].split(batch_size))

        def classify():
            with torch.no_grad():
                return model(*next(batches))[0]

        return classify

    def answer(self, question, number, *rest):
        if question == "losses":
            count, passes = map(int, rest)
            step = self.training(count, number)
            steps = count // number
            return [sum(step() for _ in range(steps)) / steps for _ in range(passes)]
        if question == "scores":
            return self.inference(number, number)().flatten().tolist()
        work = {"train": self.training, "infer": self.inference}[question]
        return measure(work(len(self.images), number), number, float(rest[0]))


def forever(*columns):
    while True:
        yield from zip(*columns)


def measure(work, batch_size, seconds):
    """Images, their seconds, and the median seconds of a batch."""
    repeat(work, LEAD_IN * seconds)
    times = repeat(work, seconds)
    return [len(times) * batch_size, sum(times), median(times)]


def repeat(work, seconds):
    """Works for so long, once at least; returns the seconds of each time."""
    times = []
    now = perf_counter()
    end = now + seconds
    while not times or now < end:
        start = now
        work()
        now = perf_counter()
        times.append(now - start)
    return times


def main(folder, threads):
    torch.set_num_threads(int(threads))
    torch.set_num_interop_threads(1)
    peer = Peer(Path(folder))
    print("= PyTorch", torch.__version__, "in Python, the review's code", flush=True)
    for line in sys.stdin:
        question, number, *rest = line.split()
        try:
            answer = peer.answer(question, int(number), *rest)
            print("=", *answer, flush=True)
        except Exception as e:
            print("!", repr(e), flush=True)


main(*sys.argv[1:])
