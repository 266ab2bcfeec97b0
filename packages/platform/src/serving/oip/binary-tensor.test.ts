import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Datatype } from '../../runtimes/index.ts';
import { readBinary, writeBinary } from './binary-tensor.ts';
import { DATATYPE_NAMES } from './datatypes.ts';
import { ARRAYS } from './make-values.ts';

const tensor = fc.constantFrom(...DATATYPE_NAMES).chain((datatype: Datatype) =>
  (datatype === 'BYTES'
    ? fc.array(fc.string({ unit: 'grapheme' }))
    : fc.uint8Array({ minLength: 0, maxLength: 64 }).map((bytes) => {
        const whole = bytes.slice(0, bytes.length - (bytes.length % 8));
        if (datatype === 'BOOL') return whole.map((byte) => byte % 2);
        return new ARRAYS[datatype](whole.buffer);
      })
  ).map((values) => ({ datatype, values })),
);

describe('the binary form of a tensor', () => {
  it('comes back as it was, whatever the order of the machine and wherever the bytes lie', () => {
    fc.assert(
      fc.property(tensor, fc.constantFrom('LE', 'BE'), fc.nat(9), (given, host, offset) => {
        const written = writeBinary(given, host);
        const moved = new Uint8Array(offset + written.length + 3);
        moved.set(written, offset);
        const read = readBinary(moved.subarray(offset, offset + written.length), {
          datatype: given.datatype,
          count: given.values.length,
          host,
        });
        expect(read).toEqual({ ok: true, values: given.values });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('is little endian: the bytes of the specification', () => {
    expect([...writeBinary({ datatype: 'UINT32', values: Uint32Array.of(1, 0x01020304) })]).toEqual(
      [1, 0, 0, 0, 4, 3, 2, 1],
    );
    expect([...writeBinary({ datatype: 'BYTES', values: ['é', '', null, 'ab'] })]).toEqual([
      2, 0, 0, 0, 0xc3, 0xa9, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 97, 98,
    ]);
  });

  it('swaps the bytes of a machine of the other order', () => {
    const bytes = Uint8Array.of(1, 0, 0, 0, 4, 3, 2, 1);
    const read = readBinary(bytes, { datatype: 'UINT32', count: 2, host: 'BE' });
    // What a machine of the other order would see as 1 has its bytes the other way round here.
    expect(read).toEqual({ ok: true, values: Uint32Array.of(0x01000000, 0x04030201) });
    expect([...bytes]).toEqual([1, 0, 0, 0, 4, 3, 2, 1]);
  });

  it('is a view where the bytes lie as the machine wants them', () => {
    const bytes = new Uint8Array(16);
    const read = readBinary(bytes.subarray(8), { datatype: 'FP64', count: 1 });
    expect(read.ok && (read.values as Float64Array).buffer).toBe(bytes.buffer);
  });

  it.each([
    ['FP64', 2, [1, 2, 3], 'must have 16 bytes, 2 of FP64, got 3'],
    ['BOOL', 2, [1, 2], 'must be bytes of 0 and 1, got 2'],
    [
      'BYTES',
      1,
      [1, 0, 0],
      'must have the whole of each text, got bytes that end within element 0',
    ],
    [
      'BYTES',
      2,
      [1, 0, 0, 0, 97, 255, 255, 255, 255],
      'must have the whole of each text, got bytes that end within element 1',
    ],
    ['BYTES', 2, [1, 0, 0, 0, 97], 'must have 2 texts, got 1'],
    ['BYTES', 0, [0, 0, 0, 0], 'must have 0 texts, got 4 bytes more'],
    [
      'BYTES',
      1,
      [2, 0, 0, 0, 0xc3, 0x28],
      'must be UTF-8 text, got bytes that are not in element 0',
    ],
  ] as const)('says what is wrong with %s of %i elements', (datatype, count, bytes, problem) => {
    expect(readBinary(Uint8Array.from(bytes), { datatype, count })).toEqual({ ok: false, problem });
  });
});
