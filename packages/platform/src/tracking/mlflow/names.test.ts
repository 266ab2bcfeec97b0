import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { assertName } from './names.ts';

const refusalOf = (name: string) => {
  const { code, message } = thrownBy(() => assertName(name, 'metrics[2].key'));
  expect(code).toBe('REQUEST_INVALID');
  return message;
};

describe('the name of a metric, a param or a tag', () => {
  it.each([
    ...[
      'loss',
      'train/loss',
      'a b',
      'a.b-c_d',
      'top:5',
      '.hidden',
      'a/.b',
      'größe',
      '精度',
      '1',
      '-',
    ],
    ...['__proto__', 'constructor'],
  ])('may be %s', (name) => {
    expect(() => assertName(name, 'key')).not.toThrow();
  });

  it.each(['a,b', 'a\nb', 'a%', 'a\\b', 'a*', 'a(b)', '😀', 'a\0'])(
    'has no such characters: %j',
    (name) => {
      expect(refusalOf(name)).toBe(
        `Invalid value ${JSON.stringify(name)} for parameter 'metrics[2].key' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colons (:) and slashes (/).`,
      );
    },
  );

  it.each([
    ['/a', '/a'],
    ['a/', 'a'],
    ['a//b', 'a/b'],
    ['./a', 'a'],
    ['a/./b', 'a/b'],
    ['a/../b', 'b'],
    ['../a', '../a'],
    ['..', '..'],
    ['.', '.'],
  ])('is the shortest path to itself: not %s', (name, resolved) => {
    expect(refusalOf(name)).toBe(
      `Invalid value "${name}" for parameter 'metrics[2].key' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '${resolved}'`,
    );
  });

  it('agrees with what the system makes of it as a path', () => {
    const parts = fc.array(fc.constantFrom('a', '.', '..', '', 'b'), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(parts, (given) => {
        const name = given.join('/');
        const normal = posix.normalize(name);
        const isOwn =
          normal === name && name !== '.' && !/^(?:\.\.|\/)/.test(name) && !name.endsWith('/');
        if (isOwn) assertName(name, 'key');
        else expect(thrownBy(() => assertName(name, 'key')).code).toBe('REQUEST_INVALID');
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('has at most 250 characters, and one at least', () => {
    for (const longest of ['a'.repeat(250), '𝒳'.repeat(250), `${'a/'.repeat(124)}ab`])
      expect(() => assertName(longest, 'key')).not.toThrow();
    for (const char of ['a', '𝒳'])
      expect(refusalOf(char.repeat(251))).toContain(
        'It had length 251, which exceeded length limit of 250',
      );
    expect(refusalOf('')).toContain("Missing value for required parameter 'metrics[2].key'");
  });
});
