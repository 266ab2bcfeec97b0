import type { Engine } from './engines.ts';

/** What every part of the bench is given. */
export interface BenchRun {
  readonly temp: string;
  readonly nRounds: number;
  readonly nThreads: number;
  /** Small sizes: does it work? */
  readonly isQuick: boolean;
  readonly peers: readonly Engine[];
  /** A line for people. */
  print(line: string): void;
  /** A measurement for machines. */
  record(measured: object): void;
}
