const N_REPEATS = 7;

/** Milliseconds that something takes as a rule: the median of a few times, after one that is not counted. */
export async function medianTimeMs(ask: () => unknown): Promise<number> {
  await ask();
  const times: number[] = [];
  for (let i = 0; i < N_REPEATS; i++) {
    const startMs = performance.now();
    await ask();
    times.push(performance.now() - startMs);
  }
  return times.sort((a, b) => a - b)[N_REPEATS >> 1] ?? Number.NaN;
}
