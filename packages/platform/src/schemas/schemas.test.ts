import type { DataSchema } from '@kaizenml/contracts';
import { applyPatch, decide, makePatch } from '@kaizenml/ml/validation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editSchema } from './edit-schema.ts';
import { readSchema } from './read-schema.ts';
import { writeSchema } from './write-schema.ts';

const TEXT = `# Trips of taxis, delivered every night.
kaizenSchema: 1
columns:
  fare:
    type: number
    range: { min: 0, max: 100 } # dollars
  # One of our seven ways to pay.
  payment:
    type: string
    values: [Cash, Card]
  2020:
    type: integer
`;

const decision = { decision: 'accepted', by: 'ann', at: '2026-11-22T00:00:00.000Z' } as const;
const patchOf = (path: string[], from: unknown, to?: unknown) =>
  makePatch({
    anomaly: 'INT_TYPE_BIG_INT',
    column: 'fare',
    says: 'It may.',
    changes: [{ path, from, to }],
  });

describe('editSchema', () => {
  it('changes one place and keeps the comments of people', () => {
    const patch = patchOf(
      ['columns', 'payment', 'values'],
      ['Cash', 'Card'],
      ['Cash', 'Card', 'Coins'],
    );
    const { text } = editSchema(TEXT, { source: 'taxi.yaml', patch, decision });
    expect(text).toBe(
      `# Trips of taxis, delivered every night.
kaizenSchema: 1
columns:
  fare:
    type: number
    range: { min: 0, max: 100 } # dollars
  # One of our seven ways to pay.
  payment:
    type: string
    values: [ Cash, Card, Coins ]
  2020:
    type: integer
history:
  - at: 2026-11-22T00:00:00.000Z
    by: ann
    decision: accepted
    patch: "${patch.id}"
    says: It may.
`
        .replace('"', /^\d+$/.test(patch.id) ? '"' : '')
        .replace('"\n', /^\d+$/.test(patch.id) ? '"\n' : '\n'),
    );
  });

  it('writes what applying the patch gives, wherever it changes', () => {
    const { schema } = readSchema(TEXT, 'taxi.yaml');
    const shared = TEXT.replace(
      'payment:',
      'tips: &tips\n    type: number\n  tolls: *tips\n  payment:',
    );
    const cases: [string, string[], unknown, unknown][] = [
      [TEXT, ['columns', 'fare', 'range', 'max'], 100, 120],
      [TEXT, ['columns', 'fare', 'range'], { min: 0, max: 100 }, undefined],
      [TEXT, ['columns', 'tip'], undefined, { type: 'number', presence: { minShare: 1 } }],
      [TEXT, ['columns', 'fare', 'environments', 'not'], undefined, ['serving']],
      [TEXT, ['columns', '2020', 'type'], 'integer', 'number'],
      [TEXT, ['rows', 'min'], undefined, 5],
      [shared, ['columns', 'tolls', 'type'], 'number', 'integer'],
    ];
    for (const [text, path, from, to] of cases) {
      const patch = patchOf(path, from, to);
      const edited = editSchema(text, { source: 'taxi.yaml', patch, decision });
      const before = readSchema(text, 'taxi.yaml').schema;
      const wanted = decide(before, patch, decision);
      expect(edited.schema).toEqual(wanted);
      expect(readSchema(edited.text, 'taxi.yaml').schema).toEqual(wanted);
      expect(applyPatch(before, patch).columns).toEqual(wanted.columns);
    }
    expect(schema.columns['2020']).toEqual({ type: 'integer' });
  });

  it('leaves JSON as JSON', () => {
    const { schema } = readSchema(TEXT, 'taxi.yaml');
    const patch = patchOf(['columns', 'fare', 'range', 'max'], 100, 120);
    const { text } = editSchema(JSON.stringify(schema), { source: 'x.json', patch, decision });
    expect(JSON.parse(text)).toEqual(decide(schema, patch, decision));
  });

  it('only adds to the history when a patch is rejected', () => {
    const patch = patchOf(['columns', 'fare', 'range', 'max'], 100, 120);
    const rejected = { ...decision, decision: 'rejected', why: 'a typing error' } as const;
    const { text } = editSchema(TEXT, { source: 'taxi.yaml', patch, decision: rejected });
    expect(text.startsWith(TEXT.replaceAll('[Cash, Card]', '[ Cash, Card ]'))).toBe(true);
    expect(text).toContain('why: a typing error');
  });
});

