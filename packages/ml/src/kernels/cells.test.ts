import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { CELLS, type CellKernels, LEVEL_BYTES } from './cells.ts';
import { openHeap } from './heap.ts';
import { loadKernels } from './load-kernels.ts';
import { POWERS_BYTES, putPowersOfTen } from './powers-of-ten.ts';

const random = seededRandom(11);
const heap = openHeap(2 ** 24);
const engines: readonly [string, CellKernels][] = [
  ['compiled', loadKernels(CELLS, heap.memory)],
  ['twin', CELLS.twin(heap.memory)],
];
const powers = heap.take(POWERS_BYTES);
putPowersOfTen(heap, powers);

const PIECES = [
  ',',
  ',',
  '\n',
  '"',
  '""',
  '\r\n',
  '\r',
  ' ',
  'a',
  'bc',
  '1.5',
  'long text of a cell',
];

function randomText(n: number): string {
  return Array.from({ length: n }, () => PIECES[random.below(PIECES.length)]).join('');
}

function put(text: string): { at: number; length: number } {
  const bytes = Buffer.from(text);
  const at = heap.take(bytes.length + 64);
  heap.bytes(at, bytes.length + 64).fill(0);
  heap.bytes(at, bytes.length).set(bytes);
  return { at, length: bytes.length };
}

/** Each engine does the work from the same state of memory; what it gives must be the same. */
function both<T>(work: (kernels: CellKernels) => T): T {
  const [first, second] = engines.map(([, kernels]) => {
    const mark = heap.mark();
    const found = work(kernels);
    heap.release(mark);
    return found;
  }) as [T, T];
  expect(first).toEqual(second);
  return second;
}

