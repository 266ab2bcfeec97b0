import type { ModelCounters } from './oip/index.ts';

/** What a version did with one request. */
export interface CountedRequest {
  readonly nRows: number;
  /** Rows whose answers were known, where the endpoint remembers some. */
  readonly nRemembered?: number | undefined;
  readonly hasFailed: boolean;
  /** Milliseconds that reading, answering and applying rules took. */
  readonly tookMs: number;
}

/** Counts what every version answers, in this process since it began. */
export interface ServingCounters {
  count(
    version: { readonly name: string; readonly version: number },
    request: CountedRequest,
  ): void;
  /** Every version that was asked, or those of one model, or one version. */
  list(model?: {
    readonly name: string;
    readonly version?: number | undefined;
  }): readonly ModelCounters[];
}

interface Sums {
  readonly name: string;
  readonly version: number;
  lastMs: number;
  nRows: number;
  nAnswered: number;
  answeredMs: number;
  nExecuted: number;
  executedMs: number;
  nHits: number;
  hitMs: number;
  nMisses: number;
  nFailed: number;
  failedMs: number;
  readonly batches: Map<number, { count: number; ms: number }>;
}

/** Sizes of batches that are told apart; further ones count for the last power of two below them. */
const MOST_SIZES = 64;

/** @param nowMs Milliseconds since 1970. */
export function createServingCounters(nowMs: () => number): ServingCounters {
  const known = new Map<string, Map<number, Sums>>();
  const sumsOf = (name: string, version: number): Sums => {
    const found = known.get(name)?.get(version);
    if (found !== undefined) return found;
    const sums: Sums = {
      ...{ name, version, lastMs: 0, nRows: 0, nAnswered: 0, answeredMs: 0 },
      ...{ nExecuted: 0, executedMs: 0, nHits: 0, hitMs: 0, nMisses: 0 },
      ...{ nFailed: 0, failedMs: 0, batches: new Map() },
    };
    const versions = known.get(name) ?? new Map<number, Sums>();
    known.set(name, versions.set(version, sums));
    return sums;
  };
  return {
    count({ name, version }, { nRows, nRemembered, hasFailed, tookMs }) {
      const sums = sumsOf(name, version);
      sums.lastMs = nowMs();
      if (hasFailed) {
        sums.nFailed += 1;
        sums.failedMs += tookMs;
        return;
      }
      sums.nRows += nRows;
      sums.nAnswered += 1;
      sums.answeredMs += tookMs;
      if (nRemembered === nRows) {
        sums.nHits += 1;
        sums.hitMs += tookMs;
        return;
      }
      if (nRemembered !== undefined) sums.nMisses += 1;
      sums.nExecuted += 1;
      sums.executedMs += tookMs;
      const nAsked = nRows - (nRemembered ?? 0);
      const size =
        sums.batches.size < MOST_SIZES || sums.batches.has(nAsked) ? nAsked : floor2(nAsked);
      const batch = sums.batches.get(size) ?? { count: 0, ms: 0 };
      batch.count += 1;
      batch.ms += tookMs;
      sums.batches.set(size, batch);
    },
    list(model) {
      return [...known.values()]
        .flatMap((versions) => [...versions.values()])
        .filter(
          ({ name, version }) =>
            model === undefined ||
            (name === model.name && (model.version === undefined || version === model.version)),
        )
        .map(toCounters);
    },
  };
}

const NOTHING = { count: 0, ns: 0 };

function toCounters(sums: Sums): ModelCounters {
  const executed = { count: sums.nExecuted, ns: toNs(sums.executedMs) };
  return {
    ...{ name: sums.name, version: String(sums.version), lastInferenceMs: sums.lastMs },
    ...{ nInferences: sums.nRows, nExecutions: sums.nExecuted },
    success: { count: sums.nAnswered, ns: toNs(sums.answeredMs) },
    fail: { count: sums.nFailed, ns: toNs(sums.failedMs) },
    ...{ queue: NOTHING, computeInput: NOTHING, computeInfer: executed, computeOutput: NOTHING },
    cacheHit: { count: sums.nHits, ns: toNs(sums.hitMs) },
    cacheMiss: { count: sums.nMisses, ns: 0 },
    batches: [...sums.batches].map(([nRows, { count, ms }]) => ({
      ...{ nRows, computeInput: NOTHING, computeOutput: NOTHING },
      computeInfer: { count, ns: toNs(ms) },
    })),
  };
}

function toNs(ms: number): number {
  return Math.round(ms * 1e6);
}

function floor2(n: number): number {
  return 2 ** Math.floor(Math.log2(n));
}
