import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../test/shared-data.ts';
import { readJournal } from '../runs/index.ts';
import { tempHome } from '../testing/index.ts';
import {
  ask,
  BIKES,
  begin,
  championOf,
  configure,
  hours,
  modelOf,
  policy,
  retrainerOf,
  served,
  until,
} from './testing/bicycles.ts';

const DATA = sharedData('bike_sharing/hour.csv');

describe.skipIf(DATA === undefined)('fine-tuning a model of bicycles', () => {
  const all = DATA === undefined ? [] : hours(DATA);
  const before = all.filter(({ day }, i) => day < '2012' && i % 3 === 0);
  const after = all.filter(({ day }) => day >= '2012-03');

  it('corrects the champion by few rows, and its base again when there are more', async () => {
    await using temp = await tempHome();
    const app = await served(temp.home.path, temp.folder, before);
    const retrainer = retrainerOf(app);
    let sent = 400;
    const traffic = () => {
      sent += 60;
      return ask(app, after.slice(sent - 60, sent));
    };
    try {
      await configure(app, policy({ start: 'fine-tune' }));
      await ask(app, after.slice(0, sent));
      const first = await begin(app);
      const tuned = await until(app, retrainer, { id: first.id, traffic });
      expect(tuned).toMatchObject({ status: 'promoted', champion: 1, challenger: 2 });
      expect(tuned.tried).toEqual([
        {
          ...{ start: 'fine-tune', version: 2, gain: tuned.comparison?.gain },
          message: expect.stringMatching(
            /^The challenger is surely better: on the newest 120 rows/,
          ),
        },
      ]);
      expect(tuned.steps.find(({ name }) => name === 'train')?.message).toBe(
        'Version 2 was fine-tuned from the champion and passed the gates of its project.',
      );
      const [base, corrected] = [await modelOf(app, 1), await modelOf(app, 2)];
      expect(corrected.members.slice(0, -1).map(({ title }) => title)).toEqual(
        base.members.map(({ title }) => title),
      );
      expect(corrected.manifest.combination).toMatchObject({ kind: 'tuned', link: 'exp' });
      expect(corrected.manifest.findings.map(({ code }) => code)).toContain('MODEL_FINE_TUNED');
      const [row] = after.slice(5000).map((hour) => hour.row);
      const explained = corrected.explain(row ?? {}, { nPairs: 1 });
      const sum = explained.contributions.reduce((total, each) => total + each.contribution, 0);
      expect(explained.average + sum).toBeCloseTo(
        corrected.predictRow(row ?? {}).prediction as number,
        6,
      );

      await ask(app, after.slice(3000, 4200));
      const next = await begin(app, { because: 'Summer.' });
      const again = await until(app, retrainer, { id: next.id, traffic });
      expect(again.tried[0]).toMatchObject({ start: 'fine-tune', version: 3 });
      const third = await modelOf(app, 3);
      expect(third.members.length).toBe(base.members.length + 1);
      const sinceOf = async ({ runs }: typeof tuned) =>
        (await readJournal(app.home, runs.at(-1) as never))?.asked.tunes;
      expect(await sinceOf(again)).toMatchObject({
        since: ((await sinceOf(tuned)) as { since: string }).since,
      });
    } finally {
      await retrainer.close();
      await app.close();
    }
  });

  it('tries both ways, and the one that gains more on the newest rows takes over', async () => {
    await using temp = await tempHome();
    const app = await served(temp.home.path, temp.folder, before);
    const retrainer = retrainerOf(app);
    const traffic = () => ask(app, after.slice(2000, 2060));
    try {
      await configure(app, policy({ start: 'both' }));
      await ask(app, after.slice(0, 1000));
      const { id } = await begin(app);
      const ended = await until(app, retrainer, { id, traffic });
      expect(ended.status).toBe('promoted');
      expect(ended.tried.map(({ start, version }) => [start, version])).toEqual([
        ['fine-tune', 2],
        ['over', 3],
      ]);
      const [best] = ended.tried.toSorted(
        (one, other) => (other.gain?.value ?? 0) - (one.gain?.value ?? 0),
      );
      expect(ended.challenger).toBe(best?.version);
      expect(await championOf(app)).toBe(best?.version);
      // The one that was trained last had it from its run.
      expect((await app.store.models.find(BIKES))?.aliases.challenger).toBe(best?.version);
      const moves = await app.store.models.aliasMoves(BIKES, 10);
      const moved = moves.filter(({ alias }) => alias === 'challenger').map(({ to }) => to);
      expect(moved.toReversed()).toEqual(best?.version === 3 ? [2, 3] : [2, 3, 2]);
      expect(ended.comparison).toMatchObject({ level: 0.975, gain: best?.gain });
      expect(ended.runs.length).toBe(2);
      const [, other] = ended.tried;
      expect(ended.steps.find(({ name }) => name === 'compare')?.message).toContain(
        other?.message ?? 'the other one',
      );
    } finally {
      await retrainer.close();
      await app.close();
    }
  });

  it('says why it is not done where a column has to be done without, and starts over if it may', async () => {
    await using temp = await tempHome();
    const app = await served(temp.home.path, temp.folder, before);
    const retrainer = retrainerOf(app);
    const nobody = async () => undefined;
    try {
      await configure(app, policy({ start: 'fine-tune', compareShare: 0.6 }));
      await ask(app, after.slice(0, 120));
      const without = await begin(app, { without: 'temp' });
      const refused = await until(app, retrainer, { id: without.id, traffic: nobody });
      expect(refused).toMatchObject({
        ...{ status: 'failed', challenger: null },
        reason: 'The champion cannot be fine-tuned: it reads "temp", which has to be done without.',
      });
      await configure(app, policy({ start: 'both', compareShare: 0.6 }));
      const traffic = () => ask(app, after.slice(200, 260));
      const both = await begin(app, { without: 'temp' });
      const over = await until(app, retrainer, { id: both.id, traffic });
      expect(over.tried).toMatchObject([
        { start: 'fine-tune', version: null, message: refused.reason, gain: null },
        { start: 'over', version: 2 },
      ]);
      expect(over.steps.find(({ name }) => name === 'train')?.message).toBe(
        `${refused.reason} Version 2 was trained and passed the gates of its project.`,
      );
      expect((await modelOf(app, 2)).signature.inputs.map(({ name }) => name)).not.toContain(
        'temp',
      );
    } finally {
      await retrainer.close();
      await app.close();
    }
  });

  it('fails where too few rows are newer than the champion', async () => {
    await using temp = await tempHome();
    const app = await served(temp.home.path, temp.folder, before);
    const retrainer = retrainerOf(app);
    const nobody = async () => undefined;
    try {
      await configure(app, policy({ start: 'fine-tune', compareShare: 0.6 }));
      await ask(app, after.slice(0, 120));
      const few = await begin(app);
      const failed = await until(app, retrainer, { id: few.id, traffic: nobody });
      expect(failed.status).toBe('failed');
      expect(failed.reason).toMatch(
        /A correction must have 80 rows to learn from and 20 to be measured on that came after .*, got \d+ and \d+\./,
      );
    } finally {
      await retrainer.close();
      await app.close();
    }
  });
});
