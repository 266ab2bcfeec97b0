import type { SampleRequest } from './request-sample.ts';

/** A request of the API: where it goes, and its body. */
export interface NativeRequest {
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The request of our own API, or for tensors that of the Open Inference Protocol. */
export function nativeRequest({ url, model, question }: SampleRequest): NativeRequest {
  const place = `${url}/api/v1/models/${encodeURIComponent(model)}`;
  switch (question.kind) {
    case 'row':
      return { url: `${place}/predict`, body: { rows: [question.row] } };
    case 'forecast':
      return { url: `${place}/forecast`, body: { horizon: question.horizon } };
    case 'tensors': {
      const [name, version] = model.split('/');
      const versions = version === undefined ? '' : `/versions/${version}`;
      const inputs = question.tensors.map((tensor) => {
        const shape = tensor.shape.map((length) => (length < 0 ? 1 : length));
        const size = shape.reduce((product, length) => product * length, 1);
        return { ...tensor, shape, data: new Array(size).fill(zeroOf(tensor.datatype)) };
      });
      return { url: `${url}/v2/models/${name}${versions}/infer`, body: { inputs } };
    }
  }
}

function zeroOf(datatype: string): unknown {
  if (datatype === 'BYTES') return '';
  return datatype === 'BOOL' ? false : 0;
}
