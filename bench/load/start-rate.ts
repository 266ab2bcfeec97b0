import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What is sent, how often, and which answers are right. */
export interface RateLoad {
  readonly port: number;
  readonly path: string;
  /** JSON. */
  readonly body: string;
  readonly ratePerSec: number;
  readonly connections: number;
  /** By version, the end of the right answer from `"predictions":` on. */
  readonly answers: Readonly<Record<string, string>>;
}

/** What came of it. Latencies count from when a request was due, milliseconds. */
export interface RateReport {
  readonly seconds: number;
  readonly nSent: number;
  /** Other statuses than 200, answers of no version, and connections that broke. */
  readonly nFailed: number;
  /** Requests that were due and not sent, because too many waited for a connection. */
  readonly nLeftOut: number;
  readonly mostWaiting: number;
  readonly ratePerSec: number;
  readonly byVersion: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly worstMs: number;
}

/** Starts a process that sends at a constant rate; `stop` waits for its answers and its report. */
export async function startRate(load: RateLoad): Promise<{ stop(): Promise<RateReport> }> {
  const path = fileURLToPath(new URL('./rate-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', path, JSON.stringify(load)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    async stop() {
      child.stdin.end();
      const { value } = await lines.next();
      await once(child, 'exit');
      return JSON.parse(String(value)) as RateReport;
    },
  };
}

/** A report as lines of text. */
export function writeReport(report: RateReport): string {
  const { seconds, nSent, nFailed, nLeftOut, ratePerSec } = report;
  const ms = (value: number) => value.toFixed(1);
  return [
    `${nSent} requests in ${seconds.toFixed(1)} s (${ratePerSec.toFixed(0)} per second), ${nFailed} failed, ${nLeftOut} due but not sent`,
    `from when a request was due: p50 ${ms(report.p50Ms)} ms, p99 ${ms(report.p99Ms)} ms, p99.9 ${ms(report.p999Ms)} ms, worst ${ms(report.worstMs)} ms`,
    ...report.failures.map((failure) => `failed: ${failure}`),
  ].join('\n');
}
