import { describe, expect, it } from 'vitest';
import { createIds } from './ids.ts';

const zeros = (length: number) => new Uint8Array(length);
const ones = (length: number) => new Uint8Array(length).fill(0xff);

describe('createIds', () => {
  it('writes the time of the example in the ULID specification', () => {
    const nextId = createIds({ clock: { now: () => 1469918176385 }, randomBytes: zeros });
    expect(nextId()).toBe('01ARYZ6S410000000000000000');
  });

  it('writes the largest time and randomness as the specification does', () => {
    const nextId = createIds({ clock: { now: () => 2 ** 48 - 1 }, randomBytes: ones });
    expect(nextId()).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
  });

  it('counts up within a millisecond and carries into the time', () => {
    const nextId = createIds({ clock: { now: () => 1 }, randomBytes: ones });
    expect([nextId(), nextId(), nextId()]).toEqual([
      '0000000001ZZZZZZZZZZZZZZZZ',
      '00000000020000000000000000',
      '00000000020000000000000001',
    ]);
  });

  it('increases while the clock jumps to and fro, and never repeats', () => {
    let tick = 0;
    const times = [5, 5, 3, 4, 9, 1, 9, 10];
    const clock = { now: () => times[tick++ % times.length] ?? 0 };
    const nextId = createIds({ clock });
    const ids = Array.from({ length: 5000 }, nextId);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids.every((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true);
  });

  it('counts from the second half of its random bits into the first', () => {
    const randomBytes = () => Uint8Array.of(0, 0, 0, 0, 7, 255, 255, 255, 255, 255);
    const nextId = createIds({ clock: { now: () => 1 }, randomBytes });
    expect([nextId(), nextId(), nextId()].map((id) => id.slice(10))).toEqual([
      '00000007ZZZZZZZZ',
      '0000000800000000',
      '0000000800000001',
    ]);
  });
});
