import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type RunResult, runProject } from '../../packages/platform/src/index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-board-'));
  writeFileSync(join(folder, 'rings.csv'), rings());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Rows that need no chance: a spiral of two arms, every ninth row on the wrong one. */
function rings(): string {
  const rows = Array.from({ length: 360 }, (_, i) => {
    const t = i / 40;
    const arm = i % 2;
    const x = (t * Math.cos(t + arm * Math.PI)).toFixed(4);
    const y = (t * Math.sin(t + arm * Math.PI)).toFixed(4);
    return `${x},${y},${(arm === 1) !== (i % 9 === 0) ? 'yes' : 'no'}`;
  });
  return `x,y,arm\n${rows.join('\n')}\n`;
}

/** What a run in a home of its own gives, and the hash of each of its artifacts. */
async function boardOf(workers: number) {
  const app = await openApp({ home: join(folder, `home-${workers}`) });
  try {
    const result = (await runProject(
      app,
      { data: 'rings.csv', target: 'arm', search: { trials: 6, workers } },
      { folder },
    )) as RunResult;
    const { artifacts } = await app.handlers.runs.show({ id: result.run });
    return {
      result,
      board: await app.handlers.runs.leaderboard({ id: 'newest' }),
      hashes: Object.fromEntries(artifacts.map(({ name, hash }) => [name, hash])),
    };
  } finally {
    await app.close();
  }
}

describe('the leaderboard of a run with a number of trials', () => {
  it('is the same to the byte on any number of workers; what clocks say stands apart', async () => {
    const [one, three] = [await boardOf(1), await boardOf(3)];
    expect(one.hashes.leaderboard).toBe(three.hashes.leaderboard);
    expect(JSON.stringify(one.result.leaderboard)).toBe(JSON.stringify(three.result.leaderboard));
    expect(one.board.rows).toEqual(one.result.leaderboard);
    expect(one.board.times).toEqual(one.result.times);
  });

  it('has what a reader looks for', async () => {
    const { board, result } = await boardOf(2);
    const [champion] = board.rows;
    expect(champion?.roles).toContain('champion');
    expect(champion?.estimator).toBe(result.champion.estimator);
    expect(champion?.validation?.low).toBeLessThan(champion?.validation?.high ?? 0);
    expect(champion?.test).toEqual(result.metrics[board.metric.name]);
    const withRole = (role: 'small' | 'interpretable' | 'baseline') =>
      board.rows.filter(({ roles }) => roles.includes(role));
    expect(withRole('baseline').length).toBeGreaterThan(0);
    for (const { test } of withRole('baseline')) expect(test).not.toBeNull();
    expect(withRole('small')).toHaveLength(1);
    expect(board.rows.map(({ rank }) => rank)).toEqual(board.rows.map((_, i) => i + 1));
    for (const { name, status } of board.rows)
      if (status === 'finished') expect(board.times[name]?.predictMsPer1000Rows).toBeGreaterThan(0);
    expect(board.sentences.length).toBeGreaterThan(2);
  });
});
