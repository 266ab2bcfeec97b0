import type { RunBatch } from '../store.ts';
import { findList } from './fields.ts';
import { LIMITS } from './limits.ts';
import type { Message } from './message.ts';
import { readMetrics } from './metric-points.ts';
import { readParams, readTags } from './pairs.ts';
import { refusal } from './refusals.ts';

/**
 * What a request logs at once.
 *
 * @param nBytes Length of its body.
 * @throws REQUEST_INVALID
 */
export function readBatch(message: Message, nBytes: number): RunBatch {
  if (nBytes > LIMITS.batchBytes)
    throw refusal(
      `Batched logging API requests must be at most ${LIMITS.batchBytes} bytes, got a request of size ${nBytes}.`,
      { nBytes, limit: LIMITS.batchBytes },
    );
  const metrics = findList(message, 'metrics');
  const params = findList(message, 'params');
  const tags = findList(message, 'tags');
  assertFew('metrics', metrics.length, { limit: LIMITS.batchMetrics });
  assertFew('params', params.length, { limit: LIMITS.batchParams });
  assertFew('tags', tags.length, { limit: LIMITS.batchTags });
  assertFew('metrics, params, and tags', metrics.length + params.length + tags.length, {
    limit: LIMITS.batchEntities,
  });
  return { metrics: readMetrics(metrics), params: readParams(params), tags: readTags(tags) };
}

function assertFew(what: string, n: number, { limit }: { readonly limit: number }): void {
  if (n <= limit) return;
  throw refusal(
    `A batch logging request can contain at most ${limit} ${what}. Got ${n} ${what}. Please split up ${what} across multiple requests and try again.`,
    { what, n, limit },
  );
}
