import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { createStyle } from '../terminal.ts';
import { renderRetrainings } from './retrainings.ts';

type Retraining = OutputOf<Operations['retrainings']['show']>;

const look = { width: 160, style: createStyle(false) };
const at = '2026-03-09T06:00:00.000Z';
const slice = (name: string, value: number, isWorse = false) => ({
  ...{ column: 'plan', name, nRows: 80, isWorse },
  ...{ value, low: value - 0.02, high: value + 0.02 },
});
const shown: Retraining = {
  ...{ id: '01JD0000000000000000000000', endpoint: 'churn', key: 'by-hand:1', who: 'ada' },
  ...{ trigger: 'drift', cause: 'plan drifted.', status: 'rejected', champion: 3, challenger: 4 },
  ...{ startedAt: at, endedAt: at, reason: 'The challenger is not surely better.' },
  ...{ without: ['calls'], history: 'churn-history@2', newest: null, rollout: null },
  tried: [],
  runs: ['01JD0000000000000000000001', '01JD0000000000000000000002'],
  comparison: {
    ...{ metric: 'roc_auc', champion: 0.81, challenger: 0.8, nRows: 400, level: 1 - 0.05 / 3 },
    gain: { value: -0.01, low: -0.03, high: 0.01 },
    slices: [slice('basic', -0.1, true), slice('family', -0.01), slice('premium', 0.02)],
  },
  understudies: [{ column: 'calls', version: 5 }],
  steps: [
    {
      ...{ name: 'gather', status: 'done', startedAt: at, endedAt: at },
      message: '500 rows gathered.',
    },
    { name: 'train', status: 'running', startedAt: at, endedAt: null, message: '' },
  ],
};
const text = (over: Partial<Retraining> = {}) =>
  renderRetrainings.show({ ...shown, ...over }, look);
const matching = (pattern: RegExp) =>
  text()
    .split('\n')
    .filter((line) => pattern.test(line));

describe('renderRetrainings', () => {
  it('says between which versions it decides, what came of it, and why it began', () => {
    expect(text()).toMatch(/^ *retraining +churn: version 3 → 4$/m);
    expect(text()).toMatch(/^ *because +The challenger is not surely better\.$/m);
    expect(text()).toMatch(/^ *begun by +drift: plan drifted\.$/m);
    expect(text({ challenger: null })).toContain('version 3 → ?');
  });

  it('leaves out what there is not, and names the last run', () => {
    expect(text()).toMatch(/^ *trained by +01JD0000000000000000000002$/m);
    expect(text()).toMatch(/^ *learned from +churn-history@2$/m);
    expect(text()).not.toMatch(/compared on|rollout/);
    expect(text({ steps: [], comparison: null, understudies: [] })).not.toMatch(
      /Steps|On the newest rows|Ready to stand in/,
    );
  });

  it('tells every way that was tried where there were two', () => {
    const over = { start: 'over', version: 4, message: 'It is.', gain: null } as const;
    const gain = { value: 0.02, low: 0.01, high: 0.03 };
    expect(text({ tried: [over] })).not.toContain('Tried');
    const both = text({
      tried: [
        {
          start: 'fine-tune',
          version: null,
          message: 'The champion cannot be fine-tuned.',
          gain: null,
        },
        { ...over, gain },
      ],
    });
    expect(both).toMatch(/fine-tune: The champion cannot be fine-tuned\.$/m);
    expect(both).toMatch(/over: version 4, gain 0\.02000 \(0\.01000 to 0\.03000\)$/m);
  });

  it('tells each step with a sign, also the one under way', () => {
    expect(matching(/gather/)).toEqual([
      expect.stringMatching(/2026-03-09T06:00Z {2}✓ gather: 500 rows/),
    ]);
    expect(matching(/… train/)).toEqual([expect.stringMatching(/train: under way$/)]);
  });

  it('compares with the interval and its level, and where the challenger loses', () => {
    expect(matching(/^ *gain +-/)).toEqual([
      expect.stringMatching(/-0\.01000 \(-0\.03000 to 0\.01000\) at 98\.33 %$/),
    ]);
    expect(matching(/plan: basic/)).toEqual([expect.stringMatching(/80 .* worse *$/)]);
    expect(matching(/plan: family/)).toEqual([expect.stringMatching(/ no *$/)]);
    expect(matching(/premium/)).toEqual([]);
  });

  it('says what to type where there is none', () => {
    expect(renderRetrainings.list({ items: [] }, look)).toContain(
      'kaizen retrainings start ENDPOINT',
    );
  });

  it('says which version answers while one stands in, and after it', () => {
    const standIn = {
      ...{ id: 's', endpoint: 'churn', column: 'calls', from: 3, to: 5, status: 'standing' },
      ...{ cause: 'The sensor is dead.', startedAt: at, endedAt: null, who: 'ada', note: '' },
    } as const;
    const show = (over: object) =>
      renderRetrainings['stand-in']({ ...standIn, ...over } as never, look);
    expect(show({})).toMatch(/answers now +version 5$/m);
    expect(show({ status: 'ended', endedAt: at })).toMatch(/answers now +version 3$/m);
    expect(show({ status: 'void' })).toMatch(/answers now +another version/m);
  });
});
