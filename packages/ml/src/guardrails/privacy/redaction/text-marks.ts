/** Counts of characters in a text, by which most patterns can be ruled out. */
export interface TextMarks {
  /** Signs `@`. */
  readonly ats: number;
  /** Most digits with nothing but digits and ` .()+-` between them. */
  readonly digits: number;
  /** Most digits side by side. */
  readonly run: number;
  /** Signs `-` and `:`. */
  readonly joints: number;
  readonly dots: number;
  /** Letters A to Z. */
  readonly capitals: number;
  /** Places where a digit, a space and a capital follow each other. */
  readonly houses: number;
}

/** What every text has. */
export const NO_MARKS: TextMarks = {
  ats: 0,
  digits: 0,
  run: 0,
  joints: 0,
  dots: 0,
  capitals: 0,
  houses: 0,
};

const [SPACE, OPEN, CLOSE, PLUS, DASH, DOT, COLON, AT] = [32, 40, 41, 43, 45, 46, 58, 64];

/**
 * Marks of a text.
 *
 * @cost One pass, about a nanosecond per character.
 */
export function textMarks(text: string): TextMarks {
  let [ats, joints, dots, capitals, houses] = [0, 0, 0, 0, 0];
  let [digits, mostDigits, run, longestRun] = [0, 0, 0, 0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isDigit(code)) {
      run++;
      digits++;
      if (run > longestRun) longestRun = run;
      if (digits > mostDigits) mostDigits = digits;
      continue;
    }
    run = 0;
    if (code === SPACE || code === OPEN || code === CLOSE || code === PLUS) continue;
    if (code === DASH) joints++;
    else if (code === DOT) dots++;
    else {
      digits = 0;
      if (code === COLON) joints++;
      else if (code === AT) ats++;
      else if (code >= 65 && code <= 90) {
        capitals++;
        if (i > 1 && text.charCodeAt(i - 1) === SPACE && isDigit(text.charCodeAt(i - 2))) houses++;
      }
    }
  }
  return { ats, digits: mostDigits, run: longestRun, joints, dots, capitals, houses };
}

/** Whether every mark is as high as is needed. */
export function hasMarks(marks: TextMarks, needed: TextMarks): boolean {
  return (
    marks.digits >= needed.digits &&
    marks.ats >= needed.ats &&
    marks.joints >= needed.joints &&
    marks.run >= needed.run &&
    marks.dots >= needed.dots &&
    marks.capitals >= needed.capitals &&
    marks.houses >= needed.houses
  );
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
