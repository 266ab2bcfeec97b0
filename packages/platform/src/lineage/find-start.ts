import { AppError, type ArtifactHash, asId, didYouMean } from '@kaizenml/contracts';
import type { DatasetVersionRecord } from '../datasets/store.ts';
import { type LineageParts, type NodeBook, nodesOf } from './describe-nodes.ts';

/** The nodes that are asked about. @throws DATASET_NOT_FOUND, COLUMN_UNKNOWN, RUN_NOT_FOUND */
export async function findStart(
  { store }: LineageParts,
  of: string,
  column: string | undefined,
): Promise<readonly string[]> {
  if (of.startsWith('run:')) {
    const run = await store.runs.find(of.slice('run:'.length));
    if (run === undefined) throw runNotFound(of.slice('run:'.length));
    return [`run:${run.id}`];
  }
  if (of.includes(':')) return [of];
  const found = await store.datasets.find(of);
  if (found === undefined) throw datasetNotFound(of);
  const versions = of.includes('@') ? [found] : await store.datasets.versions(found.name);
  const having = column === undefined ? versions : versions.filter((one) => hasColumn(one, column));
  if (having.length === 0) throw columnUnknown(of, column ?? '', found);
  return [...new Set(having.flatMap(nodesOf))];
}

/** Whether a node has, or uses, a column. Runs and derivations may; what they made tells. */
export function usersOfColumn(
  { artifacts }: LineageParts,
  book: NodeBook,
  column: string,
): (node: string) => Promise<boolean> {
  return async (node) => {
    if (node.startsWith('dataset:')) {
      const records = await book.datasets(node.slice('dataset:'.length));
      return records.length === 0 || records.some((record) => hasColumn(record, column));
    }
    if (!node.startsWith('artifact:')) return true;
    const hash = asId<ArtifactHash>(node.slice('artifact:'.length));
    const { signature } = JSON.parse(
      new TextDecoder().decode(await artifacts.read(hash, 'manifest.json')),
    );
    const named = [...(signature?.inputs ?? []), signature?.output ?? { name: column }];
    return named.some(({ name }: { readonly name: string }) => name === column);
  };
}

function hasColumn({ columns }: DatasetVersionRecord, column: string): boolean {
  return columns.some(({ name }) => name === column);
}

function datasetNotFound(reference: string): AppError {
  return new AppError('DATASET_NOT_FOUND', {
    message: `Dataset "${reference}" does not exist.`,
    hint: 'See the names with `kaizen datasets list`; a run is `run:<id>`.',
    details: { reference },
  });
}

function runNotFound(id: string): AppError {
  return new AppError('RUN_NOT_FOUND', {
    message: `Run "${id}" does not exist.`,
    hint: 'See the ids with `kaizen runs list`.',
    details: { id },
  });
}

function columnUnknown(of: string, column: string, { columns }: DatasetVersionRecord): AppError {
  const names = columns.map(({ name }) => name);
  return new AppError('COLUMN_UNKNOWN', {
    message: `Dataset "${of}" has no column "${column}".`,
    hint:
      didYouMean(column, names) ?? `It has ${names.length}; see \`kaizen datasets show ${of}\`.`,
    details: { of, column },
  });
}
