import type { Chance } from '../../test/planted/fault.ts';

/** Text that no log line may hold: it stands in bodies, and nowhere else. */
export const BODY_MARK = 'k4izen-b0dy-m4rk';

const ODD: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -0,
  () => -1,
  () => 0.5,
  () => 1e308,
  () => 5e-324,
  () => 2 ** 31,
  () => 2 ** 53,
  () => 2 ** 64,
  () => '',
  () => ' ',
  () => 'NaN',
  () => '-Infinity',
  () => '1e999',
  () => '0x10',
  () => '1_000',
  () => '２',
  () => '9007199254740993',
  () => '2021-02-30',
  () => 'é😀\u0000',
  () => '\ud800',
  () => '\u202e\u2028',
  () => BODY_MARK,
  () => `${BODY_MARK} ${'x'.repeat(5000)}`,
  () => '__proto__',
  () => '{{7*7}}%s%n#{1}',
  () => '../../etc/passwd',
  () => "'; drop table models; --",
  () => [],
  () => ({}),
  () => [[]],
  () => nested(200),
  () => nested(1500),
  () => Array.from({ length: 2000 }, () => 1),
  () => ({ constructor: { prototype: 1 } }),
  () => ({ toString: null, valueOf: 1, toJSON: 1 }),
];
const KEYS = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'name', ''],
  ...['rows', 'data', 'shape', 'inputs', 'columns', 'id', '\ud800', 'é', '0', '-1', 'a.b[0]'],
  'x'.repeat(70_000),
];
const REPEATS = [0, 1, 2, 10_000, 10_001];

/** Changes one node of a JSON value: its type, its size, its depth, or the name that it has. */
export function spoilValue(root: object, chance: Chance): unknown {
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      places.push([value as Record<string, unknown>, key]);
      walk((value as Record<string, unknown>)[key]);
    }
  };
  walk(root);
  if (places.length === 0 || chance.next() < 0.03) return chance.pick(ODD)();
  const [holder, key] = chance.pick(places);
  const value = holder[key];
  chance.pick([
    () => define(holder, key, chance.pick(ODD)()),
    () => define(holder, key, chance.pick(ODD)()),
    () => void delete holder[key],
    () => define(holder, chance.pick(KEYS), value),
    () => define(holder, key, [value, value]),
    () => define(holder, key, { value }),
    () => define(holder, key, typeof value === 'number' ? String(value) : JSON.stringify(value)),
    () => Array.isArray(value) && define(holder, key, repeated(value, chance.pick(REPEATS))),
    () => Array.isArray(value) && void value.push(chance.pick(ODD)()),
    () => Array.isArray(holder) && void holder.push(holder[0], chance.pick(ODD)()),
    () => {
      const [other, at] = chance.pick(places);
      define(holder, key, structuredClone(other[at]));
    },
  ])();
  return root;
}

function repeated(values: readonly unknown[], times: number): unknown[] {
  return Array.from({ length: times }, (_, i) => values[i % Math.max(1, values.length)]);
}

function define(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, {
    ...{ value, enumerable: true, configurable: true, writable: true },
  });
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}
