import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one system made of one table. */
export interface ContestResult {
  readonly table: string;
  readonly system: string;
  readonly version: string;
  readonly seconds: number;
  readonly seed: number;
  readonly metric: string;
  /** On the rows that no system saw; null when it failed. */
  readonly score: number | null;
  /** Of classes: log loss and calibration error on the same rows. */
  readonly logLoss?: number;
  readonly calibrationError?: number;
  /** The constant model on the same rows. */
  readonly baseline: number;
  /** Wall time of the whole process that learned, seconds. */
  readonly wall: number;
  readonly note?: string;
}

/** Where results are kept unless told otherwise. */
export function resultsPath(): string {
  return join(tmpdir(), 'kaizen-automl-bench.jsonl');
}

export function readResults(path: string): ContestResult[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ContestResult);
}
