/** Product in the dihedral group of order 10: row times column. */
const PRODUCT = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
/** Where a digit goes at each place from the right, again after eight. */
const PLACES = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/**
 * Whether digits end in the check digit of Verhoeff, which finds every wrong digit and every swap of neighbors.
 *
 * @param digits Digits alone. One of ten random texts passes.
 * @source Verhoeff (1969), "Error Detecting Decimal Codes", Mathematical Centre Tract 29.
 */
export function isVerhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    check = Number(PRODUCT[check][Number(PLACES[i % 8][digit])]);
  }
  return check === 0;
}
