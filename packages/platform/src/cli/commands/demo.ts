import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../command.ts';
import { renderRunSummary } from '../render/run-summary.ts';

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
    const { birdStrikes } = await import('../../demo/bird-strikes.ts');
    const folder = join(home, 'demo');
    await mkdir(folder, { recursive: true });
    const data = join(folder, 'bird-strikes.csv');
    if (!existsSync(data)) await writeFile(data, await birdStrikes());

    const { parseProject } = await import('@kaizenml/contracts/project');
    const { train } = await import('../../pipelines/index.ts');
    const app = await openApp();
    const result = await train(app, {
      project: parseProject({ name: 'bird-strikes', data, target: 'caused_damage' }, 'the demo'),
      target: 'caused_damage',
      folder,
      budgetMs: 40_000,
      progress,
      signal,
    });
    if (json) terminal.printJson(result);
    else terminal.print(renderRunSummary(result, terminal));
    if (flags.once) return result.gate.passed ? 0 : 3;

    const { startServer } = await import('../../server/index.ts');
    const server = await startServer(app, { host: '127.0.0.1', port: flags.port });
    terminal.say(invitation(server.url, terminal.style));
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await server.close();
    return 0;
  },
});

function invitation(
  url: string,
  style: { bold(text: string): string; cyan(text: string): string; dim(text: string): string },
): string {
  const row =
    '{"rows":[{"Wildlife Size":"Large","Phase of flight":"Climb","Speed IAS in knots":250}]}';
  return [
    '',
    style.bold(`The pages are at ${url}`),
    '',
    'Three things to try:',
    `  1. Ask the model       ${style.cyan(`${url}/models/bird-strikes`)}  change "Wildlife Size" to Large and predict`,
    `  2. Read the findings   ${style.cyan(`${url}/runs`)}  three cost columns gave the answer away and were left out`,
    `  3. Call it yourself    ${style.cyan(`curl ${url}/api/v1/models/bird-strikes/predict -H 'content-type: application/json' -d '${row}'`)}`,
    '',
    style.dim('Ctrl-C ends it.'),
  ].join('\n');
}
