import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asId, type ModelName, type Row } from '@kaizenml/contracts';
import { OPERATIONS, type Operations, type OutputOf } from '@kaizenml/contracts/operations';
import type { Model } from '@kaizenml/ml/artifact';
import { expect } from 'vitest';
import { type App, openApp } from '../../app.ts';
import { type Clock, systemClock } from '../../kit/index.ts';
import { createLaunch, runProject } from '../../pipelines/index.ts';
import { createRetrainer, type Retrainer } from '../retrainer.ts';

type Retraining = OutputOf<Operations['retrainings']['show']>;

/** The endpoint, and its model. */
export const BIKES = asId<ModelName>('bikes');
const LEFT_OUT = ['instant', 'dteday', 'yr', 'casual', 'registered'];

/** Hours of Washington's bicycles: what was known of each, and how many were rented. Demand grew by two thirds from 2011 to 2012. */
export function hours(
  path: string,
): { readonly row: Row; readonly rented: number; readonly day: string }[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    const kept = names.flatMap((name, i) =>
      LEFT_OUT.includes(name) || name === 'cnt' ? [] : [[name, Number(cells[i])] as const],
    );
    return {
      row: Object.fromEntries(kept),
      rented: Number(cells[names.indexOf('cnt')]),
      day: cells[names.indexOf('dteday')] ?? '',
    };
  });
}

/** A model of every third hour of 2011, as `kaizen run` makes it, and a server of it. */
export async function served(
  home: string,
  folder: string,
  known: ReturnType<typeof hours>,
  clock: Clock = systemClock,
): Promise<App> {
  const app = await openApp({ home, clock, proof: 'in-process' });
  const names = Object.keys(known[0]?.row ?? {});
  const text = known.map(({ row, rented }) =>
    [...names.map((name) => row[name]), rented].join(','),
  );
  await writeFile(
    join(folder, 'hours.csv'),
    `${[...names, 'cnt'].join(',')}\n${text.join('\n')}\n`,
  );
  const project = {
    ...{ name: 'bikes', data: 'hours.csv', target: 'cnt', metric: 'mae', seed: 7 },
    search: { trials: 2, workers: 1 },
  };
  await runProject(app, project, { folder });
  return app;
}

/** Looks after retrainings as the keeper of `kaizen serve` does. */
export const retrainerOf = (app: App): Retrainer =>
  createRetrainer({
    ...app,
    launch: createLaunch(app),
    startRollout: app.handlers.rollouts.start,
  });

/** Asks in requests of 20 rows, and tells afterwards what was true. @returns The answers. */
export async function ask(
  app: App,
  asked: ReturnType<typeof hours>,
  truth: (rented: number, answer: number) => number = (rented) => rented,
): Promise<number[]> {
  const answers: number[] = [];
  for (let i = 0; i < asked.length; i += 20) {
    const part = asked.slice(i, i + 20);
    const rows = part.map(({ row }) => row);
    const said = await app.handlers.models.predict(
      OPERATIONS.models.predict.input.parse({ name: BIKES, rows }),
    );
    const numbers = said.predictions.map(({ prediction }) => Number(prediction));
    answers.push(...numbers);
    await app.handlers.predictions.label({
      name: BIKES,
      labels: part.map(({ rented }, k) => ({
        ...{ requestId: said.requestId, row: k + 1 },
        label: truth(rented, numbers[k] ?? 0),
      })),
    });
  }
  return answers;
}

/** Looks and lets callers ask until a retraining is over. */
export async function until(
  app: App,
  retrainer: Retrainer,
  { id, traffic }: { readonly id: string; readonly traffic: () => Promise<unknown> },
): Promise<Retraining> {
  for (;;) {
    await retrainer.look();
    await app.rollouts.tick();
    const now = await app.handlers.retrainings.show({ id });
    if (now.endedAt !== null) return now;
    if (now.rollout !== null) await traffic();
    else await sleep(200);
  }
}

/** Settings of an endpoint whose retrainings roll out at once. */
export const policy = (over: object = {}) => ({
  retraining: {
    ...{ rollout: { steps: '50%', stepSeconds: 0, stepRequests: 20 }, coolDownHours: 0 },
    ...over,
  },
});

/** Gives the endpoint its settings. */
export async function configure(app: App, settings: object): Promise<void> {
  const input = OPERATIONS.endpoints.configure.input.parse({ name: BIKES, settings });
  await app.handlers.endpoints.configure(input);
}

/** Begins a retraining. */
export const begin = (app: App, over: object = {}) =>
  app.handlers.retrainings.start(
    OPERATIONS.retrainings.start.input.parse({ endpoint: BIKES, because: 'Spring.', ...over }),
  );

/** Mean absolute error. */
export const meanError = (answers: readonly number[], asked: ReturnType<typeof hours>): number =>
  answers.reduce((sum, answer, i) => sum + Math.abs(answer - (asked[i]?.rented ?? 0)), 0) /
  answers.length;

/** The model of a version. */
export async function modelOf(app: App, version: number): Promise<Model> {
  const found = await app.store.models.findVersion(BIKES, version);
  if (found === undefined) return expect.unreachable(`version ${version} is registered`);
  return (await app.models.get(found.artifact)).model;
}

/** Version that is the champion. */
export const championOf = async (app: App) =>
  (await app.store.models.find(BIKES))?.aliases.champion;
