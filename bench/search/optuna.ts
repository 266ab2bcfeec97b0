import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Draft, SearchSpace } from '@kaizenml/ml/search/strategies';

const SCRIPT = fileURLToPath(new URL('../peers/search.py', import.meta.url));

/** Python with Optuna, named by KAIZEN_OPTUNA_PYTHON; undefined where there is none. */
export const optunaPython = [process.env.KAIZEN_OPTUNA_PYTHON].find(
  (path) => path !== undefined && existsSync(path),
);

/** Drafts that Optuna's TPE proposes, told of each one before the next; with the scores that they got. */
export async function runOptuna(
  { families }: SearchSpace,
  measure: (draft: Draft) => number,
  { seed, nTrials }: { readonly seed: number; readonly nTrials: number },
): Promise<{ readonly draft: Draft; readonly score: number }[]> {
  const child = spawn(optunaPython ?? 'python3', [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const told = (message: unknown) => child.stdin.write(`${JSON.stringify(message)}\n`);
  told({ families, seed });
  const entries: { draft: Draft; score: number }[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const draft = JSON.parse(line) as Draft;
    const score = measure(draft);
    entries.push({ draft, score });
    if (entries.length === nTrials) break;
    told({ score });
  }
  child.stdin.end();
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  if (entries.length < nTrials) throw new Error('Optuna ended before its trials were done.');
  return entries;
}
