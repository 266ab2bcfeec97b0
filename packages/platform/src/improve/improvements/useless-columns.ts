import { quoted } from '../quoted.ts';
import type { FindImprovements } from './improvement.ts';

/** Share of the importance of all columns below which one does nothing. */
const LEAST_SHARE = 0.01;

/** Columns that may be shuffled without harm: less than a hundredth of the importance of all, and no more than its own chance. */
export const findUselessColumns: FindImprovements = ({ endpoint, importance }) => {
  const all = importance.reduce((sum, { mean }) => sum + Math.max(0, mean), 0);
  if (!(all > 0)) return [];
  const useless = importance
    .filter(({ mean, sd }) => mean <= sd && mean < LEAST_SHARE * all)
    .map(({ column }) => column);
  if (useless.length === 0) return [];
  const isOne = useless.length === 1;
  return [
    {
      ...{ endpoint, kind: 'useless-columns' },
      title: `Do without ${useless.join(', ')}.`,
      why: `The model answers as well when ${isOne ? 'this column is' : 'one of these columns is'} shuffled. What nobody has to fill in cannot break.`,
      gain: null,
      noGain: 'No metric gains: there is less to gather, to watch and to mend.',
      next: `kaizen retrainings start ${endpoint} --without ${quoted(useless.join(','))}`,
      weight: null,
    },
  ];
};
