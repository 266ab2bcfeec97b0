import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../../../bin/kaizen.js', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-killed-'));
  const rows = Array.from({ length: 240 }, (_, i) => {
    const t = i / 12;
    const arm = i % 2;
    const [x, y] = [t * Math.cos(t + arm * Math.PI), t * Math.sin(t + arm * Math.PI)];
    return `${x.toFixed(4)},${y.toFixed(4)},${arm === 1 ? 'yes' : 'no'}`;
  });
  writeFileSync(join(folder, 'arms.csv'), `x,y,arm\n${rows.join('\n')}\n`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command until it ends, or until it has said that so many candidates were tried. */
async function run(home: string, flags: readonly string[], killAfter = Number.POSITIVE_INFINITY) {
  const args = ['run', join(folder, 'arms.csv'), '--target', 'arm', ...flags, '--json'];
  const child = spawn(
    process.execPath,
    ['--conditions=source', BIN, ...args, '--home', join(folder, home)],
    { env: { ...process.env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  const killing = setInterval(() => {
    if (savedTrials(home).length >= killAfter) child.kill('SIGKILL');
  }, 20);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearInterval(killing);
  return { code, signal, written };
}

/** What is saved of candidates, by name, with the instant at which it was. */
function savedTrials(home: string): readonly (readonly [string, string])[] {
  try {
    const db = new DatabaseSync(join(folder, home, 'kaizen.db'), { readOnly: true });
    const found = db
      .prepare("select step, finished_at from step_cache where step like 'search:%trial %'")
      .all() as { step: string; finished_at: string }[];
    db.close();
    return found.map(({ step, finished_at }) => [step, finished_at] as const);
  } catch {
    return [];
  }
}

function board(written: string): unknown {
  const { leaderboard } = JSON.parse(written) as {
    leaderboard: { name: string; score: number | null }[];
  };
  return leaderboard.map(({ name, score }) => [name, score]);
}

describe('a search that is killed', () => {
  it('loses what was under way, and the same command, or a longer one, goes on behind the rest', async () => {
    const killed = await run('killed', ['--trials', '8'], 4);
    expect(killed.signal).toBe('SIGKILL');
    const saved = savedTrials('killed');
    expect(saved.length).toBeGreaterThanOrEqual(4);

    const resumed = await run('killed', ['--trials', '10']);
    const whole = await run('whole', ['--trials', '10']);
    expect(resumed.code).toBe(whole.code);
    expect(board(resumed.written)).toEqual(board(whole.written));
    const now = new Map(savedTrials('killed'));
    const again = saved.filter(([name, at]) => now.get(name) !== at);
    expect(again).toEqual([]);
    expect(now.size).toBe(10);
  }, 240_000);
});
