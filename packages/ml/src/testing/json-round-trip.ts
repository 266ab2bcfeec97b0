import { AppError } from '@kaizenml/contracts';

const KINDS = { Float64Array, Float32Array, Int32Array, Uint16Array, Uint8Array } as const;

/**
 * Writes a state as JSON text and reads it back; typed arrays stand as `{ "$array": kind, "values": [...] }`.
 *
 * @throws INTERNAL when the state holds what JSON cannot say: NaN, an infinity, undefined, or another kind of object.
 */
export function throughJson<State>(state: State): State {
  return JSON.parse(JSON.stringify(toPlain(state, 'state')), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$array' in value)) return value;
    const { $array, values } = value as unknown as { $array: keyof typeof KINDS; values: number[] };
    return KINDS[$array].from(values);
  }) as State;
}

function toPlain(value: unknown, place: string): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((entry, i) => toPlain(entry, `${place}[${i}]`));
  if (typeof value === 'object') {
    for (const [kind, ArrayKind] of Object.entries(KINDS)) {
      if (value instanceof ArrayKind) return { $array: kind, values: Array.from(value) };
    }
    if (Object.getPrototypeOf(value) === Object.prototype) {
      const entries = Object.entries(value);
      return Object.fromEntries(
        entries.map(([key, entry]) => [key, toPlain(entry, `${place}.${key}`)]),
      );
    }
  }
  throw new AppError('INTERNAL', {
    message: `A model's ${place} must be plain JSON or a typed array, got ${String(value)}.`,
    hint: 'This is a bug of ours. Please report it with the output of `kaizen doctor`.',
    details: { place, received: String(value) },
  });
}
