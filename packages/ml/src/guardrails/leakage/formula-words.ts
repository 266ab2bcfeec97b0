/** A column name as it stands in a formula: quoted unless it is one word. */
export function nameInFormula(name: string): string {
  return /^[\p{L}\p{N}_.%]+$/u.test(name) ? name : `"${name}"`;
}

/** A sum of weighted terms: `casual + registered`, `total − 2 × tolls + 0.5`. */
export function sumInWords(
  terms: readonly { readonly name: string; readonly weight: number }[],
  constant: number,
): string {
  const parts = terms.map(({ name, weight }) => ({
    isMinus: weight < 0,
    text: Math.abs(weight) === 1 ? name : `${short(Math.abs(weight))} × ${name}`,
  }));
  if (constant !== 0) parts.push({ isMinus: constant < 0, text: short(Math.abs(constant)) });
  const ordered = [...parts.filter(({ isMinus }) => !isMinus), ...parts.filter((p) => p.isMinus)];
  return ordered
    .map(({ isMinus, text }, i) =>
      i === 0 ? `${isMinus ? '−' : ''}${text}` : ` ${isMinus ? '−' : '+'} ${text}`,
    )
    .join('');
}

/** A product of powers: `price × amount`, `weight / height²`. */
export function productInWords(
  factors: readonly { readonly name: string; readonly power: number }[],
  scale: number,
): string {
  const above = factors.filter(({ power }) => power > 0).map(powerInWords);
  const below = factors.filter(({ power }) => power < 0).map(powerInWords);
  const top = [...(scale === 1 ? [] : [short(scale)]), ...above].join(' × ') || '1';
  if (below.length === 0) return top;
  return `${top} / ${below.length === 1 ? below[0] : `(${below.join(' × ')})`}`;
}

const POWERS: Readonly<Record<string, string>> = { '1': '', '2': '²', '3': '³' };

function powerInWords({ name, power }: { readonly name: string; readonly power: number }): string {
  const size = Math.abs(power);
  return size === 0.5 ? `√${name}` : `${name}${POWERS[String(size)] ?? `^${size}`}`;
}

function short(x: number): string {
  return String(Number(x.toPrecision(4)));
}
