/** A metric of a run, by numbers. */
export interface MetricPlace {
  readonly run: number;
  readonly key: number;
}

/** A place as the key of a map. */
export function markOfPlace({ run, key }: MetricPlace): string {
  return `${run} ${key}`;
}

/** Keys of places by their runs. */
export function keysByRun(places: readonly MetricPlace[]): ReadonlyMap<number, readonly number[]> {
  const keys = new Map<number, number[]>();
  for (const { run, key } of places) {
    const ofRun = keys.get(run);
    if (ofRun === undefined) keys.set(run, [key]);
    else ofRun.push(key);
  }
  return keys;
}
