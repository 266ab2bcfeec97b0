import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations, OutputOf } from '@kaizenml/contracts/operations';
import { requestSamples, type SampleQuestion } from '@kaizenml/contracts/samples';
import type { ArtifactStore } from '../artifacts/index.ts';
import { answeringVersion, type EndpointDeps } from './endpoint.ts';
import { endpointNotFound } from './endpoint-not-found.ts';
import { otherProtocols } from './guide/other-protocols.ts';
import { readLimits } from './guide/read-limits.ts';

type Shown = OutputOf<Operations['models']['show']>;

/** What the guide of an endpoint is made of. */
export interface GuideDeps extends Pick<EndpointDeps, 'models'> {
  readonly artifacts: Pick<ArtifactStore, 'read'>;
  readonly showModel: (reference: string) => Promise<Shown>;
}

/** Steps ahead that the sample of a forecast asks for. */
const SAMPLE_HORIZON = 3;

/** Tells how to use an endpoint: the one source of its page and of what other programs are told. */
export const guideOfEndpoint =
  ({ models, artifacts, showModel }: GuideDeps): Handler<Operations['endpoints']['guide']> =>
  async ({ name, url: given }) => {
    const model = await models.find(asId<ModelName>(name));
    if (model === undefined) throw await endpointNotFound(models, name);
    const url = given.replace(/\/+$/, '');
    const shown = await showModel(`${model.name}/${answeringVersion(model)}`);
    const question = questionOf(shown);
    const { version, title, task, createdAt, primaryMetric, metrics, signature } = shown;
    return {
      endpoint: model.name,
      url,
      predictUrl: `${url}${pathOf(model.name, question)}`,
      model: { version, title, task, createdAt, primaryMetric, metrics },
      whenNotToUse: await readLimits(artifacts, asId(shown.artifact)),
      signature,
      sampleRow: question.kind === 'row' ? { ...question.row } : null,
      samples: requestSamples({ url, model: model.name, question }).map((sample) => ({
        ...sample,
      })),
      protocols: otherProtocols({ url, name: model.name, kind: question.kind }),
    };
  };

/** What is asked of it: a typical row, the next steps, or zeros. */
function questionOf({ task, tensors, signature }: Shown): SampleQuestion {
  if (task === 'forecast') return { kind: 'forecast', horizon: SAMPLE_HORIZON };
  if (tensors !== undefined && signature.inputs.length === 0)
    return { kind: 'tensors', tensors: tensors.inputs };
  const { inputs } = signature;
  const known = inputs.filter(({ typical }) => typical !== null);
  const row = Object.fromEntries(known.map((field) => [field.name, field.typical]));
  return { kind: 'row', row, inputs };
}

function pathOf(name: string, { kind }: SampleQuestion): string {
  if (kind === 'tensors') return `/v2/models/${name}/infer`;
  return `/api/v1/models/${name}/${kind === 'row' ? 'predict' : 'forecast'}`;
}
