import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerName } from './servers.ts';

/** What one server did under one load in one round. */
export interface ServingResult {
  readonly server: ServerName;
  readonly version: string;
  readonly round: number;
  /** Rows of each request. */
  readonly nRows: number;
  readonly connections: number;
  readonly seconds: number;
  readonly requestsPerSec: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly nFailed: number;
  /** Share of its own processor that the generator used. */
  readonly busy: number;
  /** Processor time of the server and its children per request, microseconds. */
  readonly cpuUs: number;
}

/** Where results are kept unless told otherwise. */
export function resultsPath(): string {
  return join(tmpdir(), 'kaizen-serving-bench.jsonl');
}

export function readResults(path: string): ServingResult[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ServingResult);
}
