import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getRegisteredVersion } from '../models/registry/index.ts';
import { type LineageParts, openNodeBook } from './describe-nodes.ts';
import { findStart, usersOfColumn } from './find-start.ts';
import { type FoldedNodes, gather } from './gather.ts';
import { splitNode, versionOfNode, type WayParts, waysAround } from './looked-up-ways.ts';
import { toMetadataGraph } from './metadata-graph.ts';

/** What made something and what came of it, in both directions and within bounds. */
export const graphAround =
  (parts: LineageParts & WayParts): Handler<Operations['lineage']['graph']> =>
  async ({ of, column, beside, nodes }) => {
    const book = openNodeBook(parts);
    const all = await startOf(parts, of, column);
    const start = all.slice(0, beside);
    const { edges, folded } = await gather(start, {
      beside: waysAround(parts, book, beside),
      passes:
        column === undefined ? () => Promise.resolve(true) : usersOfColumn(parts, book, column),
      nodes,
    });
    return {
      start: [...start],
      graph: await toMetadataGraph(start, edges, book),
      folded: [...folded, ...foldedStart(start, all.length)],
    };
  };

/** The nodes that are asked about: of a dataset those of its versions, the newest first. @throws where there is no such thing */
async function startOf(
  parts: LineageParts & WayParts,
  of: string,
  column: string | undefined,
): Promise<readonly string[]> {
  const [kind, id] = splitNode(of);
  if (kind === 'request') await parts.showPrediction({ requestId: id });
  else if (kind === 'endpoint') await parts.showEndpoint({ name: id });
  else if (kind === 'model')
    await getRegisteredVersion(
      parts.store.registry,
      versionOfNode(id.includes('/') ? id : `${id}/0`),
    );
  else {
    const found = await findStart(parts, of, column);
    // The files that tables were read from are found as their origins.
    return of.includes(':') ? found : found.filter((node) => node.startsWith('dataset:'));
  }
  return [of];
}

function foldedStart(start: readonly string[], n: number): FoldedNodes[] {
  const [first] = start;
  return first === undefined || n === start.length
    ? []
    : [{ beside: first, towards: 'origins', kind: splitNode(first)[0], n: n - start.length }];
}
