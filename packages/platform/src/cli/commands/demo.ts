import { join, relative } from 'node:path';
import type { App } from '../../app.ts';
import { writeFileAtomic } from '../../kit/index.ts';
import { command } from '../command.ts';
import { renderRunSummary } from '../render/run-summary.ts';
import type { Style } from '../terminal.ts';

const MODEL = 'bird-strikes';

/** `kaizen demo`: the whole loop on real data, then the pages. */
export const demo = command({
  name: 'demo',
  doc: 'Shows the whole loop on 10 000 real bird strikes: train, register, serve, and pages to try.',
  args: {},
  flags: {
    port: { kind: 'integer', doc: 'Port of the server.', default: 7400 },
    once: { kind: 'boolean', doc: 'End after the training instead of serving.' },
  },
  examples: ['kaizen demo', 'kaizen demo --port 7411'],
  async run({ flags, terminal, progress, signal, home, json, openApp }) {
    const { writeBirdStrikes } = await import('../../demo/bird-strikes.ts');
    const folder = join(home, 'demo');
    const data = await writeBirdStrikes(folder);

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
    'Three things to try:',
    '  1. Ask the model: change "Wildlife Size" and see the answer and what moved it',
    `     ${cyan(`${url}/models/${MODEL}`)}`,
    '  2. See which columns gave the answer away, and how that was noticed',
    `     ${cyan(`${url}/runs`)}`,
    '  3. Call it from a program',
    `     ${cyan(`curl ${url}/api/v1/models/${MODEL}/predict -H 'content-type: application/json' -d @${rowFile}`)}`,
    '',
    dim('Ctrl-C ends it.'),
  ].join('\n');
}
