"""Finds the coefficients of org.lenet5.kernel.Tanh and prints them as Java constants.

    python3 tanh_coefficients.py        (numpy; a minute or two)

tanh(x) = 2u / (1 + u^2) with u = tanh(x/2) = (x/2) P(t) / Q(t), t = x^2, P = 1 + P1 t + P2 t^2,
Q = 1 + Q1 t + Q2 t^2 + Q3 t^3. A relative error e of u becomes e / cosh(x) in tanh(x), plus a
second-order e^2 / 2 where u is near 1. So P/Q is the Remez approximation of (2/x) tanh(x/2) whose
error may grow like cosh(x), up to the cap CAP, where the second-order term is 2^-27.6.

The five coefficients are then rounded to float and moved by a few ulps as long as that makes the
float evaluation, operation by operation as in Tanh.java, better.
"""

import math
import random
from decimal import Decimal, getcontext

import numpy as np

getcontext().prec = 40
LIMIT = Decimal("9.02")  # beyond it tanh(x) is 1 to within half an ulp
CAP = Decimal("1e-4")
P_DEGREE, Q_DEGREE = 2, 3
UNKNOWNS = P_DEGREE + Q_DEGREE + 1  # with the levelled error


def target(x):
    e = x.exp()
    return 2 * (e - 1) / (e + 1) / x


def allowance(x, level):
    return min((x.exp() + (-x).exp()) / 2, level)


def solve(rows, right):
    """Gaussian elimination with row pivots."""
    a = [row + [b] for row, b in zip(rows, right)]
    n = len(a)
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(a[i][k]))
        a[k], a[pivot] = a[pivot], a[k]
        for i in range(k + 1, n):
            factor = a[i][k] / a[k][k]
            for j in range(k, n + 1):
                a[i][j] -= factor * a[k][j]
    x = [Decimal(0)] * n
    for k in reversed(range(n)):
        x[k] = (a[k][n] - sum(a[k][j] * x[j] for j in range(k + 1, n))) / a[k][k]
    return x


def quotient(p, q, t):
    return (1 + sum(c * t ** (i + 1) for i, c in enumerate(p))), (
        1 + sum(c * t ** (i + 1) for i, c in enumerate(q)))


def remez(level):
    """P, Q and the largest error in units of the allowance, which is capped at level."""
    grid = [LIMIT * i / 800 for i in range(1, 801)]
    nodes = [
        LIMIT * Decimal((1 - math.cos(math.pi * (i + 0.5) / UNKNOWNS)) / 2) for i in range(UNKNOWNS)
    ]
    p, q = [Decimal(0)] * P_DEGREE, [Decimal(0)] * Q_DEGREE
    for _ in range(25):
        error = Decimal(0)
        for _ in range(40):  # P - f Q = +-error f Q, with the Q of the round before on the right
            rows, right = [], []
            for i, x in enumerate(nodes):
                f, t = target(x), x * x
                sign = -1 if i % 2 else 1
                weight = sign * allowance(x, level) * f * quotient(p, q, t)[1]
                rows.append([t ** (j + 1) for j in range(P_DEGREE)]
                            + [-f * t ** (j + 1) for j in range(Q_DEGREE)] + [-weight])
                right.append(f - 1)
            *c, new = solve(rows, right)
            p, q = c[:P_DEGREE], c[P_DEGREE:]
            settled = abs(new - error) <= abs(new) * Decimal("1e-6")
            error = new
            if settled:
                break

        def relative(x):
            above, below = quotient(p, q, x * x)
            return (above / below / target(x) - 1) / allowance(x, level)

        extrema = []  # the largest error of each run of one sign
        for x in grid:
            e = relative(x)
            if extrema and (extrema[-1][1] > 0) == (e > 0):
                if abs(e) > abs(extrema[-1][1]):
                    extrema[-1] = (x, e)
            else:
                extrema.append((x, e))
        largest = max(abs(e) for _, e in extrema)
        while len(extrema) > UNKNOWNS:
            extrema.pop(0 if abs(extrema[0][1]) < abs(extrema[-1][1]) else -1)
        assert len(extrema) == UNKNOWNS, "the error does not alternate often enough"
        nodes = [x for x, _ in extrema]
        if largest < abs(error) * Decimal("1.001"):
            break
    return p, q, largest


def fma(a, b, c):
    """In double, rounded to float: off by a rounding of 2^-53 now and then, no matter here."""
    return (a.astype(np.float64) * b + c).astype(np.float32)


def evaluate(x, c):
    """The operations of Tanh.java."""
    p1, p2, q1, q2, q3 = c
    x = np.minimum(x, np.float32(LIMIT))
    t = x * x
    a = fma(x * t, fma(t, p2, p1), x)
    w = fma(fma(t, q3, q2), t, q1) * t
    d = np.float32(1) + fma(w, w + np.float32(2), np.float32(0.25) * a * a)
    return fma(a, w, a) / d


def floats(first, last, step):
    first, last = np.array([first, last], np.float32).view(np.int32)
    return np.arange(first, last, step, dtype=np.int32).view(np.float32)


class Score:
    """Errors in ulps of tanh(x), over every step-th float from 2^-4 to 9.1."""

    def __init__(self, step):
        self.x = floats(2.0**-4, 9.1, step)
        self.tanh = np.tanh(self.x.astype(np.float64))
        exponent = np.minimum(np.floor(np.log2(self.tanh)), -1)  # an ulp below 1 is 2^-24
        self.ulp = np.exp2(exponent - 23)

    def __call__(self, c):
        e = np.abs(evaluate(self.x, c) - self.tanh) / self.ulp
        return e.max() + np.sqrt(np.mean(e * e)), e.max()


def bounded(c):
    """Never above 1: every float where the distance to 1 is of the size of the errors."""
    return evaluate(floats(7, 9.1, 1), c).max() <= 1


def main():
    level = Decimal(10000)
    for _ in range(8):
        p, q, largest = remez(level)
        level = CAP / largest
    print(f"// approximation error 2^{math.log2(largest):.1f}")

    c = np.array([float(v) for v in p + q], np.float32)
    score, rng = Score(31), random.Random(1998)
    best, rounded = score(c)
    if not bounded(c):
        best = math.inf
    for _ in range(1500):
        bits = c.view(np.int32).copy()
        for _ in range(rng.randint(1, 3)):
            bits[rng.randrange(len(bits))] += rng.choice((-1, 1)) << rng.randrange(9)
        tried = bits.view(np.float32)
        total, _ = score(tried)
        if total < best and bounded(tried):
            best, c = total, tried
    assert math.isfinite(best), "no coefficients that stay below 1"
    print(f"// largest error on a sample: {rounded:.2f} ulp rounded, {score(c)[1]:.2f} tuned,")
    print(f"// {Score(5)(c)[1]:.2f} on a dense one")
    for name, v in zip(("P1", "P2", "Q1", "Q2", "Q3"), c):
        mantissa, exponent = float(v).hex().split("p")
        print(f"public static final float {name} = {mantissa.rstrip('0')}p{exponent}f;")


if __name__ == "__main__":
    main()
