/** A state with one part spoilt. */
export interface Damage {
  /** Where and how: `layout.layers[1].inner is dropped`. */
  readonly what: string;
  /** What is spoilt could have been learned so: answers may be others, but finite ones. */
  readonly isPlausible: boolean;
  readonly state: unknown;
}

type Floats = Float64Array | Float32Array;
type Whole = Int32Array | Uint16Array | Uint8Array;
type Put = (part: unknown) => unknown;

/** Every part of a state spoilt in every way, one at a time; of a list its first and its last item. */
export function* stateDamages(state: unknown): Generator<Damage> {
  yield* damagesOf(state, (part) => part, '');
}

function* damagesOf(part: unknown, put: Put, place: string): Generator<Damage> {
  const spoilt = (how: string, value: unknown, isPlausible = false): Damage => ({
    what: `${place} ${how}`,
    isPlausible,
    state: put(value),
  });
  for (const other of [null, 'text', 7, [], {}]) {
    if (typeof other === typeof part && typeof part !== 'object') continue;
    yield spoilt(`is ${JSON.stringify(other)}`, other, Array.isArray(part) && Array.isArray(other));
  }
  if (typeof part === 'number') {
    yield spoilt('is NaN', Number.NaN);
    for (const value of [-1, 0.5, part + 1, part - 1, 1e9])
      yield spoilt(`is ${value}`, value, true);
  } else if (typeof part === 'string') yield spoilt('is unknown', 'unknown');
  else if (isFloats(part) || isWhole(part)) {
    yield spoilt('is a list', [...part]);
    yield spoilt('lacks its last number', part.slice(0, -1), true);
    yield spoilt('has a number more', withLength(part, part.length + 1), true);
    for (const i of new Set([0, part.length >> 1, part.length - 1])) {
      if (part.length === 0) continue;
      const bad = isFloats(part) ? [Number.NaN] : [-1, part[i] + 1, 2 ** 30 + 255];
      for (const value of bad)
        yield spoilt(`has ${value} at ${i}`, part.with(i, value), isWhole(part));
    }
  } else if (Array.isArray(part)) {
    yield spoilt('lacks its last item', part.slice(0, -1), true);
    yield spoilt('has an item more', [...part, part.at(-1) ?? null], true);
    for (const i of new Set(part.length > 0 ? [0, part.length - 1] : []))
      yield* damagesOf(part[i], (item) => put(part.with(i, item)), `${place}[${i}]`);
  } else if (typeof part === 'object' && part !== null) {
    for (const [name, value] of Object.entries(part)) {
      const { [name as keyof typeof part]: _, ...rest } = part;
      yield spoilt(`lacks ${name}`, rest);
      yield* damagesOf(value, (own) => put({ ...part, [name]: own }), `${place}.${name}`);
    }
  }
}

function isFloats(part: unknown): part is Floats {
  return part instanceof Float64Array || part instanceof Float32Array;
}

function isWhole(part: unknown): part is Whole {
  return part instanceof Int32Array || part instanceof Uint16Array || part instanceof Uint8Array;
}

function withLength<T extends Floats | Whole>(part: T, length: number): T {
  const longer = new (part.constructor as new (length: number) => T)(length);
  longer.set(part);
  return longer;
}
