import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { type LineageParts, openNodeBook } from './describe-nodes.ts';
import { findStart, usersOfColumn } from './find-start.ts';
import { toMetadataGraph } from './metadata-graph.ts';
import { arrowsAround, reach } from './reach.ts';

/** What was made of something, to the models that answer. */
export const downstreamOf =
  (parts: LineageParts): Handler<Operations['lineage']['downstream']> =>
  async ({ of, column }) => {
    const book = openNodeBook(parts);
    const start = await findStart(parts, of, column);
    const around = await arrowsAround((node) => parts.store.lineage.around(node), start);
    const passes = column === undefined ? {} : { passes: usersOfColumn(parts, book, column) };
    const edges = await reach(start, around, { towards: 'results', ...passes });
    const graph = await toMetadataGraph(start, edges, book);
    const versions = await Promise.all(
      graph.artifacts
        .filter(({ type, id }) => type === 'ModelVersion' && !start.includes(id))
        .map(({ id }) => book.modelVersion(id)),
    );
    return {
      start: [...start],
      models: versions.flatMap((found) =>
        found === undefined
          ? []
          : [{ name: found.name, version: found.version, aliases: [...found.aliases] }],
      ),
      graph,
    };
  };
