"""Streams that this folder's generators and tests make alike, from the same 32-bit source of chance."""


class Chance:
    """SplitMix32: one number is its whole state."""

    def __init__(self, seed):
        self.state = seed & 0xFFFFFFFF

    def next(self):
        self.state = (self.state + 0x9E3779B9) & 0xFFFFFFFF
        z = self.state
        z = ((z ^ (z >> 16)) * 0x21F0AAAD) & 0xFFFFFFFF
        z = ((z ^ (z >> 15)) * 0x735A2D97) & 0xFFFFFFFF
        return (z ^ (z >> 15)) / 4294967296

    def sample(self, population, k):
        pool = list(population)
        drawn = []
        for i in range(k):
            j = int(self.next() * (len(pool) - i))
            drawn.append(pool[j])
            pool[j] = pool[len(pool) - i - 1]
        return drawn


N = 3000

RATES = {
    "quiet": lambda t: 0.2,
    "sudden": lambda t: 0.1 if t < 1500 else 0.3,
    "gradual": lambda t: 0.1 if t < 1000 else min(0.4, 0.1 + (t - 1000) * 0.0003),
    "rare": lambda t: 0.01 if t < 1500 else 0.05,
    "better": lambda t: 0.4 if t < 1500 else 0.1,
    "recurring": lambda t: 0.1 if (t // 500) % 2 == 0 else 0.35,
}


def errors(scenario, seed):
    chance = Chance(seed)
    return [int(chance.next() < RATES[scenario](t)) for t in range(N)]


SHIFTS = {
    "still": lambda t: 0.0,
    "jump": lambda t: 0.0 if t < 1500 else 1.0,
    "drop": lambda t: 0.0 if t < 1500 else -0.5,
    "ramp": lambda t: 0.0 if t < 1000 else (t - 1000) * 0.001,
}


def numbers(scenario, seed):
    """Sums of twelve uniform deviates, less six: about normal, and the same bits everywhere."""
    chance = Chance(seed)
    values = []
    for t in range(N):
        total = SHIFTS[scenario](t) - 6.0
        for _ in range(12):
            total += chance.next()
        values.append(total)
    return values


RIGHT = {
    "steady": lambda t, truth: 0.85,
    "recall": lambda t, truth: 0.9 if t < 1500 or not truth else 0.6,
    "alarms": lambda t, truth: 0.95 if t < 1500 or truth else 0.75,
}


def calls(scenario, seed):
    """Pairs of what was true and what was answered; three of ten are true."""
    chance = Chance(seed)
    pairs = []
    for t in range(N):
        truth = int(chance.next() < 0.3)
        is_right = chance.next() < RIGHT[scenario](t, truth)
        pairs.append((truth, truth if is_right else 1 - truth))
    return pairs
