import type { InputField } from '../signature.ts';
import { pythonLiteral } from './literals.ts';
import type { RequestSample, SampleRequest } from './request-sample.ts';

/** With Triton's client, over the Open Inference Protocol. */
export function tritonSample({ url, model, question }: SampleRequest): RequestSample | undefined {
  if (question.kind !== 'row') return undefined;
  const { inputs, row } = question;
  const [name = '', version] = model.split('/');
  const columns = inputs.filter(({ name: column }) => row[column] != null);
  const tensors = columns.map(({ name: column, kind }) => {
    const { value, datatype, type } = toTensor(kind, row[column]);
    return `    (${JSON.stringify(column)}, ${pythonLiteral(value, 4)}, ${JSON.stringify(datatype)}, ${type}),`;
  });
  const isSecure = url.startsWith('https://');
  return {
    ...{ id: 'python-triton', title: 'Triton', language: 'python' },
    code: [
      'import os',
      '',
      'import numpy as np',
      'import tritonclient.http as triton',
      '',
      `client = triton.InferenceServerClient(${JSON.stringify(url.replace(/^https?:\/\//, ''))}${isSecure ? ', ssl=True' : ''})`,
      'columns = [',
      ...tensors,
      ']',
      'inputs = []',
      'for name, value, datatype, dtype in columns:',
      '    tensor = triton.InferInput(name, [1], datatype)',
      '    tensor.set_data_from_numpy(np.array([value], dtype=dtype))',
      '    inputs.append(tensor)',
      'answer = client.infer(',
      `    ${JSON.stringify(name)},`,
      '    inputs,',
      ...(version === undefined ? [] : [`    model_version=${JSON.stringify(version)},`]),
      `    headers={"authorization": f"Bearer {os.environ.get('KAIZEN_KEY', '')}"},`,
      ')',
      'print(answer.as_numpy("prediction"))',
    ].join('\n'),
    needs: '`pip install "tritonclient[http]"`',
  };
}

interface Tensor {
  readonly value: unknown;
  readonly datatype: string;
  /** Of NumPy. */
  readonly type: string;
}

function toTensor(kind: InputField['kind'], value: unknown): Tensor {
  if (kind === 'number' && typeof value === 'number')
    return { value, datatype: 'FP64', type: 'np.float64' };
  if (kind === 'boolean' && /^(true|false)$/i.test(String(value)))
    return { value: /^true$/i.test(String(value)), datatype: 'BOOL', type: 'np.bool_' };
  return { value: String(value), datatype: 'BYTES', type: 'np.object_' };
}
