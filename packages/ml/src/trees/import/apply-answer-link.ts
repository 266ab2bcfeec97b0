import { applyLink } from '../ensemble/index.ts';
import type { AnswerLink } from './imported-model.ts';

/** `applyLink`, and sign(z) z^2 for a target that was learned as its square root. */
export function applyAnswerLink(
  raw: Float64Array,
  link: AnswerLink,
  nOutputs: number,
): Float64Array {
  return link === 'signed-square'
    ? raw.map((z) => (z < 0 ? -z * z : z * z))
    : applyLink(raw, link, nOutputs);
}
