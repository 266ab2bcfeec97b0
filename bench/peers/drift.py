"""How long Evidently takes to compare one column: CPU milliseconds per test. Run by bench/drift.ts."""

import sys
import time
import warnings

import numpy as np
import pandas as pd
from evidently.calculations import stattests
from evidently.core import ColumnType

warnings.filterwarnings("ignore")
n = int(sys.argv[1])
samples = [pd.Series(np.random.default_rng(seed).normal(0.01 * seed, size=n)) for seed in (1, 2)]
for test in (
    stattests.ks_stat_test,
    stattests.anderson_darling_test,
    stattests.cramer_von_mises,
    stattests.mann_whitney_u_stat_test,
    stattests.t_test,
    stattests.epps_singleton_test,
    stattests.energy_dist_test,
    stattests.wasserstein_stat_test,
    stattests.jensenshannon_stat_test,
    stattests.kl_div_stat_test,
    stattests.psi_stat_test,
    stattests.hellinger_stat_test,
):
    began = time.process_time()
    test(samples[0].copy(), samples[1].copy(), ColumnType.Numerical, None)
    print(f"Evidently {test.name:18} {1000 * (time.process_time() - began):9.0f} ms")
