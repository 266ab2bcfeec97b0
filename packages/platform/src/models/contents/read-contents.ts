import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ArtifactHash, Finding, Signature } from '@kaizenml/contracts';
import { BASELINE_FILE } from '@kaizenml/ml/windows';
import type { ArtifactStore } from '../../artifacts/index.ts';
import { findOnnxManifest, MODEL_FILE } from '../../runtimes/onnx/index.ts';
import { findStatedManifest, type StatedManifest } from '../../runtimes/stated/index.ts';

/** What an artifact holds that somebody who answers for it wants to know of. */
export interface Contents {
  /** Files that no artifact of its kind has. */
  readonly unknownFiles: readonly string[];
  /** Files of code that answers run, by the name that they had. */
  readonly functions: readonly string[];
  /** Addresses of other servers that answers ask. */
  readonly addresses: readonly string[];
  /** Sets of operators of an ONNX model that are not of the standard. */
  readonly foreignOperators: readonly string[];
  /** Columns with data about persons, as the run found them, of which it keeps training rows or values of them. */
  readonly personalColumns: readonly string[];
}

const OF_ROWS = [
  ...['weights.bin', 'explain.json', 'answers.json', 'doubt.json', BASELINE_FILE, 'card.md'],
] as const;
/** Training rows stand in the first, single values of them in the second. */
const OF_TRAINING = ['explain.json', BASELINE_FILE] as const;
const STANDARD_OPERATORS: ReadonlySet<string> = new Set(['ai.onnx', 'ai.onnx.ml']);
const ADDRESS = /^(?:https?|grpcs?):\/\//;

/** Reads what an artifact of any kind holds. @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, MODEL_ARTIFACT_INVALID */
export async function readContents(
  artifacts: Pick<ArtifactStore, 'pathOf' | 'read'>,
  artifact: ArtifactHash,
): Promise<Contents> {
  const content = await artifacts.read(artifact, 'manifest.json');
  const files = await filesOf(await artifacts.pathOf(artifact));
  const beyond = (known: readonly string[]) =>
    files.filter((file) => file !== 'manifest.json' && !known.includes(file));
  const nothing = { functions: [], addresses: [], foreignOperators: [], personalColumns: [] };
  const onnx = findOnnxManifest(content);
  if (onnx !== undefined)
    return {
      ...nothing,
      unknownFiles: beyond([MODEL_FILE]),
      foreignOperators: Object.keys(onnx.opsets).filter((name) => !STANDARD_OPERATORS.has(name)),
    };
  const stated = findStatedManifest(content);
  if (stated !== undefined) {
    const code = stated.kind === 'kaizenml-function' ? [stated.module] : [];
    return {
      ...nothing,
      unknownFiles: beyond(code.map(({ file }) => file)),
      functions: code.map(({ source }) => source),
      addresses: addressesOf(stated),
    };
  }
  const manifest = JSON.parse(Buffer.from(content).toString('utf8')) as LearnedManifest;
  return {
    ...nothing,
    unknownFiles: beyond(OF_ROWS),
    personalColumns: OF_TRAINING.some((file) => files.includes(file))
      ? personalColumns(manifest)
      : [],
  };
}

/** The part of a manifest of something learned that is read here; a forecast has no inputs. */
interface LearnedManifest {
  readonly signature?: Signature;
  readonly findings: readonly Finding[];
}

/** Both files hold the columns that the model reads. */
function personalColumns({ signature, findings }: LearnedManifest): string[] {
  const reads = new Set(signature?.inputs.map(({ name }) => name));
  const found = findings.flatMap(({ code, column }) =>
    code === 'PERSONAL_DATA' && column !== undefined && reads.has(column) ? [column] : [],
  );
  return [...new Set(found)];
}

/** Files below a folder, by their relative path with `/`. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'))
    .sort();
}

/** Every text of a manifest that is an address. */
function addressesOf(manifest: StatedManifest): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      if (ADDRESS.test(value)) found.add(value);
    } else if (value !== null && typeof value === 'object') Object.values(value).forEach(look);
  };
  look(manifest);
  return [...found];
}
