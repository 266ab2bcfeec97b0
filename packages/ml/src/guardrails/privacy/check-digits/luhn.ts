/**
 * Whether digits end in the check digit of Luhn.
 *
 * From the right, every second digit is doubled (9 less where that has two digits); the sum is a multiple of 10.
 *
 * @param digits Digits alone. One of ten random texts passes.
 * @source ISO/IEC 7812-1, annex B; Luhn (1960), US patent 2 950 048.
 */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? 2 * digit : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
