import { toAppError } from '@kaizenml/contracts';
import { type Tried, tryArtifact } from './try-artifact.ts';

/** What is said of an artifact that was tried. */
export type Said =
  | Tried
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** Tries the folder of an artifact, and says what came of it as a line of JSON. */
export async function sayTried(folder: string): Promise<string> {
  const said: Said = await tryArtifact(folder).catch((thrown: unknown) => {
    const { code, message } = toAppError(thrown);
    return { kind: 'refused', code, message };
  });
  return `${JSON.stringify(said)}\n`;
}
