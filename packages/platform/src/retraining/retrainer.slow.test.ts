import { OPERATIONS } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../test/shared-data.ts';
import { instant } from '../kit/index.ts';
import { tempHome } from '../testing/index.ts';
import {
  ask,
  BIKES,
  begin,
  championOf,
  configure,
  hours,
  meanError,
  modelOf,
  policy,
  retrainerOf,
  served,
  until,
} from './testing/bicycles.ts';

const DATA = sharedData('bike_sharing/hour.csv');

describe.skipIf(DATA === undefined)(
  'a retraining of bicycles that more people ride than before',
  () => {
    const all = DATA === undefined ? [] : hours(DATA);
    const before = all.filter(({ day }, i) => day < '2012' && i % 3 === 0);
    const after = all.filter(({ day }) => day >= '2012-03');

    it('promotes a challenger that is better, and keeps the champion when none is', async () => {
      await using temp = await tempHome();
      const app = await served(temp.home.path, temp.folder, before);
      const retrainer = retrainerOf(app);
      try {
        await configure(app, policy({ robust: ['temp'] }));
        await ask(app, after.slice(0, 2000));
        const { id, key } = await begin(app, { key: 'spring' });
        expect((await begin(app, { key: 'spring' })).id).toBe(id);
        await expect(begin(app)).rejects.toMatchObject({
          ...{ code: 'RETRAINING_ACTIVE', details: { endpoint: BIKES, id } },
          message: `Endpoint "bikes" must have no retraining under way, got "${id}": Spring.`,
        });
        let sent = 2000;
        const traffic = () => {
          sent += 60;
          return ask(app, after.slice(sent - 60, sent));
        };
        const ended = await until(app, retrainer, { id, traffic });
        expect(ended.reason).toBe(ended.steps.find(({ name }) => name === 'roll-out')?.message);
        expect(ended).toMatchObject({ status: 'promoted', key, champion: 1, challenger: 2 });
        expect(ended.steps.map(({ name, status }) => [name, status])).toEqual([
          ['gather', 'done'],
          ['train', 'done'],
          ['compare', 'done'],
          ['approve', 'done'],
          ['roll-out', 'done'],
          ['understudies', 'done'],
        ]);
        expect(ended.comparison?.nRows).toBe(600);
        expect(ended.comparison?.gain.low).toBeGreaterThan(0);
        expect(await championOf(app)).toBe(2);

        const history = await app.store.datasets.find(ended.history ?? '');
        const newest = await app.store.datasets.find(ended.newest ?? '');
        expect([history?.nRows, newest?.nRows]).toEqual([before.length + 1400, 600]);
        const { manifest } = await modelOf(app, 2);
        expect(manifest.lineage.datasetHash).toBe(history?.hash);

        const later = after.slice(4000, 4600);
        const [old, fresh] = await Promise.all(
          [1, 2].map(async (version) => {
            const model = await modelOf(app, version);
            const answers = model.predict(later.map(({ row }) => row));
            return answers.map(({ prediction }) => Number(prediction));
          }),
        );
        expect(meanError(fresh ?? [], later)).toBeLessThan(0.95 * meanError(old ?? [], later));

        const [understudy] = ended.understudies;
        expect(understudy).toEqual({ column: 'temp', version: 3 });
        const broken = {
          endpoint: BIKES,
          column: 'temp',
          because: 'The sensor broke.',
          key: 'broken',
        };
        for (let twice = 0; twice < 2; twice++)
          expect(await app.handlers.retrainings['stand-in'](broken)).toMatchObject({
            ...{ from: 2, to: 3, status: 'standing' },
          });
        expect(await championOf(app)).toBe(3);
        const warmer = later.map((hour) => ({ ...hour, row: { ...hour.row, temp: 40 } }));
        expect(await ask(app, warmer)).toEqual(await ask(app, later));
        for (let twice = 0; twice < 2; twice++)
          expect(await app.handlers.retrainings['stand-down'](broken)).toMatchObject({
            ...{ from: 2, to: 3, status: 'ended' },
          });
        expect(await championOf(app)).toBe(2);

        await configure(app, policy());
        await ask(app, after.slice(4600, 5600), (_, answer) => answer);
        const next = await begin(app, { because: 'Nothing.' });
        const kept = await until(app, retrainer, { id: next.id, traffic: async () => undefined });
        expect(kept).toMatchObject({ status: 'rejected', champion: 2, rollout: null });
        expect(kept.reason).toMatch(/^The challenger is (not surely better|surely worse)/);
        expect(await championOf(app)).toBe(2);
      } finally {
        await retrainer.close();
        await app.close();
      }
    });

    const beside = all.filter(({ day }, i) => day < '2012' && i % 3 === 1);
    // As many ride as before, but twelve hours later.
    const shifted = beside.map((hour, i) => ({
      ...{ row: hour.row, day: hour.day },
      rented: beside[(i + 4) % beside.length]?.rented ?? 0,
    }));

    /** A home whose champion has learned the shifted hours, and was asked about the others four days later. */
    async function openPassed(temp: Awaited<ReturnType<typeof tempHome>>) {
      let aheadMs = 0;
      const clock = { now: () => Date.now() + aheadMs };
      const wait = (days: number) => {
        aheadMs += days * 86_400_000;
      };
      const app = await served(temp.home.path, temp.folder, before, clock);
      const retrainer = retrainerOf(app);
      await configure(app, policy({ history: 'since-change' }));
      const began = instant(clock);
      await ask(app, shifted.slice(0, 1000));
      const { id } = await begin(app, { because: 'Clocks are wrong.', since: began });
      const traffic = () => ask(app, shifted.slice(2000, 2060));
      expect(await until(app, retrainer, { id, traffic })).toMatchObject({
        ...{ status: 'promoted', champion: 1, challenger: 2 },
      });
      wait(4);
      const ended = instant(clock);
      await ask(app, beside.slice(1000, 2000));
      return { app, retrainer, ended, wait };
    }

    it('takes a former champion back where the world is again the one that it has learned', async () => {
      await using temp = await tempHome();
      const { app, retrainer, ended } = await openPassed(temp);
      const traffic = () => ask(app, beside.slice(2000, 2060));
      try {
        const { id } = await begin(app, { because: 'Clocks are right.', since: ended });
        const back = await until(app, retrainer, { id, traffic });
        expect(back).toMatchObject({ status: 'promoted', champion: 2, challenger: 1 });
        expect(back.steps.find(({ name }) => name === 'compare')?.message).toMatch(
          /^Version 1, which was the champion before, is surely better: on the newest 300 rows/,
        );
        expect(back.runs.length).toBeGreaterThan(0);
        expect(await championOf(app)).toBe(1);
        await ask(app, beside.slice(1000, 1400), (_, answer) => answer);
        const last = await begin(app, { because: 'Nothing.' });
        const kept = await until(app, retrainer, { id: last.id, traffic });
        expect(kept).toMatchObject({ status: 'rejected', champion: 1 });
      } finally {
        await retrainer.close();
        await app.close();
      }
    });

    it('takes one back that answers better without an alert, and without training anything', async () => {
      await using temp = await tempHome();
      const { app, retrainer, wait } = await openPassed(temp);
      const traffic = () => ask(app, beside.slice(2000, 2060));
      const look = async () => {
        await retrainer.look();
        return (await app.store.retrainings.list(BIKES, { limit: 1 })).items[0];
      };
      try {
        expect(await look()).toMatchObject({ trigger: 'by-hand' });
        await configure(app, policy({ triggers: { degradation: true } }));
        const begun = await look();
        expect(begun?.trigger).toBe('degradation');
        const better =
          /^Version 1, which was the champion before, is surely better: on the newest 1000 rows/;
        expect(begun?.cause).toMatch(better);
        const back = await until(app, retrainer, { id: begun?.id ?? '', traffic });
        expect(back).toMatchObject({
          ...{ status: 'promoted', champion: 2, challenger: 1, runs: [], tried: [], history: null },
        });
        expect(back.steps.find(({ name }) => name === 'compare')?.message).toMatch(better);
        expect((await app.store.datasets.find(back.newest ?? ''))?.nRows).toBe(1000);
        expect(await championOf(app)).toBe(1);

        const byPerson = { name: BIKES, alias: 'champion', version: 2, note: 'I want it.' };
        await app.handlers.models.alias(OPERATIONS.models.alias.input.parse(byPerson));
        wait(2);
        await ask(app, beside.slice(0, 1000));
        expect((await look())?.id).toBe(back.id);
      } finally {
        await retrainer.close();
        await app.close();
      }
    });
  },
);
