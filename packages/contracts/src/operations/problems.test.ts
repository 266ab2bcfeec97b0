import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OPERATIONS } from './index.ts';
import { inputChecker, requestInvalid } from './parse-input.ts';
import { listProblems, problemsOf } from './problems.ts';

const schema = z.strictObject({
  n: z.number().int().min(1).max(9),
  word: z.string().min(3),
  kind: z.enum(['a', 'b']),
  rows: z.array(z.record(z.string(), z.unknown())).min(1),
});

function problems(given: unknown) {
  const { error } = schema.safeParse(given);
  return error ? problemsOf(error, given, schema) : [];
}

describe('problemsOf', () => {
  it('finds nothing wrong with what fits', () => {
    expect(problems({ n: 1, word: 'abc', kind: 'a', rows: [{}] })).toEqual([]);
  });

  it('says of each problem where it is, what was expected and what was given', () => {
    expect(problems({ n: 0, word: 'ab', kind: 'c', rows: [], wrod: 1 })).toEqual([
      { path: 'n', problem: 'must be at least 1, got 0' },
      { path: 'word', problem: 'must have at least 3 characters, got "ab"' },
      { path: 'kind', problem: 'must be one of "a", "b", got "c"' },
      { path: 'rows', problem: 'must have at least 1 entry, got a list of 0' },
      { path: 'wrod', problem: 'is not known, did you mean `word`' },
    ]);
  });

  it('says what is missing, and which entry of a list is wrong', () => {
    expect(problems({ n: 1.5, rows: [{}, 3, null] })).toEqual([
      { path: 'n', problem: 'must be a whole number, got 1.5' },
      { path: 'word', problem: 'is missing' },
      { path: 'kind', problem: 'is missing' },
      { path: 'rows[1]', problem: 'must be an object, got 3' },
      { path: 'rows[2]', problem: 'must be an object, got null' },
    ]);
  });

  it('calls the whole input by a name of its own', () => {
    expect(problems([])).toEqual([
      { path: '(top)', problem: 'must be an object, got a list of 0' },
    ]);
  });
});

describe('listProblems', () => {
  it('lists five and counts the rest', () => {
    const many = Array.from({ length: 7 }, (_, i) => ({ path: `p${i}`, problem: 'is missing' }));
    expect(listProblems(many)).toMatch(/^`p0` is missing; .*`p4` is missing; and 2 more$/);
  });
});

describe('inputChecker', () => {
  it('fills defaults in and refuses unknown keys', () => {
    const check = inputChecker(OPERATIONS.runs.list);
    expect(check({})).toEqual({ ok: true, input: { limit: 50 } });
    expect(check({ limit: '7' })).toEqual({ ok: true, input: { limit: 7 } });
    expect(check({ limits: 7 })).toEqual({
      ok: false,
      problems: [{ path: 'limits', problem: 'is not known, did you mean `limit`' }],
    });
  });
});

describe('requestInvalid', () => {
  it('names the operation, every problem and an input that is valid', () => {
    const error = requestInvalid(OPERATIONS.runs.list, [{ path: 'limit', problem: 'is missing' }]);
    expect(error.code).toBe('REQUEST_INVALID');
    expect(error.message).toBe('The input of runs.list has a problem: `limit` is missing.');
    expect(error.hint).toBe('A valid input is {"limit":20}.');
    expect(error.details).toEqual({
      operation: 'runs.list',
      problems: [{ path: 'limit', problem: 'is missing' }],
    });
  });

  it('lists a hundred problems and says how many more there are', () => {
    const problems = Array.from({ length: 250 }, (_, i) => ({ path: `${i}`, problem: 'is odd' }));
    const { message, details } = requestInvalid(OPERATIONS.runs.list, problems);
    expect(message).toContain('has 250 problems: `0` is odd;');
    const listed = details.problems as object[];
    expect(listed).toHaveLength(101);
    expect(listed.at(-1)).toEqual({ path: '(top)', problem: 'has 150 more problems' });
  });

  it('is no echo of a key of any length', () => {
    const checked = inputChecker(OPERATIONS.runs.list)({ ['x'.repeat(70_000)]: 1 });
    if (checked.ok) throw new Error('a key that is not known was taken');
    const { message, details } = requestInvalid(OPERATIONS.runs.list, checked.problems);
    const path = `${'x'.repeat(159)}…`;
    expect(message).toBe(`The input of runs.list has a problem: \`${path}\` is not known.`);
    expect(details.problems).toEqual([{ path, problem: 'is not known' }]);
  });

  it('shows the body without what stands in the path', () => {
    const hintOf = (described: Parameters<typeof requestInvalid>[0]) =>
      requestInvalid(described, [{ path: 'x', problem: 'is not known' }]).hint;
    expect(hintOf(OPERATIONS.models.predict)).toBe(
      'Send {"rows": [{…}, {…}]}, an object per row; `GET /endpoints/{name}` shows a row that this model takes.',
    );
    expect(hintOf(OPERATIONS.models.explain)).toBe(
      'A valid body is {"row":{"island":"Biscoe","bill_length_mm":46.1}}.',
    );
    expect(hintOf(OPERATIONS.models.show)).toBe(
      'Send no query and no body; the path says everything.',
    );
  });
});
