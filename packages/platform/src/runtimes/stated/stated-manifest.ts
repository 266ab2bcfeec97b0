import { AppError, type Manifest, type Signature } from '@kaizenml/contracts';
import type { GraphPlan } from '../graphs/index.ts';
import type { RemoteForm, RemoteSettings } from '../remote/index.ts';

/** What the manifest of every model says that was stated instead of learned. */
interface Stated {
  /** Version of this layout. A reader accepts every version up to its own. */
  readonly formatVersion: 1;
  readonly createdAt: string;
  readonly signature: Signature;
  readonly findings: Manifest['findings'];
  readonly lineage: Manifest['lineage'];
  readonly environment: Manifest['environment'];
}

/** `manifest.json` of a model that another server computes. */
export interface ProxyManifest extends Stated {
  readonly kind: 'kaizenml-proxy';
  /** Of the model that it was registered as, for sentences. */
  readonly name: string;
  readonly remote: RemoteSettings;
  /** How rows are put to it. */
  readonly form: RemoteForm;
}

/** `manifest.json` of a function; its code lies beside it. */
export interface FunctionManifest extends Stated {
  readonly kind: 'kaizenml-function';
  readonly module: {
    /** Name of the file in the artifact: `.mts` or `.mjs`, for it is an ES module wherever it lies. */
    readonly file: string;
    /** What it was called where it was registered. */
    readonly source: string;
    /** SHA-256, hexadecimal. */
    readonly fileHash: string;
    readonly timeoutMs: number;
  };
}

/** `manifest.json` of an inference graph. */
export interface GraphManifest extends Stated {
  readonly kind: 'kaizenml-graph';
  readonly graph: GraphPlan;
}

/** `manifest.json` of a model that was not learned here but stated: what it reads, what it answers, and who computes that. */
export type StatedManifest = ProxyManifest | FunctionManifest | GraphManifest;

const KIND = /"kind":\s*"kaizenml-(?:proxy|function|graph)"/;
/** Bytes in which the kind must stand; every writer puts it first. */
const HEAD_BYTES = 200;

/** The manifest of a stated model; undefined for another artifact. @throws MODEL_ARTIFACT_INVALID for a newer layout */
export function findStatedManifest(content: Uint8Array | undefined): StatedManifest | undefined {
  if (content === undefined) return undefined;
  if (!KIND.test(Buffer.from(content.subarray(0, HEAD_BYTES)).toString('utf8'))) return undefined;
  const manifest = JSON.parse(Buffer.from(content).toString('utf8')) as StatedManifest;
  if (manifest.formatVersion === 1) return manifest;
  throw new AppError('MODEL_ARTIFACT_INVALID', {
    message: `Field \`formatVersion\` of manifest.json must be 1, got ${manifest.formatVersion}.`,
    hint: 'Update KaizenML: a newer version wrote this artifact.',
    details: { formatVersion: manifest.formatVersion },
  });
}
