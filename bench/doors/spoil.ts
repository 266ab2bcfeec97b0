import type { Random } from '@kaizenml/ml/math';
import type { Seed } from './seeds.ts';

/** Bytes that are sent to a door. */
export interface Spoiled {
  readonly door: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

const ODD: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 0.5,
  () => 1e308,
  () => 2 ** 53,
  () => '',
  () => 'é😀\u0000',
  () => '\ud800',
  () => 'x'.repeat(5000),
  () => '9007199254740993',
  () => [],
  () => ({}),
  () => nested(200),
  () => Array.from({ length: 2000 }, () => 1),
  () => ({ constructor: { prototype: 1 } }),
];
const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'name',
  '',
  'rows',
  'data',
  'shape',
  '\ud800',
];
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  [
    'content-type',
    [
      '',
      'text/csv; header=absent',
      'application/json; charset=latin1',
      'a/b;;;=',
      'application/octet-stream',
    ],
  ],
  ['content-encoding', ['gzip', 'br', 'deflate', 'identity', 'zip', 'gzip, gzip']],
  ['inference-header-content-length', ['0', '-1', '1e9', '7', 'x', '99999999999999999999']],
  ['x-request-timeout-ms', ['1', '0', '-1', 'soon', '99999999999']],
  ['accept', ['text/csv', 'application/jsonlines', 'image/png', ';;', '*/*;q=0', 'text/*']],
  ['traceparent', ['00-x', '\u00ff']],
  ['x-request-id', ['a b', 'x'.repeat(500)]],
  ['authorization', ['Bearer x', 'Basic x', '']],
  ['transfer-encoding', ['chunked']],
];
const NAMES = [
  '%00',
  '%ff',
  '..%2f..',
  'churn@champion',
  'churn%2F1',
  'none',
  '%E2%80%AE',
  'x'.repeat(600),
  '__proto__',
];

/** A request that was made wrong in one to three places, most of them inside its structure. */
export function spoil(seed: Seed, random: Random): Spoiled {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
  let { path, body } = seed;
  let headers: Record<string, string> = { ...seed.headers };
  let bytes: Buffer | undefined;
  const times = 1 + Math.floor(random.next() * 3);
  for (let i = 0; i < times; i++) {
    const dice = random.next();
    if (dice < 0.5 && typeof body === 'object' && !Buffer.isBuffer(body) && body !== null)
      body = spoilValue(structuredClone(body), random, pick);
    else if (dice < 0.7 && body !== undefined)
      bytes = spoilBytes(bytes ?? toBytes(body), random, pick);
    else if (dice < 0.9) {
      const [name, values] = pick(HEADERS);
      headers = { ...headers, [name]: pick(values) };
    } else path = path.replace(/churn|versions\/1/, () => pick(NAMES));
  }
  return {
    ...{ door: seed.door, method: seed.method, path, headers },
    body: bytes ?? (body === undefined ? undefined : toBytes(body)),
  };
}

export function spoilBytes(given: Buffer, random: Random, pick: Pick): Buffer {
  const at = Math.floor(random.next() * (given.length + 1));
  const to = Math.min(given.length, at + Math.floor(random.next() * 16));
  return pick([
    () => given.subarray(0, at),
    () => Buffer.concat([given.subarray(0, at), given.subarray(to)]),
    () => Buffer.concat([given.subarray(0, to), given.subarray(at)]),
    () =>
      Buffer.concat([given.subarray(0, at), Buffer.from([0xff, 0x00, 0xc3]), given.subarray(at)]),
    () => {
      const flipped = Buffer.from(given);
      if (at < flipped.length)
        flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random.next() * 8));
      return flipped;
    },
  ])();
}

type Pick = <T>(list: readonly T[]) => T;

/** Changes one node of a JSON value. */
function spoilValue(root: object, random: Random, pick: Pick): unknown {
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      places.push([value as Record<string, unknown>, key]);
      walk((value as Record<string, unknown>)[key]);
    }
  };
  walk(root);
  if (places.length === 0 || random.next() < 0.03) return pick(ODD)();
  const [holder, key] = pick(places);
  pick([
    () => define(holder, key, pick(ODD)()),
    () => define(holder, key, pick(ODD)()),
    () => void delete holder[key],
    () => define(holder, pick(KEYS), holder[key]),
    () => define(holder, key, [holder[key], holder[key]]),
    () => define(holder, key, { value: holder[key] }),
    () => Array.isArray(holder) && void holder.push(holder[0], pick(ODD)()),
  ])();
  return root;
}

function define(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

function toBytes(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