describe('readSchema', () => {
  it('tells every problem with its line', () => {
    const text =
      'kaizenSchema: 2\ncolumns:\n  fare:\n    type: float\n    rang: { min: 0 }\n    presence: { minShare: 2 }\n  tip: {}\n';
    expect(() => readSchema(text, 'taxi.yaml')).toThrow(
      expect.objectContaining({
        code: 'SCHEMA_INVALID',
        message:
          'taxi.yaml must be a schema, got: line 1, `kaizenSchema` must be one of 1, got 2; line 4, `columns.fare.type` must be one of "integer", "number", "boolean", "string", "date", got "float"; line 6, `columns.fare.presence.minShare` must be at most 1, got 2; line 5, `columns.fare.rang` is not known, did you mean `range`; line 7, `columns.tip.type` is missing.',
      }),
    );
  });

  it.each([
    ['', '`(top)` must be an object, got null'],
    ['columns: [', 'line 1, `(top)` must be YAML: '],
    ['a: 1\na: 2', 'line 2, `(top)` must be YAML: Map keys must be unique'],
    ['a: &a [*a, *a]', 'must be'],
    ['- 1', 'line 1, `(top)` must be an object, got a list of 1'],
  ])('says what is wrong with %j', (text, problem) => {
    expect(() => readSchema(text, 'x.yaml')).toThrow(problem);
  });

  it('never fails but with a sentence that names lines, whatever it reads', () => {
    const mutated = fc
      .array(fc.tuple(fc.nat(TEXT.length), fc.nat(8), fc.string({ maxLength: 6 })), {
        minLength: 1,
        maxLength: 5,
      })
      .map((edits) =>
        edits.reduce((text, [at, n, put]) => text.slice(0, at) + put + text.slice(at + n), TEXT),
      );
    const pieces = fc.constantFrom(
      'kaizenSchema: 1\n',
      'columns:\n',
      '  a:\n',
      '    type: date\n',
      '&a ',
      '*a',
      '- ',
      '{',
      '[',
      '!!binary ',
      '<<: ',
      '__proto__: ',
      '? ',
      '|\n',
      '"',
      '\t',
      '\u0000',
      '%YAML 9\n',
      '---\n',
    );
    const text = fc.oneof(
      mutated,
      fc.string(),
      fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          readSchema(given, 'x.yaml');
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'SCHEMA_INVALID' });
          expect((thrown as Error).message).toMatch(
            /^x\.yaml must be a schema, got: .*`.+` .*\.$/s,
          );
        }
      }),
      { seed: 9, numRuns: 150 },
    );
  });
});

describe('writeSchema', () => {
  it('writes what people read', () => {
    const schema: DataSchema = {
      kaizenSchema: 1,
      columns: {
        fare: {
          type: 'number',
          presence: { minShare: 1 },
          range: { min: 0, max: 3500 },
          disallowNaN: true,
        },
        paid: { type: 'boolean', booleanWords: { true: 'Yes', false: 'No' } },
        zip: { type: 'string', values: ['007', 'no'] },
      },
    };
    expect(writeSchema(schema)).toBe(`kaizenSchema: 1
columns:
  fare:
    type: number
    presence: { minShare: 1 }
    range: { min: 0, max: 3500 }
    disallowNaN: true
  paid:
    type: boolean
    booleanWords: { "true": Yes, "false": No }
  zip:
    type: string
    values: [ "007", no ]
`);
  });

  it('comes back as it was, with any names and values', () => {
    const name = fc.string({ minLength: 1 }).filter((key) => key !== '__proto__');
    const column = fc.record(
      {
        type: fc.constantFrom('integer', 'number', 'string', 'date', 'boolean'),
        doc: fc.string(),
        values: fc.array(fc.string()),
        range: fc.record({
          min: fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
          max: fc.string(),
        }),
        booleanWords: fc.record({ true: fc.string(), false: fc.string() }),
      },
      { requiredKeys: ['type'] },
    );
    fc.assert(
      fc.property(fc.dictionary(name, column), (columns) => {
        const schema = { kaizenSchema: 1, columns } as DataSchema;
        const text = writeSchema(schema);
        const again = readSchema(text, 'x.yaml').schema;
        expect(again).toEqual(JSON.parse(JSON.stringify(schema)));
        expect(writeSchema(again)).toBe(text);
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});
