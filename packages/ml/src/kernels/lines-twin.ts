import type { LineKernels } from './lines.ts';
import type { LinearMemory } from './web-assembly.ts';

const [COMMA, LF, QUOTE] = [44, 10, 34];
const NEEDS_QUOTES = /[",\n\r]|^\s|\s$/;
const PAIRS = 0x8000_0000;
/** Room that the compiled kernels want before a number, and besides what a level or a text takes. */
const [NUMBER_ROOM, LEVEL_ROOM, TEXT_ROOM] = [29, 4, 6];

/** Characters of a text whose bytes are taken one by one: what is asked of them is the same, blanks aside. */
function isEnclosed(text: Uint8Array): boolean {
  return NEEDS_QUOTES.test(decodeURIComponent([...text].map(escaped).join('')));
}

function escaped(byte: number): string {
  return `%${byte.toString(16).padStart(2, '0')}`;
}

/** The kernels that write rows in plain TypeScript. */
export function linesTwin(memory: LinearMemory): LineKernels {
  return {
    writeLines(columns, nColumns, from, to, out, limit, _powers, reached) {
      const bytes = new Uint8Array(memory.buffer);
      const words = new DataView(memory.buffer);
      const word = (at: number): number => words.getUint32(at, true);
      /** A cell and the room that it wants; undefined where there is none. */
      const cellAt = (column: number, row: number) => {
        const [kind, rows, held] = [word(column), word(column + 4), word(column + 8)];
        if (kind === 0) {
          const value = words.getFloat64(rows + 8 * row, true);
          const text = Object.is(value, -0) ? '-0' : String(value);
          return { room: NUMBER_ROOM, cell: Number.isNaN(value) ? [] : asciiOf(text) };
        }
        if (kind === 1) {
          const code = words.getInt32(rows + 4 * row, true);
          const [start, length] =
            code < 0 ? [0, 0] : [word(held + 8 * code), word(held + 8 * code + 4)];
          return { room: length + LEVEL_ROOM, cell: [...bytes.subarray(start, start + length)] };
        }
        const start = held + word(rows + 8 * row);
        const marked = word(rows + 8 * row + 4);
        const length = marked % PAIRS;
        const text = bytes.subarray(start, start + length);
        const room = 2 * length + TEXT_ROOM;
        if (marked >= PAIRS) return { room, cell: [QUOTE, ...text, QUOTE] };
        if (!isEnclosed(text)) return { room, cell: [...text] };
        const doubled = [...text].flatMap((byte) => (byte === QUOTE ? [QUOTE, QUOTE] : [byte]));
        return { room, cell: [QUOTE, ...doubled, QUOTE] };
      };
      let [at, row] = [out, from];
      for (; row < to; row++) {
        const line: number[] = [];
        let isFull = false;
        for (let j = 0; j < nColumns && !isFull; j++) {
          const { room, cell } = cellAt(columns + 12 * j, row);
          isFull = at + line.length + room > limit;
          line.push(...(cell.length === 0 && nColumns === 1 ? [QUOTE, QUOTE] : cell), COMMA);
        }
        if (isFull) break;
        line[line.length - 1] = LF;
        bytes.set(line, at);
        at += line.length;
      }
      words.setInt32(reached, row, true);
      return at;
    },
  };
}

function asciiOf(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
