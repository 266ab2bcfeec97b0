import type { Estimate, Signature } from '@kaizenml/contracts';
import type { Baseline, ColumnBaseline } from '@kaizenml/ml/windows';
import type { Slice } from './slices.ts';

/** What the performance of a version is counted by and compared with. */
export interface ScoredVersion {
  readonly signature: Pick<Signature, 'inputs' | 'output'>;
  /** Name of the metric that tells whether it is good. */
  readonly metric: string;
  /** Of its artifact; absent of one that does not say. */
  readonly baseline?: Pick<Baseline, 'calibration' | 'lossModel'> | undefined;
  /** The metric on rows unseen in training; undefined where nobody measured it. */
  readonly training?: Estimate | undefined;
  /** The target in training; undefined where nobody counted it. */
  readonly label?: ColumnBaseline | undefined;
  readonly slices: readonly Slice[];
}

/** Number of classes of a version; 0 of numbers. */
export function nClassesOf({ signature }: Pick<ScoredVersion, 'signature'>): number {
  return signature.output.classes?.length ?? 0;
}
