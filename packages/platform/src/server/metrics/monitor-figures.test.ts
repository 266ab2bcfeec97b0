import { EndpointSettings } from '@kaizenml/contracts/operations';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../kit/index.ts';
import type { Finding } from '../../monitors/finding.ts';
import { startState } from '../../monitors/state.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, startServer } from '../server.ts';

const subject = 'endpoint:churn';
const end = '2026-03-02T01:00:00.000Z';
const alert = { subject, message: 'm', hint: 'h', details: {} } as const;
const findingOf = (i: number): Finding => ({
  ...{ check: 'inputs', column: `c"${i}"`, measure: 'ks', effect: i / 100, pValue: 0.001 },
  ...{ verdict: i === 3 ? 'drift' : 'calm', why: null },
});

describe('figures of monitors', () => {
  let app: SampleApp;
  let server: RunningServer;
  beforeEach(async () => {
    app = await openSampleApp();
    server = await startServer(app, { port: 0, log: createLog({ level: 'silent' }) });
  });
  afterEach(async () => {
    await server.close();
    await app.dispose();
  });

  const samples = async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return text.split('\n').filter((line) => /^kaizen_(monitor|alerts)/.test(line));
  };
  const judge = async (findings: readonly Finding[]) => {
    const { monitors } = app.store;
    const monitor = await monitors.ensure(subject, { settings: null, state: startState(0.05) });
    await monitors.keepVerdict(monitor, {
      verdict: {
        ...{ start: '2026-03-02T00:00:00.000Z', end, version: 1, nRows: 412 },
        ...{ status: 'drift', findings },
      },
      state: startState(0.05),
      raise: [
        { ...alert, key: 'a', severity: 'error' },
        { ...alert, key: 'b', severity: 'warning' },
        { ...alert, key: 'c', severity: 'warning' },
      ],
      resolve: [],
    });
  };

  it('say nothing of endpoints before anything is watched', async () => {
    const found = await samples();
    expect(found[0]).toBe('kaizen_monitors_readable 1');
    expect(found.filter((line) => !line.startsWith('kaizen_alerts{'))).toHaveLength(1);
  });

  it('tell the last verdict of an endpoint, its columns, and alerts by severity', async () => {
    await judge([1, 3, 2].map(findingOf));
    const found = await samples();
    for (const line of [
      'kaizen_monitor_status{endpoint="churn",status="drift"} 1',
      'kaizen_monitor_status{endpoint="churn",status="alarm"} 0',
      'kaizen_monitor_watched_columns{endpoint="churn"} 3',
      'kaizen_monitor_drifted_columns{endpoint="churn"} 1',
      'kaizen_monitor_verdict_rows{endpoint="churn"} 412',
      `kaizen_monitor_verdict_timestamp_seconds{endpoint="churn"} ${Date.parse(end) / 1000}`,
      'kaizen_monitor_least_effect{endpoint="churn"} 0.1',
      'kaizen_monitor_column_effect{endpoint="churn",check="inputs",column="c\\"3\\"",measure="ks"} 0.03',
      'kaizen_alerts{severity="error",status="open"} 1',
      'kaizen_alerts{severity="warning",status="open"} 2',
      'kaizen_alerts{severity="warning",status="acknowledged"} 0',
      'kaizen_alerts{severity="info",status="open"} 0',
    ])
      expect(found).toContain(line);
  });

  it('have fifty series of columns at most: what drifts, then what moved furthest', async () => {
    await judge(Array.from({ length: 120 }, (_, i) => findingOf(i)));
    const columns = (await samples()).filter((line) => line.includes('column_effect'));
    expect(columns).toHaveLength(50);
    expect(columns[0]).toContain('column="c\\"3\\""');
    expect(columns.at(-1)).toContain('column="c\\"71\\""');
  });

  it('say of a paused monitor that it is', async () => {
    await judge([]);
    const settings = EndpointSettings.parse({ monitoring: { paused: true } });
    await app.handlers.endpoints.configure({ name: 'churn', settings });
    expect(await samples()).toContain('kaizen_monitor_status{endpoint="churn",status="paused"} 1');
  });
});