describe('kernels on cells', () => {
  it('cut text where their twins do, and refuse what these refuse', () => {
    let [nRefused, nCut] = [0, 0];
    for (let round = 0; round < 2000; round++) {
      const text = randomText(random.below(40));
      const isLast = random.below(2);
      const quote = random.below(4) === 0 ? 0 : 34;
      const ends = both(({ cut }) => {
        const { at, length } = put(text);
        const out = heap.take(4 * length + 4);
        const n = cut(at, length, 44, quote, isLast, out);
        return n < 0 ? n : [...heap.ints(out, n)].map((end) => end - at);
      });
      if (typeof ends === 'number') nRefused++;
      else nCut++;
    }
    expect(Math.min(nRefused, nCut)).toBeGreaterThan(300);
  });

  it('code cells as their twins do: levels, counts and hashes to the last bit', () => {
    const cells = [
      '',
      'x',
      '"x"',
      '"a""b"',
      '"',
      'sixteen bytes ok',
      'seventeen bytes !',
      'more than thirty-two bytes of text',
    ];
    for (let round = 0; round < 200; round++) {
      const nColumns = 1 + random.below(3);
      const rows = Array.from({ length: 1 + random.below(30) }, () =>
        Array.from({ length: nColumns }, () => cells[random.below(cells.length)]).join(','),
      );
      const text = rows.map((row) => `${row}${random.below(2) ? '\r' : ''}\n`).join('');
      both((kernels) => {
        const { at, length } = put(text);
        const ends = heap.take(4 * length + 8);
        heap.ints(ends, 1)[0] = at - 1;
        const n = Math.max(0, kernels.cut(at, length, 44, 34, 1, ends + 4));
        const nRecords = Math.floor(n / nColumns);
        const hashes = heap.take(8 * rows.length);
        heap.bytes(hashes, 8 * rows.length).fill(0);
        const arena = heap.take(4);
        heap.ints(arena, 1)[0] = heap.take(4096);
        return Array.from({ length: nColumns }, (_, place) => {
          const [column, slots, levels, codes] = [
            16,
            4 * 128,
            64 * LEVEL_BYTES,
            4 * rows.length,
          ].map((nBytes) => heap.take(nBytes)) as [number, number, number, number];
          for (const [block, nBytes] of [
            [slots, 512],
            [levels, 64 * LEVEL_BYTES],
            [codes, 4 * rows.length],
          ] as const)
            heap.bytes(block, nBytes).fill(0);
          heap.ints(column, 4).set([slots, 127, levels, 0]);
          const done = kernels.code(
            column,
            arena,
            ends + 4,
            nColumns,
            place,
            nRecords,
            44,
            34,
            codes,
            hashes,
          );
          if (done < 0) return [done];
          heap.bytes(slots, 512).fill(0);
          kernels.refill(column);
          return [
            done,
            ...[...heap.ints(column, 4)].slice(1),
            ...heap.bytes(levels, 64 * LEVEL_BYTES),
            ...heap.ints(slots, 128),
            ...heap.ints(codes, rows.length),
            ...heap.bytes(hashes, 8 * rows.length),
          ];
        });
      });
    }
  });

  it('read numbers as the language does, or leave them', () => {
    const cells = [
      '',
      ' ',
      '0',
      '-0',
      '1',
      '+2.50',
      ' 7 ',
      '.5',
      '5.',
      '.',
      '-',
      '1e5',
      '1E-3',
      '1e',
      '1e+',
      '1e9999',
    ];
    cells.push(
      '007',
      '0.1',
      '123456789012345',
      '9007199254740993',
      '0.1234567890123456789',
      '12345678901234567890',
    );
    cells.push(
      '1e22',
      '1e23',
      '1e-22',
      'NA',
      '1,5',
      '0x10',
      '1_000',
      '"3.25"',
      '1.2.3',
      '--1',
      '\t3',
      '0.30000000000000004',
    );
    for (let k = 0; k < 300; k++)
      cells.push(String(random.normal() * 10 ** (random.below(40) - 20)));
    const text = cells.map((cell) => `x;${cell}\n`).join('');
    const [values, hard] = both((kernels) => {
      const { at, length } = put(text);
      const ends = heap.take(8 * cells.length + 4);
      heap.ints(ends, 1)[0] = at - 1;
      expect(kernels.cut(at, length, 59, 34, 1, ends + 4)).toBe(2 * cells.length);
      const [out, listed] = [heap.take(8 * cells.length), heap.take(12 * cells.length)];
      const n = kernels.numbers(ends + 4, 2, 1, cells.length, 59, 34, out, listed, powers);
      const hashes = heap.take(8 * cells.length);
      kernels.hashNumbers(out, 0, cells.length, hashes);
      const rows = [...heap.ints(listed, 3 * n)].map((word, k) => (k % 3 === 0 ? word : word - at));
      return [
        [...heap.doubles(out, cells.length)],
        rows,
        [...heap.bytes(hashes, 8 * cells.length)],
      ] as const;
    });
    const isHard = new Set(hard.filter((_, k) => k % 3 === 0));
    for (const [i, cell] of cells.entries()) {
      const plain = cell.replaceAll('"', '').trim();
      if (isHard.has(i) || plain === '') expect(values[i]).toBeNaN();
      else expect(values[i]).toBe(Number(plain));
    }
    const left = cells.slice(0, 34).filter((_, i) => isHard.has(i));
    expect(left).toEqual(
      [
        '.',
        '-',
        '1e',
        '1e+',
        '1e9999',
        '007',
        '9007199254740993',
        '12345678901234567890',
        'NA',
        '1,5',
        '0x10',
        '1_000',
        '1.2.3',
        '--1',
        '\t3',
      ].filter((cell) => cells.slice(0, 34).includes(cell)),
    );
  });

  it('count different words', () => {
    for (const n of [0, 1, 300, 5000]) {
      const words = Array.from(
        { length: n },
        () => BigInt(random.below(2000)) * 0x9e3779b97f4a7c15n * 2n,
      );
      const count = both(({ partition, countDistinct }) => {
        const [at, sorted, buckets] = [heap.take(8 * n), heap.take(8 * n), heap.take(4 * 257)];
        const room = new BigUint64Array(heap.memory.buffer, at, n);
        room.set(words.map((word) => BigInt.asUintN(64, word)));
        const longest = partition(at, n, sorted, buckets);
        const nSlots = 2 ** Math.ceil(Math.log2(2 * longest + 2));
        return countDistinct(sorted, buckets, heap.take(8 * nSlots), nSlots);
      });
      expect(count).toBe(new Set(words).size);
    }
  });
});
