import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InputField, Prediction, Row, Signature } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createInferenceGrpc,
  type GrpcServer,
} from '../../../packages/platform/src/serving/oip/grpc/index.ts';
import { askTritonclient, type Checked, whyNoTritonclient } from './ask-tritonclient.ts';
import { mountHttp } from './mount-http.ts';
import { sampleHandlers } from './sample-handlers.ts';

const field = (name: string, kind: InputField['kind']): InputField => ({
  name,
  kind,
  required: true,
  shareMissing: 0,
  typical: null,
});
const signature: Signature = {
  inputs: [
    field('age', 'number'),
    field('plan', 'category'),
    field('active', 'boolean'),
    field('joined', 'date'),
  ],
  output: { name: 'churned', task: 'binary', classes: ['no', 'yes'] },
};

/** A formula in which every column counts, and a missing age is one. */
const predict = ({ age, plan, active, joined }: Row): Prediction => {
  const share = typeof age === 'number' ? Math.min(age, 100) / 200 : 0.25;
  const yes = share + (plan === 'größe 😀' ? 0.25 : 0) + (active === true ? 0.125 : 0);
  const moved = yes + (joined === null ? 0.0625 : 0);
  return {
    prediction: moved > 0.5 ? 'yes' : 'no',
    probabilities: { no: 1 - moved, yes: moved },
  };
};
const rows: readonly Row[] = [
  { age: 31.5, plan: 'basic', active: true, joined: '2024-05-31' },
  { age: null, plan: 'größe 😀', active: false, joined: '2023-01-02' },
  { age: 99, plan: 'basic', active: true, joined: null },
];
const answers = rows.map(predict);

const reason = whyNoTritonclient();

describe(`tritonclient${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  let http: Server;
  let grpc: GrpcServer;
  let checked: readonly Checked[] = [];
  beforeAll(async () => {
    if (reason !== undefined) return;
    const handlers = sampleHandlers({ name: 'churn', signature, predict });
    http = mountHttp(handlers);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    grpc = createInferenceGrpc(handlers);
    checked = await askTritonclient({
      http: `127.0.0.1:${(http.address() as AddressInfo).port}`,
      grpc: `127.0.0.1:${await grpc.listen({ port: 0 })}`,
      model: 'churn',
      columns: Object.fromEntries(
        signature.inputs.map(({ name }) => [name, rows.map((row) => row[name])]),
      ),
      outputs: {
        prediction: answers.map(({ prediction }) => prediction),
        probabilities: answers.flatMap(({ probabilities }) => Object.values(probabilities ?? {})),
      },
    });
  });
  afterAll(async () => {
    if (reason !== undefined) return;
    http.closeAllConnections();
    http.close();
    await grpc.close();
  });

  it.skipIf(reason !== undefined)('finds every promise of the protocol kept on both wires', () => {
    expect(checked.filter(({ ok }) => !ok)).toEqual([]);
    expect(checked.length).toBeGreaterThanOrEqual(34);
  });
});
