import { describe, expect, it } from 'vitest';
import { cutCells } from './arff-cells.ts';

describe('cutCells', () => {
  it('holds quoted cells together and takes escapes', () => {
    expect(cutCells(`1, 'a, b', "c\\"d", ?`)).toEqual(['1', 'a, b', 'c"d', '?']);
    expect(cutCells("'it\\'s',x")).toEqual(["it's", 'x']);
  });

  it('cuts at tabs where there is no comma', () => {
    expect(cutCells('1\t2\tb')).toEqual(['1', '2', 'b']);
  });
});
