import { findStage, STAGES, type Stage } from '../../../models/registry/index.ts';
import { refusal } from '../refusals.ts';

/** A stage as it is spelled here, however a request writes it. @throws REQUEST_INVALID */
export function toStage(text: string): Stage {
  const stage = findStage(text);
  if (stage !== undefined) return stage;
  throw refusal(
    `Invalid Model Version stage: ${text}. Value must be one of ${STAGES.join(', ')}.`,
    { stage: text, known: STAGES },
  );
}
