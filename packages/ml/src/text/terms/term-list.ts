const END = 0x0a;

/** Terms as UTF-16 code units, each ended by a line feed, which no term holds: a list that weighs little in an artifact. */
export function packTerms(terms: readonly string[]): Uint16Array {
  const units = new Uint16Array(terms.reduce((sum, term) => sum + term.length + 1, 0));
  let at = 0;
  for (const term of terms) {
    for (let i = 0; i < term.length; i++) units[at++] = term.charCodeAt(i);
    units[at++] = END;
  }
  return units;
}

/** The reverse of `packTerms`. */
export function unpackTerms(units: Uint16Array): string[] {
  const terms: string[] = [];
  for (let start = 0; start < units.length; ) {
    const end = units.indexOf(END, start);
    const stop = end < 0 ? units.length : end;
    terms.push(String.fromCharCode(...units.subarray(start, stop)));
    start = stop + 1;
  }
  return terms;
}
