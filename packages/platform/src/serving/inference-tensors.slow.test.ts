import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { status } from '@grpc/grpc-js';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import expected from '../../../../test/reference/onnx/expected.json' with { type: 'json' };
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { createLog } from '../kit/index.ts';
import { type RunningServer, startServer } from '../server/index.ts';
import { connectGrpc } from '../testing/grpc-client.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';

const fileOf = (name: string) =>
  fileURLToPath(new URL(`../../../../test/reference/onnx/models/${name}.onnx`, import.meta.url));

/** The reference answers are those of onnxruntime in Python. */
const { inputs, outputs } = expected.cubes;
const IMAGE = { name: 'image', ...inputs.image, data: inputs.image.values };
const SUMS = outputs.sums;

describe('models of tensors', () => {
  let app: SampleApp;
  let server: RunningServer;
  beforeAll(async () => {
    app = await openSampleApp();
    await app.handlers.models.import({ path: fileOf('cubes'), name: 'cubes' });
    server = await startServer(app, { port: 0, log: createLog({ level: 'silent' }) });
  });
  afterAll(async () => {
    await server.close();
    await app.dispose();
    await rm(app.home, { recursive: true, force: true });
  });

  const ask = async (path: string, body?: unknown) => {
    const answer = await fetch(`${server.url}/v2/models/cubes${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };

  it('tell of the tensors in their file', async () => {
    const { body } = await ask('');
    expect(body).toMatchObject({
      ...{ name: 'cubes', versions: ['1'], platform: 'onnx_onnxv1' },
      inputs: [{ name: 'image', datatype: 'FP32', shape: [-1, 2, 3] }],
      outputs: [{ name: 'sums', datatype: 'FP32' }],
    });
    expect((await ask('/config')).body).toMatchObject({ backend: 'onnxruntime' });
    expect((await ask('/ready')).status).toBe(200);
  });

  it('answer the tensors that onnxruntime answers, over HTTP and gRPC', async () => {
    const { body } = await ask('/infer', { inputs: [IMAGE] });
    expect(body.outputs).toMatchObject([{ name: 'sums', shape: SUMS.shape, data: SUMS.values }]);
    const client = connectGrpc(`127.0.0.1:${server.port}`);
    const { name, datatype, shape } = IMAGE;
    const called = await client.call('ModelInfer', {
      model_name: 'cubes',
      inputs: [{ name, datatype, shape }],
      raw_input_contents: [Buffer.from(Float32Array.from(IMAGE.data).buffer)],
    });
    client.close();
    expect(called.code).toBe(status.OK);
    const [raw] = called.response.raw_output_contents as Buffer[];
    expect(raw).toEqual(Buffer.from(Float32Array.from(SUMS.values).buffer));
    const { body: counted } = await ask('/stats');
    expect(counted.model_stats[0]).toMatchObject({ inference_count: 8, execution_count: 2 });
  });

  it('are logged row by row, as the policy of their endpoint lets them be, and get labels', async () => {
    const image = inputs.image.values;
    const { handlers } = app;
    const list = async () =>
      (await handlers.predictions.list({ name: 'cubes', kind: 'answer', limit: 1 })).items[0];
    const { body } = await ask('/infer', { inputs: [IMAGE], parameters: { entity: 'ada' } });
    expect(
      await handlers.predictions.label({
        name: 'cubes',
        labels: [{ requestId: body.id, row: 4, label: 'right' }],
      }),
    ).toMatchObject({ nKept: 1, nUnknown: 0 });
    const logged = await list();
    expect(logged).toMatchObject({
      ...{ requestId: body.id, endpoint: 'cubes', version: 1, entity: 'ada', predictions: [] },
      labels: [null, null, null, { label: 'right' }],
    });
    expect(logged?.rows.map((row) => row.image)).toEqual(
      [0, 6, 12, 18].map((at) => [image.slice(at, at + 3), image.slice(at + 3, at + 6)]),
    );
    expect(logged?.outputs?.flatMap(({ sums }) => sums)).toEqual(SUMS.values);
    expect(logged?.latencyMs).toBeGreaterThan(0);
    const shown = await handlers.predictions.show({ requestId: body.id });
    expect(shown.items).toEqual([logged]);

    const configure = (settings: object) =>
      handlers.endpoints.configure({ name: 'cubes', settings: EndpointSettings.parse(settings) });
    await configure({ log: { redact: { image: 'hash', sums: 'drop' }, sample: 1 } });
    await ask('/infer', { inputs: [IMAGE] });
    const redacted = await list();
    expect(redacted?.rows).toEqual(
      Array(4).fill({ image: expect.stringMatching(/^p_[0-9a-f]{32}$/) }),
    );
    expect(redacted?.outputs).toEqual([{}, {}, {}, {}]);
    await configure({ log: { sample: 1e-12 } });
    await ask('/infer', { inputs: [IMAGE] });
    expect((await list())?.requestId).toBe(redacted?.requestId);
    const refused = configure({ door: { range: 'refuse' }, cache: { seconds: 60 } });
    expect(await rejectionOf(refused)).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message:
        'The settings of "cubes", which takes tensors, must be of `log` alone, got "door" and "cache".',
    });
  });

  it('refuse tensors that are not theirs, outputs that are not there, rows and explanations', async () => {
    const wrong = await ask('/infer', { inputs: [{ ...IMAGE, shape: [4, 3, 2] }] });
    expect([wrong.status, wrong.body.error]).toEqual([
      422,
      'The tensors do not fit the model: input "image" must be of shape [-1, 2, 3], got [4, 3, 2]. The model takes "image" (FP32 [-1, 2, 3]).',
    ]);
    expect((await ask('/infer', { inputs: [IMAGE], outputs: [{ name: 'other' }] })).status).toBe(
      400,
    );
    const explained = await ask('/explain', { inputs: [IMAGE] });
    expect([explained.status, explained.body.error]).toEqual([
      409,
      'The model "cubes" must answer rows to be explained, got one that takes tensors. Export it with one input per column.',
    ]);
  });
});
