import type { ParamSpecs } from '@kaizenml/contracts';

/** What both HDDM detectors are told. */
export const HDDM_PARAMS = {
  driftLevel: {
    kind: 'number',
    default: 0.001,
    range: [1e-12, 1],
    doc: 'Chance of a false drift at one look.',
  },
  warnLevel: {
    kind: 'number',
    default: 0.005,
    range: [1e-12, 1],
    doc: 'Chance of a false warning at one look. At least `driftLevel`.',
  },
  direction: {
    kind: 'choice',
    default: 'up',
    choices: ['up', 'both'],
    doc: 'Moves that count: only more errors, or fewer, too.',
  },
} as const satisfies ParamSpecs;
