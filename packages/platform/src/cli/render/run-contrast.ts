import type { Operations } from '@kaizenml/contracts/operations';
import type { Render } from './render.ts';

/** Why one run is better than another, a sentence a line. */
export const renderContrast: Render<Operations['runs']['contrast']> = ({ sentences }) =>
  sentences.join('\n');
