import { readFile } from 'node:fs/promises';
import { asId, type ModelName } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../kit/index.ts';
import { startState } from '../../monitors/state.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, startServer } from '../server.ts';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly targets?: readonly { readonly refId: string; readonly expr: string }[];
}

const file = new URL('../../../../../deploy/grafana/kaizenml-monitors.json', import.meta.url);
const dashboard = JSON.parse(await readFile(file, 'utf8')) as {
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly definition?: string }[];
  };
};
const questions = [
  ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...dashboard.templating.list.flatMap(({ definition = '' }) => [definition]),
];
/** Names of series, with the labels that are asked of them. */
const asked = questions.flatMap((expr) =>
  [...expr.matchAll(/\b((?:kaizen|nv|http|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', labels = '']) => ({
      name,
      labels: [...labels.matchAll(/(\w+)\s*[=!]~?\s*"/g)].map(([, label = '']) => label),
    }),
  ),
);

describe('the dashboard for Grafana', () => {
  let app: SampleApp;
  let server: RunningServer;
  let lines: readonly string[];

  beforeAll(async () => {
    app = await openSampleApp();
    server = await startServer(app, { port: 0, log: createLog({ level: 'silent' }) });
    const { monitors } = app.store;
    const monitor = await monitors.ensure('endpoint:churn', {
      settings: null,
      state: startState(0.05),
    });
    await monitors.keepVerdict(monitor, {
      verdict: {
        ...{ start: '2026-03-02T00:00:00.000Z', end: '2026-03-02T01:00:00.000Z', version: 1 },
        ...{ nRows: 400, status: 'drift' },
        findings: [
          {
            ...{ check: 'inputs', column: 'plan', measure: 'jensenshannon', effect: 0.4 },
            ...{ pValue: 0.001, verdict: 'drift', why: null },
          },
        ],
      },
      ...{ state: startState(0.05), raise: [], resolve: [] },
    });
    const { retrainings } = app.store;
    const begun = await retrainings.begin({
      ...{ endpoint: asId<ModelName>('churn'), key: 'k', trigger: 'drift', cause: 'It moved.' },
      asked: { champion: 1, since: null, without: [], dataset: null, who: null },
    });
    if ('record' in begun) await retrainings.change(begun.record, { status: 'promoted' });
    for (const months of [3, 'many'])
      await fetch(`${server.url}/api/v1/models/churn/predict`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rows: [{ months, plan: 'basic', calls: 4 }] }),
      });
    lines = (await (await fetch(`${server.url}/metrics`)).text()).split('\n');
  });
  afterAll(async () => {
    await server.close();
    await app.dispose();
  });

  it('is of the schema that Grafana 10.4 writes', () => {
    expect(dashboard.schemaVersion).toBe(39);
    expect(asked.length).toBeGreaterThan(15);
  });

  it.each([...new Set(asked.map(({ name }) => name))])(
    'asks for %s, which a server tells',
    (name) => {
      const series = lines.filter(
        (line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `),
      );
      expect(series.length).toBeGreaterThan(0);
      const labels = asked.filter((each) => each.name === name).flatMap((each) => each.labels);
      for (const label of labels)
        expect(series.some((line) => line.includes(`${label}="`))).toBe(true);
    },
  );

  it('has panels of their own ids and places, each with a title and a question', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const taken = new Set<string>();
    for (const { title, type, targets = [], gridPos } of panels) {
      expect(title).not.toBe('');
      expect(targets.length > 0).toBe(type !== 'row');
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x} ${y}`)).toBe(false);
          taken.add(`${x} ${y}`);
        }
    }
  });
});
