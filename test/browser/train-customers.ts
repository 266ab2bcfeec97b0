import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import type { App } from '../../packages/platform/src/app.ts';
import { type RunResult, runProject } from '../../packages/platform/src/pipelines/index.ts';

const PLANS = ['basic', 'family', 'premium'] as const;
const N_CUSTOMERS = 400;

/**
 * Trains and registers a model of invented customers: short contracts on a cheap plan leave, mostly.
 *
 * The table has every kind of input: whole numbers, decimals, a date, levels, yes or no, and gaps.
 *
 * @param folder Where the data file is written.
 */
export async function trainCustomers(app: App, folder: string): Promise<RunResult> {
  const random = seededRandom(11);
  const rows = Array.from({ length: N_CUSTOMERS }, () => {
    const months = Math.floor(random.next() * 72);
    const plan = PLANS[Math.floor(random.next() * PLANS.length)];
    const spend = random.next() < 0.08 ? '' : (5 + random.next() * 90).toFixed(2);
    const since = new Date(
      Date.UTC(2020, Math.floor(random.next() * 48), 1 + Math.floor(random.next() * 27)),
    );
    const isOnline = random.next() < 0.5;
    const leaves = months < 24 && plan !== 'premium' ? 0.9 : 0.08;
    const left = random.next() < leaves ? 'yes' : 'no';
    return [months, plan, spend, since.toISOString().slice(0, 10), isOnline, left].join(',');
  });
  const data = join(folder, 'customers.csv');
  await writeFile(data, ['months,plan,spend,since,online,left', ...rows, ''].join('\n'));
  return runProject(app, {
    data,
    target: 'left',
    name: 'churn',
    search: { trials: 4, workers: 1 },
  });
}
