import { AppError } from '@kaizenml/contracts';

/** What is wrong with the model file of another library. */
export interface ModelFileFault {
  /** Starts the sentence: `Tree 3 of the LightGBM model`. */
  readonly subject: string;
  /** Reads after "must": `have 4 thresholds`. */
  readonly expectation: string;
  readonly received: unknown;
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The refusal of a model file, as a sentence with the place and the value. */
export function modelFileInvalid({
  subject,
  expectation,
  received,
  hint = 'Save the model again with `save_model` of its library, or fetch the file again.',
  cause,
}: ModelFileFault): AppError {
  const said = describe(received);
  return new AppError('MODEL_ARTIFACT_INVALID', {
    message: `${subject} must ${expectation}, got ${said}.`,
    hint,
    details: { subject, expectation, received: said },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Containers are counted and not written out: a hostile one may be nested without end. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return `a list of ${(value as ArrayLike<unknown>).length}`;
  return 'an object';
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
