import type { Prediction, Row } from '@kaizenml/contracts';
import type { LoggedRequest } from '../log.ts';
import type { Pseudonymize } from './pseudonymizer.ts';

/**
 * What becomes of a column, or a tensor, before it is logged: `drop` leaves it out, `mask` says only that there was a value, `hash`
 * gives equal values equal pseudonyms, the same as `kaizen datasets redact` gives with the same key. Missing values stay
 * missing.
 */
export type LogRedaction = 'drop' | 'hash' | 'mask';

/** What an endpoint logs. Plain data; without any of it everything is logged and kept. */
export interface LogPolicy {
  /** Share of requests that are logged, 0 to 1, chosen by their id. Failures are always logged. Default 1. */
  readonly sample?: number;
  /** By column. */
  readonly redact?: Readonly<Record<string, LogRedaction>>;
  /** Share of the logged requests that keep their explanations, 0 to 1. Default 1. */
  readonly explanations?: number;
  /** Days that are kept besides today, 1 or more. Default: all. */
  readonly retentionDays?: number | undefined;
}

const MASKED = '[masked]';

/** Whether a request is one of those that a policy logs: the same for the same id, wherever it is asked. */
export function isLogged(
  { sample = 1 }: LogPolicy,
  { requestId, kind }: Pick<LoggedRequest, 'requestId' | 'kind'>,
): boolean {
  return kind === 'failure' || sample >= 1 || placeOf(requestId, 'sample') < sample;
}

/**
 * A request as a policy lets it be logged; undefined when it is not logged.
 *
 * Where columns are redacted, an entity that is one of their values becomes what the value becomes, explanations lose
 * dropped columns, and words beside an answer, which may quote values, are left out.
 *
 * @param pseudonymize Makes the pseudonyms of `hash`; without it such a column is dropped.
 * @cost Nothing but a hash of the id where no column is redacted; a SHA-256 per value of `hash`.
 */
export function withPolicy(
  policy: LogPolicy,
  request: LoggedRequest,
  pseudonymize?: Pseudonymize,
): LoggedRequest | undefined {
  if (!isLogged(policy, request)) return undefined;
  const explained = withExplanations(policy, withWeight(policy, request));
  const redactions = redactionsOf(policy);
  if (redactions.all.length === 0) return explained;
  const redact: Redact = (value, redaction) => redactValue(value, redaction, pseudonymize);
  const { rows, predictions, outputs, explanations, entity } = explained;
  const hidden: LoggedRequest = {
    ...explained,
    rows: rows.map((row) => redactRow(row, redactions, redact)),
    predictions: predictions.map(withoutWords),
    ...(outputs && { outputs: outputs.map((row) => redactRow(row, redactions, redact)) }),
    ...(explanations && {
      explanations: explanations.map((one) => one && withoutKeys(one, redactions.dropped)),
    }),
  };
  return entity === undefined
    ? hidden
    : withEntity(hidden, redactedEntity(entity, rows, { redactions, redact }));
}

/** Says how many requests one of a sample stands for, so that counts can be made whole. @source Horvitz & Thompson (1952) */
function withWeight({ sample = 1 }: LogPolicy, request: LoggedRequest): LoggedRequest {
  return sample >= 1 || request.kind === 'failure' ? request : { ...request, weight: 1 / sample };
}

function withExplanations(
  { explanations: share = 1 }: LogPolicy,
  request: LoggedRequest,
): LoggedRequest {
  if (share >= 1 || placeOf(request.requestId, 'explanations') < share) return request;
  const { explanations: _left, ...rest } = request;
  return rest;
}

interface Redactions {
  readonly all: readonly (readonly [column: string, redaction: LogRedaction])[];
  /** Columns that are left out. */
  readonly dropped: ReadonlySet<string>;
}

type Redact = (value: unknown, redaction: LogRedaction) => unknown;

/** Of policies, which hold for many requests; forgotten with them. */
const REDACTIONS = new WeakMap<LogPolicy, Redactions>();

function redactionsOf(policy: LogPolicy): Redactions {
  const known = REDACTIONS.get(policy);
  if (known !== undefined) return known;
  const all = Object.entries(policy.redact ?? {});
  const dropped = new Set(all.flatMap(([name, way]) => (way === 'drop' ? [name] : [])));
  const made = { all, dropped };
  REDACTIONS.set(policy, made);
  return made;
}

function redactRow(row: Row, { all, dropped }: Redactions, redact: Redact): Row {
  const left: Record<string, unknown> = dropped.size === 0 ? { ...row } : withoutKeys(row, dropped);
  for (const [column, redaction] of all) {
    if (!Object.hasOwn(left, column)) continue;
    const value = redact(row[column], redaction);
    if (value === undefined) delete left[column];
    else left[column] = value;
  }
  return left;
}

/** The value that is logged; undefined for one that is left out. */
function redactValue(
  value: unknown,
  redaction: LogRedaction,
  pseudonymize: Pseudonymize | undefined,
): unknown {
  if (redaction === 'drop' || (redaction === 'hash' && pseudonymize === undefined))
    return undefined;
  if (value === null || value === undefined) return value;
  return redaction === 'mask' ? MASKED : pseudonymize?.(textOf(value));
}

/** What becomes of an entity: what becomes of the column that it is a value of. */
function redactedEntity(
  entity: string,
  rows: readonly Row[],
  { redactions, redact }: { readonly redactions: Redactions; readonly redact: Redact },
): unknown {
  const found = redactions.all.find(([column]) =>
    rows.some((row) => row[column] !== undefined && textOf(row[column]).trim() === entity.trim()),
  );
  return found === undefined ? entity : redact(entity, found[1]);
}

function withEntity({ entity: _named, ...rest }: LoggedRequest, hidden: unknown): LoggedRequest {
  return typeof hidden === 'string' ? { ...rest, entity: hidden } : rest;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function withoutWords({ beside, ...prediction }: Prediction): Prediction {
  if (beside === undefined) return prediction;
  const left = Object.entries(beside).filter(([, value]) => typeof value !== 'string');
  return { ...prediction, beside: Object.fromEntries(left) };
}

function withoutKeys<Value>(
  values: Readonly<Record<string, Value>>,
  keys: ReadonlySet<string>,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.has(key)));
}

/**
 * Where an id lies from 0 to 1, evenly over ids and by itself for each purpose.
 *
 * @source Fowler, Noll, Vo (1991), FNV-1a; the last mixing is MurmurHash3's, Appleby (2011).
 */
function placeOf(requestId: string, purpose: string): number {
  let hash = 0x811c9dc5;
  for (const text of [purpose, requestId])
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
