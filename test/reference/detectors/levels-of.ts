import type { AnyDetector } from '@kaizenml/ml/detectors';

/** Every drift of a detector in a stream, and its warnings as `generate.py` sums them up: how many, their positions, their squares. */
export function levelsOf(
  detector: AnyDetector,
  values: readonly unknown[],
  settings: object,
): { readonly drifts: readonly number[]; readonly warnings: readonly number[] } {
  const state = detector.empty(settings);
  const drifts: number[] = [];
  const warnings = [0, 0, 0];
  for (const [i, value] of values.entries()) {
    const level = detector.update(state, value);
    if (level === 'drift') drifts.push(i);
    if (level !== 'warning') continue;
    warnings[0]++;
    warnings[1] += i;
    warnings[2] = (warnings[2] + i * i) % 1_000_003;
  }
  return { drifts, warnings };
}
