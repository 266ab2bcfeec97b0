import { defaultMetric } from '@kaizenml/ml/metrics';
import type { StatedManifest } from '../runtimes/stated/index.ts';
import type { Told } from './show.ts';

const TITLES: Readonly<Record<StatedManifest['kind'], string>> = {
  'kaizenml-proxy': 'Proxy of another server',
  'kaizenml-function': 'Function',
  'kaizenml-graph': 'Inference graph',
};

/** What the artifact of a stated model says of itself. */
export function tellStated({ kind, signature, findings }: StatedManifest): Told {
  const { task } = signature.output;
  return {
    ...{ task, title: TITLES[kind], members: [], importance: [], signature, findings },
    primaryMetric: defaultMetric(task).name,
  };
}
