import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIds, tempOwner } from '../kit/index.ts';
import { type CaptureName, closedName, formatName, parseName } from './file-name.ts';

const id = createIds()();
const owner = tempOwner();

describe('names of files', () => {
  it('say what they were made of', () => {
    const names: CaptureName[] = [
      { kind: 'lines', id, owner },
      { kind: 'lines', id, owner: '4711' },
      { kind: 'lines', id, owner: undefined },
      { kind: 'columns', id, nRows: 12, lastAtMs: 1_767_323_045_678 },
      { kind: 'columns', id, nRows: 0, lastAtMs: 0 },
      { kind: 'unfinished', id, owner },
    ];
    for (const name of names) expect(parseName(formatName(name))).toEqual(name);
  });

  it('say nothing of files of others', () => {
    const others = [
      'labels',
      `${id}.damaged`,
      `${id}.parquet`,
      `.${id}.jsonl`,
      `${id}.tmp`,
      'a.b.jsonl',
    ];
    for (const name of others) expect(parseName(name)).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        const name = parseName(text);
        if (name !== undefined && name.kind !== 'columns') expect(formatName(name)).toBe(text);
      }),
      { seed: 1 },
    );
  });

  it('lose their writer once they are closed', () => {
    expect(closedName(`${id}-${owner}.jsonl`)).toBe(`${id}.jsonl`);
    expect(closedName(`${id}.jsonl`)).toBeUndefined();
    expect(closedName(`${id}-${owner}.tmp`)).toBeUndefined();
  });
});
