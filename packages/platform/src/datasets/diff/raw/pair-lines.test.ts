import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../kit/index.ts';
import { pairLines } from './pair-lines.ts';

const HEADER = 'id,city\n';

/** Cuts lines behind those of which a hash says so: as a file is cut, but small. */
function chunked(lines: readonly string[], store: Map<string, Uint8Array>, hasEnd: boolean) {
  const groups: string[][] = [[HEADER]];
  for (const line of lines) {
    groups.at(-1)?.push(line);
    if (markOf(line) % 5 === 0) groups.push([]);
  }
  const texts = groups.map((group) => group.join('')).filter((text) => text !== '');
  const last = texts.pop() ?? '';
  texts.push(hasEnd ? last : last.replace(/\n$/, ''));
  return texts.map((text) => {
    const bytes = Buffer.from(text);
    const hash = sha256(bytes);
    store.set(hash, bytes);
    const mark = markOf(text.split('\n').at(-2) ?? '');
    return { hash, sizeBytes: bytes.length, mark };
  });
}

function markOf(line: string): number {
  return Number.parseInt(sha256(line.trimEnd()).slice(0, 7), 16);
}

async function pair(olds: readonly string[], news: readonly string[], hasEnds = [true, true]) {
  const store = new Map<string, Uint8Array>();
  const [a, b] = [
    chunked(olds, store, hasEnds[0] === true),
    chunked(news, store, hasEnds[1] === true),
  ];
  let left = '';
  const found = await pairLines(
    async (hash) => store.get(hash) ?? new Uint8Array(),
    {
      olds: { chunks: a, headerBytes: HEADER.length },
      news: { chunks: b, headerBytes: HEADER.length },
    },
    async (lines) => {
      left += Buffer.from(lines).toString();
    },
  );
  const rows = found.rows.flatMap(([from, to]) => news.slice(from, to));
  return {
    found,
    leftOlds: left === '' ? [] : (left.replace(/\n?$/, '\n').match(/.*\n/g) ?? []),
    leftNews: rows,
  };
}

/** What is in the first list more often than in the second. */
function without(lines: readonly string[], taken: readonly string[]): string[] {
  const left = [...lines];
  for (const line of taken) {
    const at = left.indexOf(line);
    expect(at).toBeGreaterThanOrEqual(0);
    left.splice(at, 1);
  }
  return left.sort();
}

const line = fc.nat(40).map((i) => `${i},c${i % 7}\n`);
const table = fc.array(line, { minLength: 1, maxLength: 60 });
const edit = fc.oneof(
  fc.record({ kind: fc.constant('change' as const), at: fc.nat(60), line }),
  fc.record({ kind: fc.constant('add' as const), at: fc.nat(60), lines: fc.array(line) }),
  fc.record({ kind: fc.constant('delete' as const), at: fc.nat(60), n: fc.nat(9) }),
  fc.record({ kind: fc.constant('move' as const), at: fc.nat(60), n: fc.nat(20), to: fc.nat(60) }),
  fc.record({
    kind: fc.constant('repeat' as const),
    at: fc.nat(60),
    n: fc.nat(20),
    to: fc.nat(60),
  }),
  fc.record({ kind: fc.constant('turn' as const), at: fc.nat(60), n: fc.nat(60) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer One> ? One : never;

function edited(lines: readonly string[], one: Edit): string[] {
  switch (one.kind) {
    case 'change':
      return lines.map((text, i) => (i === one.at ? one.line : text));
    case 'add':
      return lines.toSpliced(one.at, 0, ...one.lines);
    case 'delete':
      return lines.toSpliced(one.at, one.n);
    case 'move':
      return lines
        .toSpliced(one.at, one.n)
        .toSpliced(one.to, 0, ...lines.slice(one.at, one.at + one.n));
    case 'repeat':
      return lines.toSpliced(one.to, 0, ...lines.slice(one.at, one.at + one.n));
    case 'turn':
      return lines.toSpliced(one.at, one.n, ...lines.slice(one.at, one.at + one.n).reverse());
  }
}

describe('pairs of equal lines', () => {
  it('take the same lines away from both files, whatever was done to one of them', async () => {
    const edits = fc.array(edit, { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        table,
        edits,
        fc.tuple(fc.boolean(), fc.boolean()),
        async (olds, some, ends) => {
          const news = some.reduce<readonly string[]>(edited, olds);
          const { found, leftOlds, leftNews } = await pair(olds, news, ends);
          expect([found.olds.nLines, found.news.nLines]).toEqual([olds.length, news.length]);
          expect(without(olds, leftOlds)).toEqual(without(news, leftNews));
        },
      ),
      { seed: 5, numRuns: 400 },
    );
  });

  it('leave a few lines only where a few were changed, added, and went', async () => {
    const olds = Array.from({ length: 500 }, (_, i) => `${i},${Math.imul(i, 0x9e3779b1)}\n`);
    const news = olds.map((text, i) => (i % 100 === 50 ? `${i},other\n` : text));
    news.splice(220, 3);
    news.splice(330, 0, 'x,1\n', 'y,2\n');
    const { leftOlds, leftNews } = await pair(olds, news);
    const changed = [50, 150, 220, 221, 222, 250, 350, 450].map((i) => olds[i]);
    expect(leftOlds).toEqual(expect.arrayContaining(changed));
    expect(leftOlds.length).toBeLessThanOrEqual(changed.length + 4);
    expect(leftNews.length).toBeLessThanOrEqual(leftOlds.length);
    expect((await pair(olds, olds)).leftNews).toEqual([]);
  });

  it.each([
    ['a blank line', ['1,a\n', '\n'], false],
    ['a line of blanks', ['1,a\n', ' \u00a0 \n'], false],
    ['a lone CR', ['1,a\rb\n'], false],
    ['a NUL', ['1,\0\n'], false],
    ['CR LF', ['1,a\r\n', '2,b\r\n'], true],
    ['letters of two bytes', ['é,a\n'], true],
  ])('tell that %s is there: plain %s', async (_, lines, isPlain) => {
    expect((await pair(['1,a\n'], lines)).found.news.isPlain).toBe(isPlain);
    expect((await pair(lines, ['1,a\n'])).found.olds.isPlain).toBe(isPlain);
  });
});
