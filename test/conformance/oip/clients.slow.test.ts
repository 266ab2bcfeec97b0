import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openSampleApp,
  type SampleApp,
} from '../../../packages/platform/src/testing/sample-app.ts';
import { registerSampleModel } from '../../../packages/platform/src/testing/sample-model.ts';
import { type Asked, askOthers, askTritonclient, whyNoTritonclient } from './ask-clients.ts';

const BIN = fileURLToPath(new URL('../../../packages/platform/bin/kaizen.js', import.meta.url));
const RECORDS = [
  { months: 3, plan: 'basic', calls: 2 },
  { months: 60, plan: 'premium', calls: null },
  { months: 7, plan: 'family', calls: 31 },
];

interface Answered {
  readonly predictions: readonly {
    readonly prediction: string;
    readonly probabilities: Readonly<Record<string, number>>;
  }[];
}

const reason = whyNoTritonclient();

describe(`clients of others${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  let app: SampleApp;
  let server: ChildProcess;
  let asked: Asked;
  beforeAll(async () => {
    if (reason !== undefined) return;
    app = await openSampleApp();
    await registerSampleModel(app, {
      name: 'doubting',
      doubt: () => ({
        classSets: { nRows: 500, thresholds: [{ level: 0.9, least: 0.2 }] },
        weakSegments: [
          { column: 'plan', level: 'premium', nRows: 80, loss: 0.35, lossElsewhere: 0.1 },
        ],
      }),
    });
    server = spawn(process.execPath, ['--conditions=source', BIN, 'serve', '--port', '0'], {
      env: { ...process.env, KAIZEN_HOME: app.home, KAIZEN_TOKEN: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(server.stdout ?? server, 'data');
    const url = String(line).trim();
    const answer = await fetch(`${url}/api/v1/models/doubting/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rows: RECORDS }),
    });
    const { predictions } = (await answer.json()) as Answered;
    asked = {
      ...{ address: new URL(url).host, model: 'doubting', records: RECORDS },
      outputs: {
        prediction: predictions.map(({ prediction }) => prediction),
        probabilities: predictions.flatMap(({ probabilities }) => [
          probabilities.no,
          probabilities.yes,
        ]),
      },
    };
  });
  afterAll(async () => {
    if (reason !== undefined) return;
    server.kill('SIGTERM');
    await once(server, 'close');
    await app.dispose();
  });

  it.skipIf(reason !== undefined)(
    'tritonclient finds every promise of the protocol kept over HTTP and gRPC',
    async () => {
      const checked = await askTritonclient(asked);
      expect(checked.filter(({ ok }) => !ok)).toEqual([]);
      expect(checked.length).toBeGreaterThanOrEqual(36);
    },
  );

  it.skipIf(reason !== undefined)(
    'those of KServe, MLflow, SageMaker and the specification are answered as by their own servers',
    async () => {
      const checked = await askOthers(asked);
      expect(checked.filter(({ ok }) => !ok)).toEqual([]);
      expect(checked.length).toBe(6);
    },
  );
});
