#!/usr/bin/env python3
"""Writes the golden file of BilinearResizeTest with Pillow: python3 resize_golden.py

A gzipped sequence of cases: four big-endian shorts (rows and columns before, rows and columns
after), then the bytes of the image before and after.
"""
import gzip
import pathlib
import random
import struct

import PIL
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[4]
MNIST = ROOT / "mnist/src/main/resources/org/lenet5/mnist/t10k-images-idx3-ubyte.gz"
GOLDEN = ROOT / "nn/src/test/resources/org/lenet5/data/resize.golden.gz"
DIGITS = 20

# Rows and columns before and after; growing, shrinking, both, neither, and lines.
BYTES = [
    (28, 28, 32, 32), (28, 28, 28, 28), (28, 28, 20, 20), (28, 28, 14, 56), (32, 32, 28, 28),
    (16, 16, 32, 32), (1, 1, 5, 7), (5, 7, 1, 1), (1, 40, 32, 32), (40, 1, 3, 9), (2, 3, 33, 31),
    (31, 33, 30, 34), (64, 48, 13, 17), (50, 3, 3, 50), (99, 70, 20, 20), (13, 17, 71, 64),
    (7, 100, 7, 33),
]
# Large ones of black and white pixels, which compress better.
BITS = [(301, 203, 20, 20), (240, 320, 28, 28), (1, 5000, 1, 3), (200, 100, 101, 99)]


def digits():
    with gzip.open(MNIST) as file:
        file.seek(16)
        return [file.read(28 * 28) for _ in range(DIGITS)]


def cases():
    generator = random.Random(1998)
    for pixels in digits():
        yield (28, 28, 32, 32), pixels
    for size in BYTES:
        yield size, generator.randbytes(size[0] * size[1])
    for size in BITS:
        yield size, bytes(generator.choices((0, 255), k=size[0] * size[1]))


def main():
    out = bytearray()
    for (rows, columns, to_rows, to_columns), pixels in cases():
        image = Image.frombytes("L", (columns, rows), pixels)
        resized = image.resize((to_columns, to_rows), Image.BILINEAR)
        out += struct.pack(">4H", rows, columns, to_rows, to_columns) + pixels + resized.tobytes()
    GOLDEN.write_bytes(gzip.compress(bytes(out), 9, mtime=0))
    print(f"Pillow {PIL.__version__}: {GOLDEN.stat().st_size} bytes")


if __name__ == "__main__":
    main()
