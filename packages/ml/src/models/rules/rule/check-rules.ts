import { type StateReader, stateCheck } from '../../state-reader.ts';
import type { RuleModel } from './rule-model.ts';

/**
 * Refuses rules and lines that ask for columns which are not there or lack a weight per score.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @cost O(conditions + lines), once per loaded state.
 */
export const checkRules = stateCheck<RuleModel>((model) => {
  const nColumns = model.field('nColumns').count();
  const nClasses = model.field('nClasses').count();
  const nScores = nClasses === 0 || nClasses === 2 ? 1 : nClasses;
  model.field('intercepts').numbers(Float64Array, nScores);
  model.field('levels').codes(Int32Array, 2 ** 31, nColumns);
  for (const rule of model.field('rules').list()) {
    for (const condition of rule.field('conditions').list()) readCondition(condition, nColumns);
    rule.field('weights').numbers(Float64Array, nScores);
    rule.field('support').finite();
  }
  for (const line of model.field('lines').list()) {
    line.field('column').count(0, nColumns - 1);
    for (const name of ['low', 'high', 'center', 'deviation']) line.field(name).finite();
    line.field('slopes').numbers(Float64Array, nScores);
  }
});

function readCondition(condition: StateReader, nColumns: number): void {
  condition.field('column').count(0, nColumns - 1);
  const operator = condition.field('operator').text(['<=', '>', 'in', 'not in', 'missing']);
  if (operator === '<=' || operator === '>') condition.field('value').finite();
  else if (operator !== 'missing') for (const code of condition.field('codes').list()) code.count();
}
