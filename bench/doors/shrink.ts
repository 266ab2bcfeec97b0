import type { Spoiled } from './request.ts';

/** Time that one request may take, milliseconds. */
const MOST_MS = 3000;

/**
 * Makes a request smaller as long as it stays wrong in the same way: fewer headers, a shorter body, a simpler JSON value.
 *
 * @param isSame Whether a request still shows the fault.
 */
export async function shrink(
  found: Spoiled,
  isSame: (smaller: Spoiled) => Promise<boolean>,
): Promise<Spoiled> {
  let best = found;
  const until = performance.now() + MOST_MS;
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (const smaller of smallerOnes(best)) {
      if (performance.now() > until) return best;
      if (smaller === undefined || !(await isSame(smaller))) continue;
      best = smaller;
      isBetter = true;
      break;
    }
  }
  return best;
}

/** Undefined where a simpler value is no shorter. */
function* smallerOnes(of: Spoiled): Generator<Spoiled | undefined> {
  for (const name of Object.keys(of.headers)) {
    const { [name]: _, ...headers } = of.headers;
    yield { ...of, headers };
  }
  const [bare = '', query] = of.path.split('?', 2);
  if (query !== undefined) yield { ...of, path: bare };
  const { body } = of;
  if (body === undefined) return;
  yield { ...of, body: undefined };
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    yield* shorter(of, body);
    return;
  }
  for (const simpler of simplerOnes(value)) {
    const text = JSON.stringify(simpler);
    yield text.length < body.length ? { ...of, body: Buffer.from(text) } : undefined;
  }
}

function* shorter(of: Spoiled, body: Buffer): Generator<Spoiled> {
  for (let size = Math.ceil(body.length / 2); size >= 1; size = Math.floor(size / 2))
    for (let at = 0; at < body.length; at += size)
      yield { ...of, body: Buffer.concat([body.subarray(0, at), body.subarray(at + size)]) };
}

function* simplerOnes(value: unknown): Generator<unknown> {
  if (typeof value === 'string' && value.length > 8) yield value.slice(0, value.length / 2);
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  if (isList && value.length > 4) {
    yield value.slice(0, value.length / 2);
    yield value.slice(value.length / 2);
  }
  for (const key of Object.keys(value).slice(0, 40)) {
    const at = Number(key);
    const entries = Object.entries(value);
    yield isList ? value.toSpliced(at, 1) : Object.fromEntries(entries.filter(([k]) => k !== key));
    for (const simpler of simplerOnes((value as Record<string, unknown>)[key]))
      yield isList
        ? value.with(at, simpler)
        : Object.fromEntries(entries.map(([k, each]) => [k, k === key ? simpler : each]));
  }
}
