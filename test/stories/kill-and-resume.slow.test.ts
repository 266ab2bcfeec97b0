import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli, startCli } from './cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-kill-'));
  writeFileSync(join(folder, 'rings.csv'), rings());
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Rows that need no chance: a spiral of two arms with a wave on it. */
function rings(): string {
  const rows = Array.from({ length: 1200 }, (_, i) => {
    const t = i / 60;
    const arm = i % 2;
    const x = (t * Math.cos(t + arm * Math.PI)).toFixed(4);
    const y = (t * Math.sin(t + arm * Math.PI)).toFixed(4);
    return `${x},${y},${['a', 'b', 'c'][i % 3]},${arm === 1 ? 'yes' : 'no'}`;
  });
  return `x,y,group,arm\n${rows.join('\n')}\n`;
}

const args = (home: string) => [
  'run',
  join(folder, 'rings.csv'),
  '--target',
  'arm',
  '--trials',
  '6',
  '--json',
  '--home',
  join(folder, home),
];

/** Kills the run as soon as it says that `stage` has begun; true when it was killed before its end. */
async function killAt(home: string, stage: string): Promise<boolean> {
  const child = startCli(args(home));
  return new Promise((resolve) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes(stage)) child.kill('SIGKILL');
    });
    child.on('close', (_code, signal) => resolve(signal === 'SIGKILL'));
  });
}

interface Outcome {
  readonly metrics: unknown;
  readonly leaderboard: readonly { readonly name: string; readonly score: number | null }[];
  readonly timings: readonly { readonly step: string; readonly status: string }[];
  readonly champion: { readonly version: number };
}

async function finish(home: string): Promise<Outcome> {
  const { code, stdout, stderr } = await runCli(args(home));
  expect(stderr).not.toContain('bug of ours');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Outcome;
}

const essence = ({ metrics, leaderboard }: Outcome) => ({
  metrics,
  leaderboard: leaderboard.map(({ name, score }) => [name, score]),
});
const statusOf = ({ timings }: Outcome, step: string) =>
  timings.find((timing) => timing.step === step)?.status;

describe('a killed run', () => {
  it.each([
    ['Trying models', ['ingest', 'profile', 'validate', 'split']],
    ['Measuring on unseen rows', ['ingest', 'profile', 'validate', 'split', 'search', 'fit']],
    ['Packing the model', ['search', 'fit', 'evaluate', 'explain', 'gate']],
  ])('at "%s" goes on where it stopped and ends with the same result', async (stage, reused) => {
    const undisturbed = await finish('undisturbed');
    expect(await killAt('killed', stage)).toBe(true);
    const resumed = await finish('killed');
    expect(reused.map((step) => [step, statusOf(resumed, step)])).toEqual(
      reused.map((step) => [step, 'reused']),
    );
    expect(essence(resumed)).toEqual(essence(undisturbed));
  });

  it('is shown as killed', async () => {
    expect(await killAt('shown', 'Trying models')).toBe(true);
    const { stdout } = await runCli(['runs', 'list', '--json', '--home', join(folder, 'shown')]);
    expect(JSON.parse(stdout).items).toMatchObject([{ status: 'killed' }]);
  });
});

describe('a run that is repeated', () => {
  it('reuses every step and registers nothing twice', async () => {
    const first = await finish('twice');
    const second = await finish('twice');
    expect(second.timings.every(({ status }) => status === 'reused')).toBe(true);
    expect(second.champion).toEqual(first.champion);
    expect(essence(second)).toEqual(essence(first));
  });
});
