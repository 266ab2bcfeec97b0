import { defaultMetric } from '@kaizenml/ml/metrics';
import { type GraphPlan, membersOf } from '../runtimes/graphs/index.ts';
import type { StatedManifest } from '../runtimes/stated/index.ts';
import type { Told } from './show.ts';

const TITLES: Readonly<Record<StatedManifest['kind'], string>> = {
  'kaizenml-proxy': 'Proxy of another server',
  'kaizenml-function': 'Function',
  'kaizenml-graph': 'Inference graph',
};

/** What the artifact of a stated model says of itself. */
export function tellStated(manifest: StatedManifest): Told {
  const { kind, signature, findings } = manifest;
  const { task } = signature.output;
  return {
    ...{ task, title: TITLES[kind], members: [], importance: [], signature, findings },
    ...(manifest.kind === 'kaizenml-graph' && { asks: asksOf(manifest.graph) }),
    primaryMetric: defaultMetric(task).name,
  };
}

function asksOf(plan: GraphPlan): NonNullable<Told['asks']> {
  return membersOf(plan).map(({ model: { name, version, reference }, step, role, isNeeded }) => ({
    ...{ model: `${name}/${version}`, reference, step, role, isNeeded },
  }));
}
