"""Values per second of river's detectors, on errors of a rate of 0.1. Prints one JSON object: nanoseconds per value by our names."""

import json
import random
import sys
import time

from river import drift

N = int(sys.argv[1])
MAKE = {
    "adwin": drift.ADWIN,
    "ddm": drift.binary.DDM,
    "eddm": drift.binary.EDDM,
    "hddm-a": drift.binary.HDDMA,
    "hddm-w": drift.binary.HDDMW,
    "page-hinkley": drift.PageHinkley,
    "kswin": lambda: drift.KSWIN(seed=1),
}

rng = random.Random(1)
values = [int(rng.random() < 0.1) for _ in range(N)]
found = {}
for name, make in MAKE.items():
    some = values[: N // 50] if name == "kswin" else values
    detector = make()
    begin = time.perf_counter()
    for value in some:
        detector.update(value)
    found[name] = (time.perf_counter() - begin) / len(some) * 1e9
print(json.dumps(found))
