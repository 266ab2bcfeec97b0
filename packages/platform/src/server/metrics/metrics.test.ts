import { EndpointSettings } from '@kaizenml/contracts/operations';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../kit/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, startServer } from '../server.ts';

describe('/metrics', () => {
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

  const predict = async (name: string, rows: unknown[]) => {
    const response = await fetch(`${server.url}/api/v1/models/${name}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rows }),
    });
    await response.text();
    return response.status;
  };
  /** Samples by series, without those that change by themselves. */
  const figures = async (): Promise<Map<string, number>> => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(
      samples.map((line) => {
        const at = line.lastIndexOf(' ');
        return [line.slice(0, at), Number(line.slice(at + 1))];
      }),
    );
  };
  const row = { months: 3, plan: 'basic', calls: 4 };

  it('counts rows and requests by endpoint and version, under our names and under those of Triton', async () => {
    for (const nRows of [1, 3]) expect(await predict('churn', Array(nRows).fill(row))).toBe(200);
    const found = await figures();
    const model = '{model="churn",version="1"}';
    expect(found.get('kaizen_predictions_total{endpoint="churn",version="1"}')).toBe(4);
    expect(found.get(`nv_inference_count${model}`)).toBe(4);
    expect(found.get(`nv_inference_request_success${model}`)).toBe(2);
    expect(found.get(`nv_inference_exec_count${model}`)).toBe(2);
    expect(found.get('nv_inference_pending_request_count')).toBe(0);
    const [request = 0, compute = 0, queue] = ['request', 'compute_infer', 'queue'].map((part) =>
      found.get(`nv_inference_${part}_duration_us${model}`),
    );
    expect(compute).toBeGreaterThan(0);
    expect(request).toBeGreaterThanOrEqual(compute);
    expect(queue).toBe(0);
  });

  it('says of the endpoints that remember answers how often they knew one, and nothing of others', async () => {
    const cacheFigures = async () =>
      [...(await figures())].filter(([series]) => series.startsWith('kaizen_cache_'));
    expect(await predict('churn', [row])).toBe(200);
    expect(await cacheFigures()).toEqual([]);
    const settings = EndpointSettings.parse({ cache: { seconds: 60 } });
    await app.handlers.endpoints.configure({ name: 'churn', settings });
    for (const nRows of [1, 3]) expect(await predict('churn', Array(nRows).fill(row))).toBe(200);
    expect(await cacheFigures()).toEqual([
      ['kaizen_cache_hits_total{endpoint="churn"}', 3],
      ['kaizen_cache_misses_total{endpoint="churn"}', 1],
      ['kaizen_cache_rows{endpoint="churn"}', 1],
      ['kaizen_cache_bytes{endpoint="churn"}', expect.toSatisfy((n) => n > 100 && n < 2000)],
    ]);
  });

  it('counts failures by route and code, and by model only where the name is known', async () => {
    expect(await predict('churn', [{ months: 'many' }])).toBe(422);
    expect(await predict('churn', [row])).toBe(200);
    expect(await predict('churn@champion', [{ months: 'many' }])).toBe(422);
    expect(await predict('anyone-may-write-this', [row])).toBe(404);
    const found = await figures();
    const route = '/api/v1/models/:name/predict';
    expect(found.get(`kaizen_errors_total{route="${route}",code="INPUT_SCHEMA_MISMATCH"}`)).toBe(2);
    expect(found.get(`kaizen_errors_total{route="${route}",code="MODEL_NOT_FOUND"}`)).toBe(1);
    expect(found.get('nv_inference_request_failure{model="churn",reason="OTHER"}')).toBe(1);
    expect([...found.keys()].filter((series) => series.includes('anyone'))).toEqual([]);
    for (const [status, n] of [
      [200, 1],
      [404, 1],
      [422, 2],
    ])
      expect(
        found.get(
          `http_request_duration_seconds_count{method="POST",route="${route}",status="${status}"}`,
        ),
      ).toBe(n);
  });

  it('labels routes by their names alone, whatever a part of them must look like', async () => {
    await fetch(`${server.url}/v1/models/churn:predict`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ instances: [row] }),
    });
    const route = 'method="POST",route="/v1/models/:name::predict",status="200"';
    expect((await figures()).get(`http_request_duration_seconds_count{${route}}`)).toBe(1);
  });

  it('has one series for addresses that nothing answers', async () => {
    for (const path of ['/api/a', '/api/b']) await (await fetch(server.url + path)).text();
    for (const path of ['/api/a', '/api/b'])
      await (await fetch(server.url + path, { method: 'DELETE' })).text();
    const found = await figures();
    expect(
      [...found.keys()].filter((series) => /_count\{.*route="none"/.test(series)),
    ).toHaveLength(1);
  });

  it('says how full and how busy the server is', async () => {
    const found = await figures();
    expect(found.get('kaizen_requests_in_flight')).toBe(0);
    expect(found.get('kaizen_requests_waiting')).toBe(0);
    expect(found.get('kaizen_requests_refused_total')).toBe(0);
    expect(found.get('kaizen_access_log_dropped_total')).toBe(0);
    expect(found.get('kaizen_event_loop_active_seconds_total')).toBeGreaterThan(0);
    expect(found.get('kaizen_event_loop_idle_seconds_total')).toBeGreaterThanOrEqual(0);
    expect(found.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
  });
});
