import { encodeText, makeTable } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { csvLine, csvText } from './write-csv.ts';

describe('csvText', () => {
  it('writes a header and one line per row, missing values empty', () => {
    const table = makeTable([
      { name: 'x', kind: 'number', values: Float64Array.of(0.1, Number.NaN, -0) },
      { name: 'day', kind: 'date', values: Float64Array.of(0, 1500, Number.NaN) },
      encodeText('said', 'text', ['a "b", c', null, ' d']),
    ]);
    expect([...csvText(table)].join('')).toBe(
      'x,day,said\n0.1,1970-01-01,"a ""b"", c"\n,1970-01-01T00:00:01.500Z,\n-0,," d"\n',
    );
  });

  it('tells a missing value of a single column from a blank line', () => {
    expect(csvLine([null])).toBe('""\n');
  });
});
