import { expect, it } from 'vitest';
import { stateBytes } from './state-bytes.ts';

it('stateBytes counts typed arrays by their bytes and all else as JSON', () => {
  expect(stateBytes({ depth: 3 })).toBe('{"depth":3}'.length);
  const state = { w: new Float64Array(10), trees: [{ at: new Uint8Array(5) }] };
  expect(stateBytes(state)).toBe(85 + '{"w":0,"trees":[{"at":0}]}'.length);
});
