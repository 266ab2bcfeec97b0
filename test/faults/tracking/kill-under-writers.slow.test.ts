import { describe, expect, it } from 'vitest';
import { tempHome } from '../../../packages/platform/src/testing/index.ts';
import { seededRandom } from '../start-writer.ts';
import { killUnderWriters } from './kill-under-writers.ts';

const N_WRITERS = 50;
const N_KILLS = 5;
const LONGEST_LIFE_MS = 3000;

describe('a server that is killed under 50 writers of runs', () => {
  it('has everything that it acknowledged, nothing twice, and a file without damage', async () => {
    await using temp = await tempHome();
    const random = seededRandom(74);
    const { nRuns, nPoints, nAnswers, nRepeats, ...found } = await killUnderWriters(temp.home, {
      ...{ nWriters: N_WRITERS, nKills: N_KILLS, livesMs: () => random() * LONGEST_LIFE_MS },
    });
    expect(found).toEqual({ missing: [], surplus: [], integrity: [] });
    expect(nRuns).toBeGreaterThanOrEqual(N_WRITERS);
    expect(nPoints).toBeGreaterThan(0);
    // Every kill cut off whoever waited for an answer.
    expect(nRepeats).toBeGreaterThanOrEqual(N_KILLS);
    expect(nAnswers).toBeGreaterThan(N_WRITERS);
  });
});
