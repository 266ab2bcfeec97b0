import type { TreeKernels } from '../trees.ts';
import type { LinearMemory } from '../web-assembly.ts';
export function treesTwin(_memory: LinearMemory): TreeKernels { throw new Error('todo'); }
