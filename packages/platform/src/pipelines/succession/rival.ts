import type { Estimate } from '@kaizenml/contracts';

/** How a comparison is drawn. */
export interface GainOptions {
  /** Places among the rows that both answered. Default: all of them. */
  readonly rows?: Int32Array;
  /** Coverage of the interval. Default 0.9. */
  readonly level?: number;
  /** Default 200. */
  readonly nResamples?: number;
}

/** A champion that answered what the new model answered. */
export interface PairedRival {
  readonly kind: 'paired';
  readonly version: number;
  /** What both answered, for sentences: `on the same 400 test rows`. */
  readonly on: string;
  /** Rows that both answered. */
  readonly nRows: number;
  /** How much better the new one is by a metric, with an interval of pairs; undefined where the metric is not defined. */
  gainBy(metric: string, options?: GainOptions): Estimate | undefined;
}

/** A champion, as far as a new model can be compared with it. */
export type FoundRival = Exclude<Rival, { readonly kind: 'none' | 'later' }>;

/** Whom a new model is held against: the champion, as far as the two can be compared. */
export type Rival =
  | { readonly kind: 'none' }
  /** The very artifact of the new model. */
  | { readonly kind: 'itself'; readonly version: number }
  | PairedRival
  /** Who asked for the run compares the two afterwards, on rows that neither has learned from. */
  | { readonly kind: 'later'; readonly version: number }
  /** `why` is a sentence. */
  | { readonly kind: 'apart'; readonly version: number; readonly why: string };

/** Nobody is champion. */
export const NO_RIVAL: Rival = { kind: 'none' };
