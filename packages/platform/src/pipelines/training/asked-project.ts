import type { InputOf, Operations } from '@kaizenml/contracts/operations';
import { type Project, parseProject } from '@kaizenml/contracts/project';

type Runs = Operations['runs'];

/** What a request says of a run besides its dataset. */
export type Asked = Omit<InputOf<Runs['plan']>, 'dataset'> &
  Partial<Omit<InputOf<Runs['start']>, 'dataset'>>;

/**
 * The project that a request asks for.
 *
 * @param dataset `name@version`.
 * @throws PROJECT_INVALID with every problem and its path.
 */
export function askedProject(dataset: string, asked: Asked): Project {
  const { target, task, metric, seed, ignore, group, time, weights } = asked;
  const { series, horizon, season, frequency, clusters, share, detector } = asked;
  const { budget, trials, split, quantiles } = asked;
  return parseProject(
    {
      data: dataset,
      ...{ target, task, metric, seed, ignore, group, time, weights },
      quantiles: quantiles?.split(',').map(Number),
      split: { kind: split },
      search: { budget, trials },
      forecast: { series, horizon, season, frequency },
      clusters: { count: clusters },
      anomalies: { share, detector },
    },
    'The run',
  );
}
