import { type ArtifactHash, asId } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { ArtifactStore } from '../../artifacts/store.ts';
import type { LineageEdgeRecord, LineageStore } from '../../lineage/store.ts';
import type { DatasetStore, DatasetVersionRecord } from '../store.ts';
import { DERIVATION, type Derivation, datasetNode, fileNode } from './record-derivation.ts';

type Lineage = OutputOf<Operations['datasets']['show']>['lineage'];
type Steps = Lineage['origins'];

/** Lines of a tree; lineages may hold a thousand arrows. */
const MOST_STEPS = 50;
const MOST_NAMES = 1000;

/** Where a version, or its file, came from and what came of it: two trees, written from the version on, each node once. */
export async function lineageOf(
  {
    datasets,
    lineage,
    artifacts,
  }: {
    readonly datasets: DatasetStore;
    readonly lineage: LineageStore;
    readonly artifacts: ArtifactStore;
  },
  { hash, raw }: DatasetVersionRecord,
): Promise<Lineage> {
  const start = [datasetNode(hash), ...(raw ? [fileNode(raw.sha256)] : [])];
  const edges: LineageEdgeRecord[] = [];
  for (const node of start) edges.push(...(await lineage.around(node)));
  const titles = await titlesOf(datasets, edges);
  const derivation = (node: string) => readDerivation(artifacts, node);
  return {
    origins: await walk(start, { titles, derivation, next: arrows(edges, 'to', 'from') }),
    results: await walk(start, { titles, derivation, next: arrows(edges, 'from', 'to') }),
  };
}

interface Walk {
  readonly titles: ReadonlyMap<string, string>;
  readonly derivation: (node: string) => Promise<Derivation | null>;
  readonly next: (node: string) => readonly { readonly node: string; readonly role: string }[];
}

/** Depth first; a file and the version that was read from it are one step. */
async function walk(start: readonly string[], { titles, derivation, next }: Walk): Promise<Steps> {
  const steps: Steps = [];
  const seen = new Set(start);
  const visit = async (from: string, depth: number): Promise<void> => {
    for (const { node, role } of next(from)) {
      if (seen.has(node) || steps.length === MOST_STEPS) continue;
      seen.add(node);
      const title = titles.get(node) ?? node;
      if (title === titles.get(from)) {
        await visit(node, depth);
        continue;
      }
      const found = await derivation(node);
      const made = found && { ...found, parameters: { ...found.parameters } };
      steps.push({ depth, node, title, role, derivation: made });
      await visit(node, depth + 1);
    }
  };
  for (const node of start) await visit(node, 0);
  return steps;
}

function arrows(
  edges: readonly LineageEdgeRecord[],
  near: 'from' | 'to',
  far: 'from' | 'to',
): Walk['next'] {
  const by = new Map<string, { node: string; role: string }[]>();
  for (const edge of edges) {
    const list = by.get(edge[near]) ?? [];
    list.push({ node: edge[far], role: edge.role });
    by.set(edge[near], list);
  }
  return (node) => by.get(node) ?? [];
}

async function readDerivation(artifacts: ArtifactStore, node: string): Promise<Derivation | null> {
  if (!node.startsWith(DERIVATION)) return null;
  const hash = asId<ArtifactHash>(node.slice(DERIVATION.length));
  return JSON.parse(new TextDecoder().decode(await artifacts.read(hash)));
}

/** `name@version` of dataset versions that are there and of the files they were read from. */
async function titlesOf(
  datasets: DatasetStore,
  edges: readonly LineageEdgeRecord[],
): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  if (edges.length === 0) return titles;
  const { items } = await datasets.list({ limit: MOST_NAMES });
  for (const { name } of items)
    for (const { version, hash, raw } of await datasets.versions(name))
      for (const node of [datasetNode(hash), ...(raw ? [fileNode(raw.sha256)] : [])])
        titles.set(node, `${name}@${version}`);
  return titles;
}
