import type { GateCheck, GateVerdict } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { Terminal } from '../terminal.ts';
import type { Render } from './render.ts';

type Style = Terminal['style'];

/** What a run held against its model, a line each. */
export const renderGates: Render<Operations['runs']['gates']> = ({ run, verdict }, { style }) => {
  if (verdict === null) return `Run ${run} kept no verdict of gates.`;
  const { passed, checks } = verdict;
  const said = passed ? 'The gates let the model pass.' : 'The gates refuse the model.';
  return [
    style.bold(passed ? style.green(said) : style.red(said)),
    ...checks.map((check) => lineOf(check, style)),
  ].join('\n');
};

/** The same below the summary of a run: all of it where something was asked for or refuses, else nothing. */
export function gateLines({ passed, checks }: GateVerdict, style: Style): string[] {
  const isAsked = checks.some(({ gate }) => gate !== 'baseline');
  return isAsked || !passed ? checks.map((check) => lineOf(check, style)) : [];
}

function lineOf({ status, refuses, reason }: GateCheck, style: Style): string {
  const mark = status === 'not-measured' ? '–' : status === 'passed' ? '✓' : '✗';
  const colored = refuses ? style.red(mark) : status === 'passed' ? style.green(mark) : mark;
  return `  ${colored} ${reason}`;
}
