"""CPU and wall seconds of scikit-learn's k-means on a million rows of 10 columns in 8 groups: seeds, then Lloyd.

Started by bench/clustering.ts, which writes the rows as doubles to the file named first.
"""

import sys
import time

import numpy
from sklearn.cluster import KMeans, MiniBatchKMeans

x = numpy.fromfile(sys.argv[1]).reshape(-1, int(sys.argv[2]))
k = int(sys.argv[3])
for name, model in [
    ("lloyd, 1 start", KMeans(k, n_init=1, random_state=0)),
    ("mini-batch", MiniBatchKMeans(k, n_init=3, batch_size=4096, random_state=0)),
    ("lloyd, 8 starts", KMeans(k, n_init=8, random_state=0)),
]:
    wall, cpu = time.perf_counter(), time.process_time()
    model.fit(x)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"scikit-learn {name:<16} | wall {wall:6.2f} s | CPU {cpu:6.2f} s | inertia {model.inertia_:.6g}")
