import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Row } from '@kaizenml/contracts';
import type { App } from '../../app.ts';
import type { Strike } from '../../demo/index.ts';
import { writeFileAtomic } from '../../kit/index.ts';
import { command } from '../command.ts';
import { renderDrift, renderStep } from '../render/demo-loop.ts';
import { renderRunSummary } from '../render/run-summary.ts';
import type { Style, Terminal } from '../terminal.ts';

const MODEL = 'bird-strikes';
const SIZE = 'Wildlife Size';
/** How sizes are written from one day on. */
const LETTERS: Readonly<Record<string, string>> = { Small: 'S', Medium: 'M', Large: 'L' };
/** Strikes that are asked about before that day. */
const N_BEFORE = 1000;

/** `kaizen demo`: the whole loop on real data, then the pages. */
export const demo = command({
  name: 'demo',
  doc: 'Shows the whole loop on 10 000 real bird strikes: train, register, watch a change, retrain, roll out, serve, and pages to try.',
  args: {},
  flags: {
    port: { kind: 'integer', doc: 'Port of the server.', default: 7400 },
    once: { kind: 'boolean', doc: 'End after the training instead of serving.' },
  },
  examples: ['kaizen demo', 'kaizen demo --port 7411'],
  async run({ flags, terminal, progress, signal, home, json, openApp }) {
    const { birdStrikes, writeBirdStrikes } = await import('../../demo/index.ts');
    const folder = join(home, 'demo');
    const strikes = await birdStrikes();
    const data = await writeBirdStrikes(folder, strikes);

    const { runProject } = await import('../../pipelines/index.ts');
    const app = await openApp();
    const result = await runProject(
      app,
      { name: MODEL, data, target: 'caused_damage', search: { budget: '40s' } },
      { progress, signal },
    );
    if (json) terminal.printJson(result);
    else terminal.print(renderRunSummary(result, terminal));
    if (flags.once) return result.gate.passed ? 0 : 3;

    if (result.gate.passed) await closeLoop(app, strikes.later, { terminal, signal });

    const rowFile = join(folder, 'row.json');
    await writeFileAtomic(rowFile, `${JSON.stringify({ rows: [await exampleRow(app)] })}\n`);
    const { startServer } = await import('../../server/index.ts');
    const server = await startServer(app, { host: '127.0.0.1', port: flags.port });
    terminal.say(invitation(server.url, relative('.', rowFile), terminal.style));
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await server.close();
    return 0;
  },
});

/** Has callers ask the model, lets their rows change, and shows what is noticed and done about it. */
async function closeLoop(
  app: App,
  strikes: readonly Strike[],
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<void> {
  const { changed, playDrift, playRetraining } = await import('../../demo/index.ts');
  const { style } = terminal;
  const { signature } = await app.handlers.models.show({ name: MODEL });
  const read = signature.inputs.map(({ name }) => name);
  const rows = strikes.map(({ row, damaged }) => ({
    row: Object.fromEntries(read.map((name) => [name, row[name] ?? null])),
    label: damaged,
  }));
  const [before, after] = [
    rows.slice(0, N_BEFORE),
    changed(rows.slice(N_BEFORE), (row) => ({ ...row, [SIZE]: letterOf(row[SIZE]) })),
  ];
  const pause = (ms: number) => setTimeout(ms, undefined, { signal });
  terminal.say(`\n${style.bold('Traffic')} that changes: sizes are written S, M and L from now on`);
  const play = { endpoint: MODEL, before, after, pause };
  const played = await playDrift(app, play);
  terminal.say(renderDrift(played, style));
  if (played.alert === undefined) return;
  terminal.say(`\n${style.bold('Retraining')} from what was learned and the labelled rows since`);
  await playRetraining(app, {
    ...{ endpoint: MODEL, because: played.alert.message, key: `demo:${played.alert.id}`, pause },
    traffic: after,
    onStep: (step) => terminal.say(renderStep(step, style)),
  });
}

function letterOf(size: Row[string] | undefined): string | null {
  return typeof size === 'string' ? (LETTERS[size] ?? size) : null;
}

/** A row that the model accepts: typical values, and a large bird at high speed. */
async function exampleRow(app: App): Promise<Record<string, unknown>> {
  const { signature } = await app.handlers.models.show({ name: MODEL });
  const typical = Object.fromEntries(
    signature.inputs.map(({ name, typical: value }) => [name, value]),
  );
  return { ...typical, 'Wildlife Size': 'Large', 'Speed IAS in knots': 250 };
}

function invitation(url: string, rowFile: string, { bold, cyan, dim }: Style): string {
  return [
    '',
    bold(`The pages are at ${url}`),
    '',
    'Four things to try:',
    '  1. Ask the model: change "Wildlife Size" and see the answer and what moved it',
    `     ${cyan(`${url}/models/${MODEL}`)}`,
    '  2. See which columns gave the answer away, and how that was noticed',
    `     ${cyan(`${url}/runs`)}`,
    '  3. See what was noticed of its traffic, and done about it',
    `     ${cyan(`${url}/alerts`)}`,
    '  4. Call it from a program',
    `     ${cyan(`curl ${url}/api/v1/models/${MODEL}/predict -H 'content-type: application/json' -d @${rowFile}`)}`,
    '',
    dim('Ctrl-C ends it.'),
  ].join('\n');
}
