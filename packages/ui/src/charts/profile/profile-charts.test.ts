import type { ColumnStatistics } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  associationMatrix,
  changeCard,
  columnCard,
  columnChange,
  columnHistogram,
  dateTimeline,
  pairedHistogram,
  pairedValues,
  quantileCurve,
  shareBar,
  valueBars,
} from './index.ts';
import { sampleDates, sampleLevels, sampleNumbers } from './sample-columns.ts';

const size = { width: 300 };
const [numbers, dates] = [sampleNumbers('months'), sampleDates('since')];
const bins = numbers.number?.equalWidth ?? null;
const after = sampleNumbers('months', 4, 30);

/** Name, a plot of what people see, and a plot of arbitrary figures. */
const STORIES: readonly (readonly [
  string,
  () => string,
  (xs: number[], ys: number[], words: string) => string,
])[] = [
  [
    'columnHistogram',
    () => columnHistogram({ column: 'months', kind: 'number', bins: bins ?? empty }, size),
    (edges, counts, column) =>
      columnHistogram({ column, kind: 'number', bins: { edges, counts, error: 1 } }, size),
  ],
  [
    'quantileCurve',
    () =>
      quantileCurve(
        {
          column: 'months',
          kind: 'number',
          curves: [{ name: '', bins: numbers.number?.equalCount ?? empty }],
        },
        size,
      ),
    (edges, counts, column) =>
      quantileCurve(
        {
          column,
          kind: 'date',
          curves: [
            { name: column, bins: { edges, counts, error: 1 } },
            { name: column, bins: { edges: counts, counts: edges, error: 1 } },
          ],
        },
        size,
      ),
  ],
  [
    'valueBars',
    () =>
      valueBars(
        {
          column: 'plan',
          values: [
            { value: 'basic', count: 300 },
            { value: '', count: 20 },
            { value: 'a very long name of a plan that does not fit', count: 15, error: 2 },
          ],
          nPresent: 360,
          nDistinct: 9,
        },
        size,
      ),
    (xs, ys, value) =>
      valueBars(
        {
          column: value,
          values: xs.map((count) => ({ value, count })),
          nPresent: ys[0] ?? 1,
          nDistinct: xs.length,
        },
        size,
      ),
  ],
  [
    'shareBar',
    () => shareBar({ title: 'Missing', share: 0.2 }, { width: 60 }),
    ([share = 0], _, title) => shareBar({ title, share }, { width: 60 }),
  ],
  [
    'dateTimeline',
    () =>
      dateTimeline(
        { column: 'since', bins: dates.number?.equalWidth ?? empty, gaps: dates.date?.gaps ?? [] },
        size,
      ),
    (edges, counts, column) =>
      dateTimeline(
        {
          column,
          bins: { edges, counts, error: 1 },
          gaps: [{ from: column, to: '2024-01-01', days: edges[0] ?? 1 }],
        },
        size,
      ),
  ],
  [
    'pairedHistogram',
    () =>
      pairedHistogram(
        {
          column: 'months',
          kind: 'number',
          before: bins,
          after: after.number?.equalWidth ?? null,
          names: ['churn@1', 'churn@2'],
        },
        size,
      ),
    (edges, counts, column) =>
      pairedHistogram(
        {
          column,
          kind: 'number',
          before: { edges, counts, error: 0 },
          after: { edges: counts, counts: edges, error: 0 },
          names: [column, column],
        },
        size,
      ),
  ],
  [
    'pairedValues',
    () =>
      pairedValues(
        {
          column: 'plan',
          values: [
            { value: 'basic', before: 0.7, after: 0.4 },
            { value: 'premium', before: null, after: 0.1 },
          ],
          names: ['churn@1', 'churn@2'],
        },
        size,
      ),
    (xs, ys, value) =>
      pairedValues(
        {
          column: value,
          values: xs.map((before, i) => ({ value, before, after: ys[i] ?? null })),
          names: [value, value],
        },
        size,
      ),
  ],
  [
    'associationMatrix',
    () =>
      associationMatrix(
        {
          columns: ['months', 'plan', 'since'],
          associations: [
            { columns: ['months', 'plan'], measure: 'correlation-ratio', value: 0.42 },
            { columns: ['months', 'since'], measure: 'pearson', value: -0.87 },
          ],
        },
        { width: 300 },
      ),
    (xs, _, name) =>
      associationMatrix(
        {
          columns: xs.map((x) => `${name}${x}`),
          associations: xs.map((value, i) => ({
            columns: [`${name}${value}`, `${name}${xs[i + 1]}`],
            measure: 'spearman',
            value,
          })),
        },
        { width: 300 },
      ),
  ],
];
const empty = { edges: [], counts: [], error: 0 };

