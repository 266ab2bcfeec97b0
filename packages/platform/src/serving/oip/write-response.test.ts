import type { Signature } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import type { Datatype } from '../../runtimes/index.ts';
import { answerTensors } from './answer-tensors.ts';
import { classify } from './classify.ts';
import { DATATYPE_NAMES } from './datatypes.ts';
import { elementAt } from './element-at.ts';
import type { InferRequest } from './infer-request.ts';
import { ARRAYS, makeValues } from './make-values.ts';
import { LENGTH_HEADER, parseInferRequest } from './parse-infer-request.ts';
import { assertOutputs } from './select-outputs.ts';
import type { NamedTensor } from './tensor.ts';
import { writeInferResponse } from './write-response.ts';

const asked = (more: Partial<InferRequest> = {}): InferRequest => ({
  parameters: {},
  tensors: [],
  binaryOutput: false,
  ...more,
});
const text = (body: Uint8Array) => new TextDecoder().decode(body);
const signature: Pick<Signature, 'output'> = {
  output: { name: 'churned', task: 'binary', classes: ['no', 'yes'] },
};
const outputs = answerTensors(signature, [
  { prediction: 'yes', probabilities: { no: 0.25, yes: 0.75 } },
  { prediction: 'no', probabilities: { no: 0.5, yes: 0.5 } },
]);

