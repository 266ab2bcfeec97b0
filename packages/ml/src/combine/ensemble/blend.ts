import { assertLength, type Member } from '../library/library.ts';

/**
 * Weighted mean of the answers of models, summed in their order; models of weight 0 are not read.
 *
 * @param weights One per member.
 * @shape As the answers of one member.
 * @throws SHAPE_MISMATCH when members answer differently many rows.
 */
export function blendAnswers(
  weights: Float64Array,
  members: readonly Pick<Member, 'id' | 'answers'>[],
): Float64Array {
  const blend = new Float64Array(members[0]?.answers.length ?? 0);
  members.forEach(({ id, answers }, m) => {
    const weight = weights[m];
    if (weight === 0) return;
    assertLength('blendAnswers', `answers of ${id}`, blend.length, answers.length);
    for (let i = 0; i < blend.length; i++) blend[i] += weight * answers[i];
  });
  return blend;
}
