/**
 * Whether digits end in the check digit of ISO/IEC 7064, MOD 11,10.
 *
 * @param digits Digits alone. One of ten random texts passes.
 * @source ISO/IEC 7064, hybrid system MOD 11,10: the German tax number.
 */
export function isMod11And10(digits: string): boolean {
  let product = 10;
  for (let i = 0; i < digits.length - 1; i++) {
    const sum = (digits.charCodeAt(i) - 48 + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === Number(digits[digits.length - 1]);
}