describe('an answer', () => {
  it('is JSON with the id of the caller, or else its own', () => {
    const answer = { modelName: 'churn', modelVersion: '3', requestId: 'r-9', outputs };
    const { headers, body } = writeInferResponse(answer, asked());
    expect(headers).toEqual({ 'content-type': 'application/json' });
    expect(text(body)).toBe(
      '{"model_name":"churn","model_version":"3","id":"r-9","outputs":[' +
        '{"name":"prediction","datatype":"BYTES","shape":[2],"data":["yes","no"]},' +
        '{"name":"probabilities","datatype":"FP64","shape":[2,2],"parameters":{"classes":"[\\"no\\",\\"yes\\"]"},"data":[0.25,0.75,0.5,0.5]}]}',
    );
    const echoed = writeInferResponse(answer, asked({ id: 'mine' }));
    expect(JSON.parse(text(echoed.body))).toMatchObject({ id: 'mine' });
  });

  it('has the outputs that were asked for, in their order and form', () => {
    const { headers, body } = writeInferResponse(
      { modelName: 'churn', outputs },
      asked({
        binaryOutput: true,
        outputs: [
          { name: 'probabilities', classification: 1 },
          { name: 'prediction', binary: false },
        ],
      }),
    );
    const written =
      '{"model_name":"churn","outputs":[' +
      '{"name":"probabilities","datatype":"BYTES","shape":[2,1],"parameters":{"classes":"[\\"no\\",\\"yes\\"]","binary_data_size":26}},' +
      '{"name":"prediction","datatype":"BYTES","shape":[2],"data":["yes","no"]}]}';
    expect(headers).toEqual({
      'content-type': 'application/octet-stream',
      [LENGTH_HEADER]: String(written.length),
    });
    expect(text(body.subarray(0, written.length))).toBe(written);
    expect([...body.subarray(written.length)]).toEqual([
      ...[10, 0, 0, 0, ...Buffer.from('0.75:1:yes')],
      ...[8, 0, 0, 0, ...Buffer.from('0.5:0:no')],
    ]);
  });

  it('has no number that JSON does not', () => {
    const tensors: NamedTensor[] = [
      { name: 'a', datatype: 'FP32', shape: [2], values: Float32Array.of(Number.NaN, 0.5) },
      { name: 'b', datatype: 'UINT64', shape: [1], values: BigUint64Array.of(2n ** 64n - 1n) },
      { name: 'c', datatype: 'BOOL', shape: [2], values: Uint8Array.of(0, 1) },
      { name: 'd', datatype: 'FP16', shape: [1], values: Uint16Array.of(0x3c00) },
    ];
    const { body } = writeInferResponse({ modelName: 'm', outputs: tensors }, asked());
    expect(text(body).match(/"data":\[[^\]]*\]/g)).toEqual([
      '"data":[null,0.5]',
      '"data":[18446744073709551615]',
      '"data":[false,true]',
      '"data":[1]',
    ]);
  });

  it('is read again as it was written, in both forms', () => {
    const column = fc.constantFrom(...DATATYPE_NAMES).chain((datatype: Datatype) =>
      (datatype === 'BYTES'
        ? fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 })
        : fc.uint8Array({ minLength: 8, maxLength: 64 }).map((bytes) => {
            const whole = bytes.slice(0, bytes.length - (bytes.length % 8));
            if (datatype === 'BOOL') return whole.map((byte) => byte % 2);
            return new ARRAYS[datatype](whole.buffer);
          })
      ).map((values): NamedTensor => ({ name: 'x', datatype, shape: [values.length], values })),
    );
    fc.assert(
      fc.property(column, fc.boolean(), (tensor, binaryOutput) => {
        const elements = tensor.values.length;
        const shown = (given: NamedTensor) =>
          Array.from({ length: elements }, (_, at) => {
            const element = elementAt(given, at);
            // JSON has neither infinities nor a sign of zero.
            if (typeof element !== 'number' || binaryOutput) return element;
            return Number.isFinite(element) ? element + 0 : Number.NaN;
          });
        const { headers, body } = writeInferResponse(
          { modelName: 'm', outputs: [tensor] },
          asked({ binaryOutput }),
        );
        const renamed = Buffer.from(
          Buffer.from(body).toString('latin1').replace('"outputs":', '"inputs" :'),
          'latin1',
        );
        const read = parseInferRequest(renamed, { jsonLength: headers[LENGTH_HEADER] });
        expect(shown(read.tensors[0])).toEqual(shown(tensor));
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('answers of other models', () => {
  it('have quantiles in the order of the levels, and what is said besides', () => {
    const quantiles = answerTensors(
      {
        output: { name: 'y', task: 'regression', aim: 'quantiles', quantiles: [0.1, 0.5, 0.9] },
      },
      [{ prediction: 2, quantiles: { '0.1': 1, '0.5': 2, '0.9': 3 } }],
    );
    expect(quantiles.map(({ values }) => values)).toEqual([
      Float64Array.of(2),
      Float64Array.of(1, 2, 3),
    ]);
    const anomalies = answerTensors(
      { output: { name: 'score', task: 'regression', unlabeled: 'anomalies' } },
      [
        { prediction: 0.9, beside: { is_anomaly: true, reasons: 'age is 900' } },
        { prediction: 0.5, beside: { is_anomaly: false, reasons: null } },
      ],
    );
    expect(anomalies.map(({ values }) => values)).toEqual([
      Float64Array.of(0.9, 0.5),
      Uint8Array.of(1, 0),
      ['age is 900', null],
    ]);
    expect(answerTensors(signature, []).map(({ shape }) => shape)).toEqual([[0], [0, 2]]);
  });
});

describe('classification', () => {
  const scores = (datatype: Datatype, elements: readonly (number | bigint)[]): NamedTensor => ({
    name: 's',
    datatype,
    shape: [2, 3],
    values: makeValues(datatype, elements),
  });

  it('gives the best first, the lower index among equals, and no more than there are', () => {
    expect(classify(scores('FP64', [0.1, 0.7, 0.2, 0.4, 0.2, 0.4]), 2)).toMatchObject({
      datatype: 'BYTES',
      shape: [2, 2],
      values: ['0.7:1', '0.2:2', '0.4:0', '0.4:2'],
    });
    expect(classify(scores('INT64', [3n, 1n, 2n, 0n, 0n, 9n]), 99)).toMatchObject({
      shape: [2, 3],
      values: ['3:0', '2:2', '1:1', '9:2', '0:0', '0:1'],
    });
    expect(classify(scores('FP32', [Number.NaN, 1, 2, 3, Number.NaN, 4]), 1).values).toEqual([
      '2:2',
      '4:2',
    ]);
  });
});

describe('outputs that are asked for', () => {
  it('must be there and have numbers to be classified', () => {
    const error = thrownBy(() =>
      assertOutputs(
        {
          outputs: [
            { name: 'probabilites' },
            { name: 'prediction', classification: 1 },
            { name: 'probabilities', classification: 1 },
          ],
        },
        outputs,
      ),
    );
    expect(error).toMatchObject({
      code: 'REQUEST_INVALID',
      details: {
        problems: [
          {
            path: 'outputs[0].name',
            problem:
              'must be one of prediction, probabilities, got "probabilites" (Did you mean "probabilities"?)',
          },
          {
            path: 'outputs[1].parameters.classification',
            problem: 'must be asked of an output of numbers, got "prediction"',
          },
        ],
      },
    });
    expect(thrownBy(() => classify(outputs[0], 1)).message).toBe(
      'The output "prediction" must be numbers to be classified, got BYTES.',
    );
  });
});
