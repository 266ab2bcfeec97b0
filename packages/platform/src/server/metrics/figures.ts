import { topic } from '../../crew/index.ts';
import type { Exposition } from './sum-expositions.ts';

/** The figures of one process. */
export const FIGURES = topic<null, Exposition>('figures');
