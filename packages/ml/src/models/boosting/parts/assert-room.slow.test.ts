import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../../test/thrown-by.ts';
import { openHeap } from '../../../kernels/index.ts';
import { seededRandom } from '../../../math/index.ts';
import { randomMatrix } from '../../../trees/testing/random-matrix.ts';
import { soloTeam } from '../../../trees/threads/team.ts';
import type { Target } from '../../estimator.ts';
import { boostedTrees } from '../boosted-trees.ts';
import { assertRoom, bytesOfFit, type FitRoom } from './assert-room.ts';

const GIB = 2 ** 30;
const room = (nRows: number, nTracks: number): FitRoom => ({
  nRows,
  nTracks,
  nDrawnTracks: 0,
  nColumns: nTracks,
  nSlots: nTracks * 256,
  nOutputs: 1,
  nValidationRows: 0,
  nHistograms: 32,
  nMembers: 1,
});
const heap = { maxBytes: 4 * GIB, mark: () => 65_536 };
const refusal = (nRows: number, nTracks: number) =>
  thrownBy(() => assertRoom(heap, room(nRows, nTracks)));

describe('assertRoom', () => {
  it.each([
    [1_000_000, 50],
    [10_000_000, 20],
    [50_000, 1000],
  ])('lets %d rows of %d columns through', (nRows, nTracks) => {
    expect(() => assertRoom(heap, room(nRows, nTracks))).not.toThrow();
  });

  it('refuses a billion cells with what would do', () => {
    const { code, message, hint } = refusal(20_000_000, 50);
    expect(`${code}: ${message} ${hint}`).toBe(
      'MEMORY_EXHAUSTED: boosted-trees.fit must get along with 4096 MiB, got 20000000 rows and 50 columns of bins, which take 4411 MiB. Learn from a sample of at most 18000000 rows, or leave columns out: WebAssembly addresses 4 GiB.',
    );
  });

  it.each([
    [100_000_000, 3],
    [30_000_000, 200],
  ])('names a sample of %d rows of %d columns that does', (nRows, nTracks) => {
    const sample = Number(/at most (\d+) rows/.exec(refusal(nRows, nTracks).hint ?? '')?.[1]);
    expect(() => assertRoom(heap, room(sample, nTracks))).not.toThrow();
    expect(() => assertRoom(heap, room(1.15 * sample, nTracks))).toThrow();
  });

  it('counts what a tree of few columns copies', () => {
    const given = room(1_000_000, 50);
    const perRow = bytesOfFit({ ...given, nDrawnTracks: 30 }) - bytesOfFit(given);
    expect(perRow / 1_000_000).toBe(30 + 30 + 1 + 8);
  });

  it('offers no sample where histograms alone are too large', () => {
    expect(refusal(1000, 600_000).hint).toMatch(/^Leave columns out, or lower maxBins/);
  });
});

describe('boostedTrees.fit', () => {
  const nRows = 60_000;
  const nColumns = 40;
  const x = randomMatrix(
    seededRandom(1),
    nRows,
    Array.from({ length: nColumns }, () => ({})),
  );
  const y: Target = {
    kind: 'classification',
    codes: Int32Array.from({ length: nRows }, (_, i) => (x.values[nColumns * i] > 0 ? 1 : 0)),
    nClasses: 2,
  };
  const params = resolveParams('boosted-trees', boostedTrees.params, { nRounds: 2 });
  const fitIn = (own: ReturnType<typeof openHeap>) =>
    boostedTrees.fit(x, y, params, { random: seededRandom(1), team: soloTeam(own) });

  it('takes what it was said to take, or less, but not much', () => {
    const own = openHeap();
    fitIn(own);
    const taken = own.memory.buffer.byteLength;
    const said = bytesOfFit(room(nRows, nColumns));
    expect(said).toBeGreaterThan(taken);
    expect(said).toBeLessThan(1.8 * taken);
  });

  it('is refused before it takes anything where that is not there', () => {
    const own = openHeap(8 * 2 ** 20);
    const before = own.mark();
    const thrown = thrownBy(() => fitIn(own));
    expect(thrown.code).toBe('MEMORY_EXHAUSTED');
    expect(thrown.message).toMatch(/^boosted-trees.fit must get along with 8 MiB, got 60000 rows/);
    expect(own.mark()).toBe(before);
    expect(own.memory.buffer.byteLength).toBeLessThan(4 * 2 ** 20);
  });

  it('learns the same where its memory lies beyond 2 GiB', () => {
    const far = openHeap();
    far.take(2.5 * GIB);
    expect(fitIn(far)).toEqual(fitIn(openHeap()));
  });
});
