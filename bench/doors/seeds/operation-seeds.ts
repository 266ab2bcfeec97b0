import { ROUTED_OPERATIONS, type RoutedOperation } from '@kaizenml/contracts/operations';
import type { Seed } from '../request.ts';

/** What the examples of operations name, and what the home of the fuzz has instead. */
const NAMES: Readonly<Record<string, string>> = {
  'penguins-species': 'churn',
  penguins: 'customers',
  'penguins@1': 'customers@1',
  'penguins@2': 'customers@1',
  '01JD0000000000000000000000': '@id',
};

/** Operations that would begin work of minutes when they are asked rightly; their examples name what is not there. */
const COSTLY = new Set(['runs.start', 'runs.plan', 'runs.resume', 'jobs.run', 'datasets.augment']);

/** Every operation that has a route, asked as its example says: a new operation is fuzzed as soon as it is there. */
export const OPERATION_SEEDS: readonly Seed[] = ROUTED_OPERATIONS.map(toSeed);

function toSeed({ name, http, example }: RoutedOperation): Seed {
  const [method = 'GET', template = ''] = http.split(' ');
  const given = COSTLY.has(name)
    ? (example as Readonly<Record<string, unknown>>)
    : (renamed(example) as Readonly<Record<string, unknown>>);
  const inPath = new Set<string>();
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) => {
    inPath.add(key);
    return encodeURIComponent(String(given[key]));
  });
  const others = Object.entries(given).filter(([key]) => !inPath.has(key));
  const door = `operation ${name}`;
  if (method === 'GET' || method === 'DELETE') {
    const query = new URLSearchParams(others.map(([key, value]) => [key, String(value)]));
    return { door, method, path: others.length === 0 ? path : `${path}?${query}`, headers: {} };
  }
  const headers = { 'content-type': 'application/json' };
  return { door, method, path, headers, body: Object.fromEntries(others) };
}

function renamed(value: unknown): unknown {
  if (typeof value === 'string') return NAMES[value] ?? value;
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renamed(each)]));
}
