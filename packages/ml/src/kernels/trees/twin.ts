import type { TreeKernels } from '../trees.ts';
import type { LinearMemory } from '../web-assembly.ts';
import { binningTwin } from './binning-twin.ts';
import { forestTwin } from './forest/forest-twin.ts';
import { gradientsTwin } from './gradients-twin.ts';
import { histogramTwin } from './histogram-twin.ts';
import { leavesTwin } from './leaves-twin.ts';
import { partitionTwin } from './partition-twin.ts';
import { splitTwin } from './split-twin.ts';

/** The kernels of trees in plain TypeScript, the same to the last bit: oracle of the tests, and fallback. */
export function treesTwin(memory: LinearMemory): TreeKernels {
  return {
    ...binningTwin(memory),
    ...histogramTwin(memory),
    ...partitionTwin(memory),
    ...splitTwin(memory),
    ...leavesTwin(memory),
    ...gradientsTwin(memory),
    ...forestTwin(memory),
  };
}
