import { readdir } from 'node:fs/promises';
import http from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { ask, type ServeProcess, startServe } from '../../testing/serve-process.ts';

const ROW = { months: 3, plan: 'basic', calls: 4 };
const PREDICT = '/api/v1/models/churn/predict';
const N_CONNECTIONS = 16;

let app: SampleApp;
let server: ServeProcess;
let agent: http.Agent;

beforeAll(async () => {
  app = await openSampleApp();
});
afterAll(() => app.dispose());
beforeEach(() => {
  agent = new http.Agent({ keepAlive: true, maxSockets: N_CONNECTIONS });
});
afterEach(async () => {
  agent.destroy();
  server.child.kill('SIGTERM');
  await server.ended;
});

const predict = () => ask(`${server.url}${PREDICT}`, { agent, body: { rows: [ROW] } });

/** Sends so many requests over all connections at once. */
async function predictMany(n: number) {
  let left = n;
  const answers: Awaited<ReturnType<typeof predict>>[] = [];
  const work = async () => {
    while (left-- > 0) answers.push(await predict());
  };
  await Promise.all(Array.from({ length: N_CONNECTIONS }, work));
  return answers;
}

const api = async (path: string) => (await ask(`${server.url}${path}`)).body as never;

/** The value of a sample, by the text before it. */
function sampleOf(metrics: string, head: string): number {
  const line = metrics.split('\n').find((each) => each.startsWith(`${head} `));
  return Number(line?.slice(head.length + 1));
}

describe('kaizen serve --workers 2', { timeout: 240_000 }, () => {
  it('answers on all workers, and every figure is that of the server', async () => {
    server = await startServe(app.home, '--workers', '2', '--json');
    expect(JSON.parse(server.written.stdout)).toMatchObject({ url: server.url, workers: 2 });
    expect(server.workers()).toHaveLength(2);
    const answers = await predictMany(400);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const ids = new Set(answers.map(({ body }) => (body as { requestId: string }).requestId));
    expect(ids.size).toBe(400);
    const logged = await app.predictionLog.newest('churn', 1000);
    expect(new Set(logged.map(({ requestId }) => requestId))).toEqual(ids);
    const days = await readdir(join(app.capturePath, 'churn'));
    const [folder = ''] = days;
    expect(await readdir(join(app.capturePath, 'churn', folder))).toHaveLength(2);

    for (let i = 0; i < 4; i++) {
      const metrics = String((await ask(`${server.url}/metrics`)).body);
      expect(sampleOf(metrics, 'kaizen_predictions_total{endpoint="churn",version="1"}')).toBe(400);
      const route = 'method="POST",route="/api/v1/models/:name/predict",status="200"';
      expect(sampleOf(metrics, `http_request_duration_seconds_count{${route}}`)).toBe(400);
      expect(metrics).toMatch(/^process_resident_memory_bytes\{worker="1"\} \d/m);
      expect(metrics).toMatch(/^process_resident_memory_bytes\{worker="2"\} \d/m);
      expect(sampleOf(metrics, 'kaizen_workers')).toBe(2);
      const stats = await api('/v2/models/churn/stats');
      expect(stats).toMatchObject({ model_stats: [{ inference_count: 400 }] });
      expect(stats).toMatchObject({
        model_stats: [{ inference_stats: { success: { count: 400 } } }],
      });
      const traffic = await api('/api/v1/endpoints/churn/traffic?window=minutes');
      expect(traffic).toMatchObject({ versions: [{ version: 1, nRequests: 400, nRows: 400 }] });
      expect(await api('/api/v1/endpoints/churn')).toMatchObject({ recent: { nRequests: 400 } });
      expect(await api('/api/v1/health')).toMatchObject({
        workers: { n: 2, nReady: 2, nReplaced: 0 },
      });
    }
  });
});
