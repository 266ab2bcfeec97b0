import { runsAddress } from '../runs/table/run-query.ts';
import type { LineageAnswer, Link } from './drawn-graph.ts';

type Thing = LineageAnswer['graph']['artifacts' | 'executions'][number];

/** The page of a node; of one that has none, that of what it became or came from. Undefined where nothing is left of it. */
export function addressOfNode(
  { id, name, state, properties }: Thing,
  links: readonly Link[],
): string | undefined {
  const at = id.indexOf(':');
  const rest = id.slice(at + 1);
  const next = (prefix: string) =>
    links.find(({ from, to }) => from === id && to.startsWith(prefix))?.to;
  switch (id.slice(0, at)) {
    case 'run':
      return state === 'UNKNOWN' ? undefined : `/runs/${encodeURIComponent(rest)}`;
    case 'model':
      return state === 'DELETED' ? undefined : addressOfVersion(rest);
    case 'dataset':
      return state === 'DELETED' ? undefined : addressOfDataset(name);
    case 'raw':
      return typeof properties.dataset === 'string'
        ? addressOfDataset(properties.dataset)
        : undefined;
    case 'table':
      return runsAddress({ filter: `dataset.digest = '${rest.slice(rest.lastIndexOf('@') + 1)}'` });
    case 'schema':
      return `/datasets/${encodeURIComponent(rest.slice(0, rest.lastIndexOf('@')))}/schema`;
    case 'endpoint':
      return `/endpoints/${encodeURIComponent(rest)}`;
    case 'artifact': {
      const version = next('model:');
      if (version !== undefined) return addressOfVersion(version.slice('model:'.length));
      const run = links.find(({ from, to }) => to === id && from.startsWith('run:'))?.from;
      return run === undefined ? undefined : `/runs/${run.slice('run:'.length)}`;
    }
    default:
      return undefined;
  }
}

function addressOfVersion(version: string): string {
  const at = version.lastIndexOf('/');
  return `/models/${encodeURIComponent(version.slice(0, at))}?version=${version.slice(at + 1)}`;
}

function addressOfDataset(reference: string): string {
  const at = reference.lastIndexOf('@');
  return `/datasets/${encodeURIComponent(reference.slice(0, at))}?version=${reference.slice(at + 1)}`;
}
