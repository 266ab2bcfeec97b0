import { AppError } from '@kaizenml/contracts';

/** Where a part of an artifact is wrong, and how. */
export interface ArtifactFault {
  /** File of the artifact: `manifest.json`. */
  readonly file: string;
  /** Path inside the file, such as `signature.inputs[2].kind`; empty for the file itself. */
  readonly path: string;
  /** Reads after "must": `be text`. */
  readonly expectation: string;
  readonly received: unknown;
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The refusal of an artifact, as a sentence with the place and the value. */
export function artifactInvalid(fault: ArtifactFault): AppError {
  const { file, path, expectation, hint } = fault;
  const received = shorten(fault.received);
  return new AppError('MODEL_ARTIFACT_INVALID', {
    message: `${path === '' ? file : `Field \`${path}\` of ${file}`} must ${expectation}, got ${received}.`,
    hint: hint ?? 'Write the artifact again, or fetch it again from where it was registered.',
    details: { file, path, expectation, received },
    ...(fault.cause === undefined ? {} : { cause: fault.cause }),
  });
}

/** A value in at most 80 characters. */
function shorten(value: unknown): string {
  const said = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
  return said.length > 80 ? `${said.slice(0, 79)}…` : said;
}