const anyNumbers = fc.oneof(
  fc.array(fc.double(), { maxLength: 22 }),
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 22 }),
  fc.constantFrom<number[]>([], [0], [5, 5], [1.7e308, -1.7e308], [Number.NaN, 1], [1e308, 1e-308]),
);
const words = fc.string({ unit: 'binary', maxLength: 30 });

describe.each(STORIES)('%s', (name, usual, any) => {
  it('draws what it drew before', async () => {
    await expect(usual()).toMatchFileSnapshot(`../snapshots/${name}.svg`);
  });

  it('draws finite numbers in well-formed markup, whatever the figures are', () => {
    fc.assert(
      fc.property(anyNumbers, anyNumbers, words, (xs, ys, text) => {
        const svg = any(xs, ys, text);
        expect(svg).not.toMatch(
          / (?:[xy][12]?|c[xy]|r|d|width|height|viewBox|transform)="[^"]*(NaN|Infinity|undefined)/,
        );
        expect(unbalanced(svg)).toEqual([]);
      }),
      { seed: 7, numRuns: 75 },
    );
  });

  it('has a name for those who do not see it', () => {
    expect(usual()).toMatch(/^<svg [^>]*role="img"[^>]*><title>[^<]+<\/title>/);
  });
});

describe('associationMatrix', () => {
  it('keeps the 40 columns with the strongest associations, in the order of the table', () => {
    const columns = Array.from({ length: 60 }, (_, i) => `c${i}`);
    const associations = columns.slice(1).map((name, i) => ({
      columns: ['c0', name] as const,
      measure: 'pearson' as const,
      value: (i + 1) / 60,
    }));
    const svg = associationMatrix({ columns, associations }, { width: 900 });
    const shown = [...svg.matchAll(/>(c\d+)<\/text>/g)].map(([, name]) => name);
    expect(shown.filter((_, i) => i % 2 === 0)).toEqual(['c0', ...columns.slice(21)]);
  });
});

describe('cards', () => {
  const evil = `<script>alert("x")</script>' onload='`;
  const columns: readonly (readonly [string, ColumnStatistics])[] = [
    ['numbers', { ...numbers, name: evil }],
    ['dates', { ...dates, name: evil }],
    ['categories', sampleLevels(evil, { [evil]: 3, b: 2 })],
    ['unique texts', sampleLevels(evil, { [evil]: 1, b: 1, c: 1 })],
    ['nothing', { ...sampleLevels(evil, { b: 1 }), nRows: 4, nMissing: 4, top: [], values: [] }],
  ];

  it.each(columns)('of %s show names and values as text', (_, column) => {
    for (const html of [
      columnCard(column),
      columnCard(column, { isBrief: true }),
      changeCard(columnChange(column, column), { names: [evil, 'b'] }),
      changeCard(columnChange(null, column), { names: [evil, 'b'] }),
    ]) {
      expect(html).not.toContain('<script');
      expect(html.replaceAll(/"[^"]*"/g, '')).not.toMatch(/<[^>]* onload=/);
      expect(html).toContain('&lt;script&gt;');
      expect(html.replaceAll(/NaN<\//g, '')).not.toMatch(/NaN|undefined|Infinity/);
      expect(unbalanced(html)).toEqual([]);
    }
  });

  it('are at most 8 kB each, so that a page of 100 stays below 1 MB', () => {
    const many = sampleLevels(
      'a column of usual length',
      Object.fromEntries(
        Array.from({ length: 200 }, (_, i) => [`a value of usual length ${i}`, i + 2]),
      ),
    );
    expect(columnCard(numbers).length).toBeLessThan(8000);
    expect(columnCard(many).length).toBeLessThan(8000);
  });
});

/** Tags that are not closed, or closed twice. */
function unbalanced(markup: string): string[] {
  const open: string[] = [];
  for (const [, closing, tag, selfClosing] of markup.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (tag === undefined || selfClosing === '/' || tag === 'br') continue;
    if (closing !== '/') open.push(tag);
    else if (open.pop() !== tag) return [tag];
  }
  return open;
}
