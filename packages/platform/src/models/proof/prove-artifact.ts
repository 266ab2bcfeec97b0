import { AppError, type ArtifactHash, type ModelName } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { MODEL_MEMORY_SHARE, memoryLimitBytes } from '../pool/index.ts';
import { openSandbox, type Sandbox, type SandboxEnd, type SandboxLimits } from './open-sandbox.ts';
import type { Said } from './say-tried.ts';

/** What is to be released. */
export interface Release {
  readonly name: ModelName;
  readonly artifact: ArtifactHash;
}

/** How it is proven. */
export interface ProofOptions {
  /** Default: a minute, and the memory that all open models may take together. */
  readonly limits?: SandboxLimits;
  /** Where it is tried: a process with those limits that was started before. Default: one is started. */
  readonly sandbox?: Sandbox;
}

/** Time in which an artifact must have answered. */
const TIMEOUT_MS = 60_000;
/** A process that holds no model yet. */
const EMPTY_PROCESS_BYTES = 256 * 2 ** 20;

/** What an artifact may take, unless told otherwise. */
export const PROOF_LIMITS: SandboxLimits = {
  timeoutMs: TIMEOUT_MS,
  memoryBytes: EMPTY_PROCESS_BYTES + memoryLimitBytes(MODEL_MEMORY_SHARE),
};

/**
 * Proves that an artifact answers where nothing but its files is known: a process of its own opens it and must give the answers
 * to its sample rows that the model gave when it was packed.
 *
 * @throws RELEASE_REFUSED, ARTIFACT_NOT_FOUND
 */
export async function proveArtifact(
  artifacts: Pick<ArtifactStore, 'pathOf'>,
  { name, artifact }: Release,
  { limits = PROOF_LIMITS, sandbox = openSandbox(limits) }: ProofOptions = {},
): Promise<void> {
  const folder = await artifacts.pathOf(artifact);
  const end = await sandbox.run(folder);
  const { reason, details } = judge(end, limits);
  if (reason === undefined) return;
  throw new AppError('RELEASE_REFUSED', {
    message: `The artifact of "${name}" must answer its sample rows in a process of its own before it is released, but ${reason.replace(/\.$/, '')}.`,
    hint: 'What answered before goes on. Train or import the model again; `kaizen doctor` examines this machine.',
    details: { model: name, artifact, ...details },
  });
}

interface Verdict {
  /** Undefined where nothing speaks against it. */
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

function judge(end: SandboxEnd, { timeoutMs, memoryBytes }: SandboxLimits): Verdict {
  if (end.kind === 'too-slow')
    return { reason: `it took more than ${timeoutMs / 1000} s`, details: { timeoutMs } };
  if (end.kind === 'too-large') {
    const megabytes = Math.round(memoryBytes / 2 ** 20);
    return { reason: `it took more than ${megabytes} MB`, details: { memoryBytes } };
  }
  if (end.kind === 'broke') return { reason: end.how, details: { how: end.how } };
  const said = JSON.parse(end.text) as Said;
  if (said.kind === 'answered') return {};
  if (said.kind === 'refused')
    return { reason: said.message, details: { code: said.code, message: said.message } };
  const { row, expected, received } = said;
  return {
    reason: `it answers ${JSON.stringify(received)} where it answered ${JSON.stringify(expected)} when it was packed`,
    details: { row, expected, received },
  };
}
