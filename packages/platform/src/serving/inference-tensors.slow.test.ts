import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import expected from '../../../../test/reference/onnx/expected.json' with { type: 'json' };
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
