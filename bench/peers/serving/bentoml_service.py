import os

import bentoml
import lightgbm
import numpy as np


@bentoml.service(workers=int(os.environ.get("WORKERS", "1")))
class Adult:
    def __init__(self):
        self.booster = lightgbm.Booster(model_file=os.environ["MODEL"])

    @bentoml.api
    async def predict(self, rows: np.ndarray) -> np.ndarray:
        return self.booster.predict(np.asarray(rows, dtype=float), num_threads=1)
