import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { SampleQuestion } from '@kaizenml/contracts/samples';

type Protocols = OutputOf<Operations['endpoints']['guide']>['protocols'];

/** What an endpoint answers besides our own API. */
export function otherProtocols({
  url,
  name,
  kind,
}: {
  readonly url: string;
  readonly name: string;
  readonly kind: SampleQuestion['kind'];
}): Protocols {
  if (kind === 'forecast') return [];
  const openInference: Protocols = [
    {
      name: 'Open Inference Protocol v2: metadata',
      method: 'GET',
      url: `${url}/v2/models/${name}`,
    },
    {
      name: 'Open Inference Protocol v2: infer',
      method: 'POST',
      url: `${url}/v2/models/${name}/infer`,
    },
  ];
  if (kind === 'tensors') return openInference;
  return [
    ...openInference,
    { name: 'KServe v1', method: 'POST', url: `${url}/v1/models/${name}:predict` },
    { name: 'MLflow', method: 'POST', url: `${url}/invocations?model=${name}` },
    { name: 'SageMaker', method: 'POST', url: `${url}/endpoints/${name}/invocations` },
    {
      name: 'Shapley values',
      method: 'POST',
      url: `${url}/api/v1/models/${name}/explain`,
    },
  ];
}
