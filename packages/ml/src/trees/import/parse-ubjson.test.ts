import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUbjson } from './parse-ubjson.ts';

/** Text as characters, numbers as bytes. */
function bytes(...parts: readonly (string | number)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'number' ? [part] : Array.from(part, (c) => c.charCodeAt(0)),
    ),
  );
}

describe('parseUbjson', () => {
  it('reads every type', () => {
    expect(parseUbjson(bytes('[Zi', 0xfe, 'U', 0xfe, 'TFI', 0xff, 0xfe, 'SU', 2, 'hiCx]'))).toEqual(
      [null, -2, 254, true, false, -2, 'hi', 'x'],
    );
    expect(parseUbjson(bytes('[$i#U', 3, 1, 2, 0xff))).toEqual(Int8Array.of(1, 2, -1));
    expect(parseUbjson(bytes('[$d#i', 1, 0x3f, 0x80, 0, 0))).toEqual(Float32Array.of(1));
    expect(parseUbjson(bytes('[#i', 2, 'i', 1, 'l', 0, 0, 1, 0))).toEqual([1, 256]);
    expect(parseUbjson(bytes('L', 0, 0, 0, 0, 0, 0, 1, 0))).toBe(256);
    expect(parseUbjson(bytes('D', 0xbf, 0xf0, 0, 0, 0, 0, 0, 0))).toBe(-1);
    expect(parseUbjson(bytes('{i', 1, 'a[]i', 1, 'b{}}'))).toEqual({ a: [], b: {} });
    expect(parseUbjson(bytes('{$i#i', 1, 'i', 1, 'a', 7))).toEqual({ a: 7 });
  });

  it('does not touch prototypes', () => {
    const read = parseUbjson(bytes('{U', 9, '__proto__{U', 8, 'pollutedT}}')) as object;
    expect(Object.getPrototypeOf(read)).toBeNull();
    expect(Object.keys(read)).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
  });

  it.each([
    [bytes(), 'at byte 0, must have 1 more bytes, got 0.'],
    [bytes('[$i#l', 0x7f, 0xff, 0xff, 0xff), 'must have 2147483647 more bytes, got 0.'],
    [bytes('[#L', 0x7f, 0, 0, 0, 0, 0, 0, 0), 'more bytes, got 0.'],
    [bytes('[$Z#i', 100), 'must have a container of numbers, text, lists or objects, got "Z".'],
    [bytes('[$i', 5), 'must have a count, got "i".'],
    [bytes('Si', 0xff), 'must have a length of at least 0, got -1.'],
    [bytes('SSi', 1), 'must have a length, got "S".'],
    [bytes('Si', 1, 0xff), 'must be UTF-8, got "other bytes".'],
    [bytes('i', 1, 'Z'), 'must end with its value, got "1 more bytes".'],
    [bytes('?'), 'must have a type of UBJSON, got "?".'],
    [bytes('['.repeat(100_000)), 'must have at most 64 levels, got "more".'],
  ])('refuses %#', (hostile, message) => {
    expect(() => parseUbjson(hostile)).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('ends with a value or a sentence for any bytes', () => {
    const markers = fc.constantFrom(...'{}[]$#iUIlLdDSCTFZH'.split('').map((c) => c.charCodeAt(0)));
    fc.assert(
      fc.property(fc.array(fc.oneof(markers, fc.integer({ min: 0, max: 255 }))), (given) => {
        try {
          parseUbjson(Uint8Array.from(given));
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'MODEL_ARTIFACT_INVALID' });
        }
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});
