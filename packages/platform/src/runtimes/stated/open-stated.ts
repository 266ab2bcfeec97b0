import { join } from 'node:path';
import { AppError, type ArtifactHash, type ExplainFile } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/index.ts';
import { type Log, sha256 } from '../../kit/index.ts';
import type { Answerer } from '../answerer.ts';
import { openFunction } from '../functions/index.ts';
import { openGraph } from '../graphs/index.ts';
import type { LookupTables } from '../lookups/index.ts';
import { type AskerParts, openProxy } from '../remote/index.ts';
import { statedArtifactInvalid } from './stated-artifact-invalid.ts';
import {
  type FunctionManifest,
  findStatedManifest,
  type GraphManifest,
  type ProxyManifest,
} from './stated-manifest.ts';
import type { StatedModel } from './stated-model.ts';

/** What stated models are opened with. */
export interface OpenStatedDeps {
  readonly artifacts: Pick<ArtifactStore, 'read' | 'pathOf'>;
  readonly log: Log;
  /** Who answers for the models of a graph. */
  readonly answererOf: (artifact: ArtifactHash) => Promise<Answerer>;
  /** Where the lookups of a graph find their tables. */
  readonly tables: LookupTables;
  /** Milliseconds that never go back. Default: those of the process. */
  readonly now?: () => number;
  /** Headers that pass the trace of a request on to other servers. Default: none. */
  readonly traceHeaders?: AskerParts['traceHeaders'];
}

const NOTHING_KNOWN: ExplainFile = { background: [], importance: [], reference: [] };

/** Opens the artifact of a stated model. @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, MODEL_ARTIFACT_INVALID */
export async function openStated(hash: ArtifactHash, deps: OpenStatedDeps): Promise<StatedModel> {
  const manifest = findStatedManifest(await deps.artifacts.read(hash, 'manifest.json'));
  if (manifest === undefined) throw statedArtifactInvalid(hash);
  if (manifest.kind === 'kaizenml-function') return await ofFunction(hash, manifest, deps);
  if (manifest.kind === 'kaizenml-graph') return await ofGraph(hash, manifest, deps);
  return ofProxy(manifest, deps);
}

function ofProxy(manifest: ProxyManifest, { log, traceHeaders }: OpenStatedDeps): StatedModel {
  const subject = `The server of "${manifest.name}"`;
  const proxy = openProxy(manifest, { subject, log, traceHeaders });
  return {
    ...{ manifest, signature: manifest.signature, explain: NOTHING_KNOWN },
    async answer(rows) {
      return { predictions: await proxy.answer(rows), anomalies: [], nOffending: 0 };
    },
    assertReady: () => proxy.assertReady(),
    async close() {
      proxy.close();
    },
  };
}

async function ofFunction(
  hash: ArtifactHash,
  manifest: FunctionManifest,
  { artifacts, log }: OpenStatedDeps,
): Promise<StatedModel> {
  const { file, source, fileHash, timeoutMs } = manifest.module;
  const received = sha256(await artifacts.read(hash, file));
  if (received !== fileHash)
    throw new AppError('ARTIFACT_DAMAGED', {
      message: `${file} of the function "${source}" must have the hash ${fileHash}, got ${received}.`,
      hint: 'Register the function again, or restore the artifact from a backup.',
      details: { artifact: hash, expected: fileHash, received },
    });
  const path = join(await artifacts.pathOf(hash), file);
  const opened = await openFunction(path, { file: source, timeoutMs, log });
  return {
    ...{ manifest, signature: manifest.signature, explain: NOTHING_KNOWN },
    async answer(rows) {
      return { predictions: await opened.answer(rows), anomalies: [], nOffending: 0 };
    },
    close: () => opened.close(),
  };
}

async function ofGraph(
  hash: ArtifactHash,
  manifest: GraphManifest,
  { answererOf, tables, log, now = () => performance.now() }: OpenStatedDeps,
): Promise<StatedModel> {
  const { graph: plan, signature } = manifest;
  const opened = await openGraph({ plan, signature, salt: hash }, { answererOf, tables, log, now });
  return {
    ...{ manifest, signature, explain: NOTHING_KNOWN },
    answer: (rows) => opened.answer(rows),
    explainedBy: (row) => opened.explainedBy(row),
    async close() {
      opened.close();
    },
  };
}
