import { type ArtifactHash, toAppError } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/index.ts';

const HEADING = '## When not to use it';

/** When not to use a model, one sentence each, as its model card says; none where an artifact has no card, such as an imported one. */
export async function readLimits(
  artifacts: Pick<ArtifactStore, 'read'>,
  artifact: ArtifactHash,
): Promise<string[]> {
  const card = await artifacts.read(artifact, 'card.md').catch((thrown: unknown) => {
    if (toAppError(thrown).code === 'ARTIFACT_NOT_FOUND') return undefined;
    throw thrown;
  });
  return card === undefined ? [] : limitsIn(new TextDecoder().decode(card));
}

/** The list below the heading. */
export function limitsIn(card: string): string[] {
  const [, after = ''] = card.split(`${HEADING}\n`, 2);
  const [section = ''] = after.split(/^## /m, 1);
  return section
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => line.slice(2).trim());
}
