import { type Random, seededRandom, softmaxInPlace } from '../../math/index.ts';
import type { Library } from '../library/library.ts';

/** What a made library is like. */
export interface SampleOptions {
  readonly seed: number;
  readonly nRows: number;
  readonly nMembers: number;
  /** 0 for numbers. */
  readonly nClasses: number;
  /** Noise of the answers per member; default rises from 0.4 to 1.6. */
  readonly noise?: (member: number) => number;
}

/** Models that see the same signal through noise of their own, in five folds. */
export function sampleLibrary(options: SampleOptions): Library {
  const { seed, nRows, nMembers, nClasses } = options;
  const random = seededRandom(seed);
  const { noise = (m: number) => 0.4 + (1.2 * m) / Math.max(1, nMembers - 1) } = options;
  const width = Math.max(1, nClasses);
  const signal = Float64Array.from({ length: nRows * width }, () => random.normal());
  const codes = Int32Array.from({ length: nRows }, (_, i) =>
    nClasses === 0 ? 0 : drawClass(signal, i * width, { k: width, random }),
  );
  const members = Array.from({ length: nMembers }, (_, m) => {
    const answers = signal.map((each) => 2 * each + 2 * noise(m) * random.normal());
    if (nClasses > 0)
      for (let i = 0; i < nRows; i++) softmaxInPlace(answers, i * nClasses, nClasses);
    return { id: `model-${m}`, answers, microsPerRow: 1 + m };
  });
  return {
    truth:
      nClasses === 0
        ? { kind: 'regression', values: signal.map((each) => 2 * each + random.normal()) }
        : { kind: 'classification', codes, nClasses },
    foldOf: Int32Array.from({ length: nRows }, (_, i) => i % 5),
    members,
  };
}

function drawClass(
  signal: Float64Array,
  start: number,
  { k, random }: { readonly k: number; readonly random: Random },
): number {
  const shares = signal.slice(start, start + k).map((each) => 2 * each);
  softmaxInPlace(shares, 0, k);
  let left = random.next();
  for (let c = 0; c < k - 1; c++) {
    left -= shares[c];
    if (left < 0) return c;
  }
  return k - 1;
}
