/** From one unit to another: the number in the other is `scale` times that in the first, plus `shift`. */
export interface UnitConversion {
  /** Reads after "looks like": `cents beside euros (x 100)`. */
  readonly words: string;
  readonly scale: number;
  readonly shift: number;
  /** The factor as people round it. */
  readonly written?: readonly number[];
}

const times = (scale: number, words: string, written?: readonly number[]): UnitConversion => ({
  words,
  scale,
  shift: 0,
  ...(written && { written }),
});

/**
 * Conversions between units that get mixed up.
 *
 * @source BIPM (2019), "The International System of Units"; NIST SP 811, appendix B.
 */
export const UNIT_CONVERSIONS: readonly UnitConversion[] = [
  { words: '°F beside °C (x 1.8 + 32)', scale: 1.8, shift: 32 },
  { words: 'kelvin beside °C (+ 273.15)', scale: 1, shift: 273.15 },
  times(1000, 'thousandths beside whole units (x 1000), such as ms and s, g and kg, m and km'),
  times(
    100,
    'hundredths beside whole units (x 100), such as cents and euros, cm and m, % and shares',
  ),
  times(10, 'tenths beside whole units (x 10), such as mm and cm'),
  times(1e6, 'millionths beside whole units (x 1 000 000)'),
  times(2.20462262, 'lb beside kg (x 2.2046)', [
    2.2046,
    2.205,
    2.2,
    1 / 0.4536,
    1 / 0.454,
    1 / 0.45,
  ]),
  times(3.2808399, 'ft beside m (x 3.2808)', [3.2808, 3.281, 3.28, 1 / 0.305, 3.3]),
  times(1.609344, 'km beside miles (x 1.6093)', [1.6093, 1.609, 1.61, 1.6, 1 / 0.6214, 1 / 0.62]),
  times(2.54, 'cm beside inches (x 2.54)', [1 / 0.3937]),
  times(25.4, 'mm beside inches (x 25.4)'),
  times(30.48, 'cm beside feet (x 30.48)'),
  times(28.3495231, 'g beside oz (x 28.35)', [28.35]),
  times(453.59237, 'g beside lb (x 453.59)', [453.6]),
  times(3.78541178, 'l beside US gallons (x 3.7854)', [3.785, 3.79, 1 / 0.2642]),
  times(60, 'minutes beside hours, or seconds beside minutes (x 60)'),
  times(3600, 'seconds beside hours (x 3600)'),
  times(24, 'hours beside days (x 24)'),
  times(12, 'inches beside feet, or months beside years (x 12)'),
  times(18.0182, 'mg/dl beside mmol/l of glucose (x 18.018)', [18.016, 18.02]),
];
