import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packState, unpackState } from './state-codec.ts';

const tensor = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.int32Array(),
  fc.uint16Array(),
  fc.uint8Array(),
);
const mark = fc.constantFrom('$tensor', '$plain');
const key = fc.oneof(fc.string(), mark, fc.constantFrom('__proto__', 'constructor', '$tensors'));
/** Objects whose keys are all their own, also "__proto__". */
const objectOf = (keys: fc.Arbitrary<string>, values: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(keys, values), { maxLength: 4 }).map(Object.fromEntries);
const state = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, 'text', 0, 1.5, -2e300),
    tensor,
    fc.array(tie('value'), { maxLength: 4 }),
    objectOf(key, tie('value')),
    objectOf(mark, tie('value')),
  ),
})).value;

describe('packState', () => {
  it('is undone by unpackState, to the bit, through JSON and any buffer', () => {
    fc.assert(
      fc.property(state, fc.integer({ min: 0, max: 7 }), (given, shift) => {
        const { json, tensors, bytes } = packState(given);
        const moved = new Uint8Array(bytes.length + shift).subarray(shift);
        moved.set(bytes);
        const restored = unpackState(
          JSON.parse(JSON.stringify(json)),
          JSON.parse(JSON.stringify(tensors)),
          moved,
        );
        expect(restored).toSatisfy((value) => isDeepStrictEqual(value, plain(given)));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('writes little-endian tensors at multiples of 8 bytes', () => {
    const packed = packState({ a: Uint8Array.of(1, 2, 3), b: [Uint16Array.of(258)], c: 7 });
    expect(packed).toEqual({
      json: { a: { $tensor: 0 }, b: [{ $tensor: 1 }], c: 7 },
      tensors: [
        { dtype: 'u8', length: 3, offset: 0 },
        { dtype: 'u16', length: 1, offset: 8 },
      ],
      bytes: Uint8Array.of(1, 2, 3, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0),
    });
  });

  it.each([
    [{ $tensor: 0 }, { $plain: { $tensor: 0 } }],
    [{ $plain: {}, a: 1 }, { $plain: { $plain: {}, a: 1 } }],
    [{ $tensor: { $tensor: 0 } }, { $plain: { $tensor: { $plain: { $tensor: 0 } } } }],
  ])('writes %j, whose keys look like marks, as %j', (given, json) => {
    expect(packState(given).json).toEqual(json);
    expect(unpackState(json, [], new Uint8Array(0))).toEqual(given);
  });

  it.each<[string, unknown, string]>([
    ['NaN', { a: [Number.NaN] }, 'state.a[0] is a finite number'],
    ['undefined', { a: undefined }, 'state.a is JSON or a typed array, got undefined'],
    ['a map', { a: new Map() }, 'state.a is a plain object'],
  ])('refuses %s as a bug of ours', (_what, given, what) => {
    expect(() => packState(given)).toThrow(
      expect.objectContaining({
        code: 'INTERNAL',
        message: `KaizenML broke its own promise: ${what}.`,
        details: { what },
      }),
    );
  });
});

describe('unpackState', () => {
  const good = { dtype: 'f64', length: 1, offset: 0 } as const;
  it.each<[string, Record<string, unknown>, string]>([
    [
      'an unknown type',
      { dtype: 'f16' },
      'Field `tensors[0].dtype` of manifest.json must be one of f64, f32, i32, u16, u8, got "f16".',
    ],
    [
      'a tensor beyond the end',
      { length: 2 },
      'Field `tensors[0].length` of manifest.json must fit into the 8 bytes of weights.bin from 0, got 2.',
    ],
    [
      'an offset beyond the end',
      { offset: 8 },
      'Field `tensors[0].length` of manifest.json must fit into the 8 bytes of weights.bin from 8, got 1.',
    ],
    [
      'an odd offset',
      { offset: 4 },
      'Field `tensors[0].offset` of manifest.json must be a multiple of 8, got 4.',
    ],
    [
      'a negative length',
      { length: -1 },
      'Field `tensors[0].length` of manifest.json must be a whole number of at least 0, got -1.',
    ],
  ])('refuses %s', (_what, change, message) => {
    const tensors = [{ ...good, ...change } as typeof good];
    expect(() => unpackState({}, tensors, new Uint8Array(8))).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message,
        details: expect.objectContaining({ file: 'manifest.json' }),
      }),
    );
  });

  it.each([[1], [null], [[]]])('refuses %j where an object with any keys must stand', (held) => {
    expect(() => unpackState({ w: { $plain: held } }, [good], new Uint8Array(8))).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: `Field \`estimator.state\` of manifest.json must hold an object under "$plain", got ${JSON.stringify(held)}.`,
        details: expect.objectContaining({ path: 'estimator.state' }),
      }),
    );
  });

  it.each([[1], [-1], ['length'], [null]])('refuses the mark %j of one tensor', (mark) => {
    expect(() => unpackState({ w: { $tensor: mark } }, [good], new Uint8Array(8))).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: `Field \`estimator.state\` of manifest.json must name one of 1 tensors, got ${JSON.stringify(mark)}.`,
        details: expect.objectContaining({ path: 'estimator.state' }),
      }),
    );
  });
});

/** What JSON keeps of a value: objects get the usual prototype, typed arrays their own buffer. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).slice();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}
