/** The tag that holds the name of a run, too: clients read and write either. */
export const RUN_NAME_TAG = 'mlflow.runName';

const HOW = [
  ...['able', 'agile', 'amber', 'brisk', 'calm', 'clever', 'crisp', 'daring', 'eager', 'early'],
  ...['fair', 'fond', 'gentle', 'glad', 'golden', 'grand', 'green', 'happy', 'honest', 'keen'],
  ...['kind', 'light', 'lively', 'loyal', 'lucky', 'merry', 'mild', 'neat', 'noble', 'patient'],
] as const;
const WHO = [
  ...['badger', 'beaver', 'bison', 'crane', 'curlew', 'deer', 'dove', 'eagle', 'falcon', 'finch'],
  ...['fox', 'gull', 'hare', 'hawk', 'heron', 'ibis', 'jay', 'kite', 'lark', 'lynx'],
  ...['marten', 'newt', 'otter', 'owl', 'plover', 'raven', 'robin', 'seal', 'stork', 'swan'],
] as const;

/**
 * A name for a run that was given none, such as `brisk-heron-412`: of the characters of its id, of which the last are chance.
 *
 * Names are for people and need not differ: there are 900 000.
 */
export function nameRun(id: string): string {
  let number = 0;
  for (const char of id) number = (number * 31 + (char.codePointAt(0) ?? 0)) % 1_000_000_007;
  const how = HOW[number % HOW.length];
  const who = WHO[Math.floor(number / HOW.length) % WHO.length];
  return `${how}-${who}-${Math.floor(number / (HOW.length * WHO.length)) % 1000}`;
}
