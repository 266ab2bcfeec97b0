/** Where a version stands, in the words of MLflow, spelled as it spells them. */
export const STAGES = ['None', 'Staging', 'Production', 'Archived'] as const;

export type Stage = (typeof STAGES)[number];

/** Stages whose versions are in use; moving a version there may archive those before it. */
export const ACTIVE_STAGES: readonly Stage[] = ['Staging', 'Production'];

/** A stage however its letters are written; undefined for other text. */
export function findStage(text: string): Stage | undefined {
  const asked = text.toLowerCase();
  return STAGES.find((stage) => stage.toLowerCase() === asked);
}
