import type { Operations, OutputOf } from '@kaizenml/contracts/operations';

/** A run as searches show it. */
export type ShownRun = OutputOf<Operations['runs']['search']>['items'][number];

/** What those hear who watch a run. */
export type RunEvent =
  /** The run as it is; the first event of all. */
  | { readonly kind: 'run'; readonly run: ShownRun }
  /** What is other than before. */
  | { readonly kind: 'change'; readonly change: RunChange }
  /** Nothing is other than before. */
  | { readonly kind: 'same' }
  /** It has ended, or is out of sight; the last event of all. */
  | { readonly kind: 'end'; readonly status: ShownRun['status'] | 'deleted' };

/** What of a run is other than before; parts that are the same are absent. */
export interface RunChange {
  readonly status?: ShownRun['status'];
  readonly endedAt?: string | null;
  readonly name?: string;
  readonly note?: string | null;
  /** Of each metric that was logged the point that counts now. */
  readonly metrics?: Readonly<
    Record<string, { value: ShownRun['metrics'][string]; step: number; at: string }>
  >;
  readonly params?: Readonly<Record<string, string>>;
  /** A tag of null was taken away. */
  readonly tags?: Readonly<Record<string, string | null>>;
  readonly inputs?: ShownRun['inputs'];
  readonly outputs?: ShownRun['outputs'];
}
