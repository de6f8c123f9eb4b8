/**
 * A QR code as rows of modules, drawn here so that the second factor's secret never leaves the page.
 * Bytes only, error correction M, versions 1 to 16: room for 450 bytes, an `otpauth://` link takes about 150.
 * Follows ISO/IEC 18004; the mask is chosen by the standard's penalty, since phones read some masks better.
 */

/** The modules of the code for `text`, row by row, true where dark; undefined where `text` is too long. */
export function qrCode(text: string): boolean[][] | undefined {
  const bytes = new TextEncoder().encode(text);
  const version = VERSIONS.findIndex((_, v) => v > 0 && dataBytes(v) >= bytes.length + (v < 10 ? 2 : 3));
  if (version < 1) return undefined;
  const codewords = withErrorCorrection(encode(bytes, version), version);
  const base = newGrid(version);
  place(base, codewords);
  const masked = MASKS.map((mask, index) => applyMask(base, mask, index));
  const best = masked.reduce((a, b) => (penalty(b) < penalty(a) ? b : a));
  return best;
}

/** Error correction bytes a block and number of blocks, by version, for level M. */
const VERSIONS: readonly (readonly [number, number])[] = [
  [0, 0],
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
  [30, 5],
  [22, 8],
  [22, 9],
  [24, 9],
  [24, 10],
  [28, 10],
];

function versionRow(version: number): readonly [number, number] {
  return VERSIONS[version] ?? [0, 0];
}

/** All bytes that fit around the fixed patterns. */
function totalBytes(version: number): number {
  let bits = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const along = Math.floor(version / 7) + 2;
    bits -= (25 * along - 10) * along - 55;
    if (version >= 7) bits -= 36;
  }
  return Math.floor(bits / 8);
}

function dataBytes(version: number): number {
  const [ecc, blocks] = versionRow(version);
  return totalBytes(version) - ecc * blocks;
}

/** Mode, length, the bytes, and padding up to the version's capacity. */
function encode(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const push = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >>> i) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  const capacity = dataBytes(version) * 8;
  push(0, Math.min(4, capacity - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  const out: number[] = [];
  for (let i = 0; i < bits.length; i += 8) out.push(bits.slice(i, i + 8).reduce((byte, bit) => byte * 2 + bit, 0));
  for (let pad = 0xec; out.length < capacity / 8; pad ^= 0xfd) out.push(pad);
  return out;
}

/** Splits into blocks, adds each block's Reed-Solomon remainder, and interleaves. */
function withErrorCorrection(data: number[], version: number): number[] {
  const [ecc, blocks] = versionRow(version);
  const total = totalBytes(version);
  const shortBlocks = blocks - (total % blocks);
  const shortLength = Math.floor(total / blocks) - ecc;
  const divisor = generator(ecc);
  const parts: { data: number[]; ecc: number[] }[] = [];
  let at = 0;
  for (let i = 0; i < blocks; i++) {
    const part = data.slice(at, at + shortLength + (i < shortBlocks ? 0 : 1));
    at += part.length;
    parts.push({ data: part, ecc: remainder(part, divisor) });
  }
  const out: number[] = [];
  const column = (row: number[], i: number) => {
    const byte = row[i];
    if (byte !== undefined) out.push(byte);
  };
  for (let i = 0; i <= shortLength; i++) for (const part of parts) column(part.data, i);
  for (let i = 0; i < ecc; i++) for (const part of parts) column(part.ecc, i);
  return out;
}

/** Product in GF(2^8) modulo 0x11d. */
function times(x: number, y: number): number {
  let z = 0;
  for (let i = 7; i >= 0; i--) {
    z = (z << 1) ^ ((z >>> 7) * 0x11d);
    z ^= ((y >>> i) & 1) * x;
  }
  return z;
}

function generator(degree: number): number[] {
  const out = new Array<number>(degree).fill(0);
  out[degree - 1] = 1;
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) out[j] = times(out[j] ?? 0, root) ^ (out[j + 1] ?? 0);
    root = times(root, 2);
  }
  return out;
}

function remainder(data: number[], divisor: number[]): number[] {
  const out = new Array<number>(divisor.length).fill(0);
  for (const byte of data) {
    const factor = byte ^ (out.shift() ?? 0);
    out.push(0);
    for (const [i, coefficient] of divisor.entries()) out[i] = (out[i] ?? 0) ^ times(coefficient, factor);
  }
  return out;
}

/** The square, with what is fixed in it: `fixed` modules take no data and no mask. */
interface Grid {
  size: number;
  dark: boolean[][];
  fixed: boolean[][];
}

function newGrid(version: number): Grid {
  const size = version * 4 + 17;
  const rows = () => Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const grid: Grid = { size, dark: rows(), fixed: rows() };
  for (let i = 0; i < size; i++) {
    set(grid, 6, i, i % 2 === 0);
    set(grid, i, 6, i % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    square(grid, x, y, 4, (ring) => ring !== 2 && ring !== 4);
  }
  const spots = alignmentSpots(version, size);
  const last = spots.length - 1;
  for (const [i, x] of spots.entries()) {
    for (const [j, y] of spots.entries()) {
      const inCorner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
      if (!inCorner) square(grid, x, y, 2, (ring) => ring !== 1);
    }
  }
  drawFormat(grid, 0);
  if (version >= 7) drawVersion(grid, version);
  return grid;
}

function set(grid: Grid, x: number, y: number, dark: boolean): void {
  const row = grid.dark[y];
  const fixed = grid.fixed[y];
  if (row === undefined || fixed === undefined || x < 0 || x >= grid.size) return;
  row[x] = dark;
  fixed[x] = true;
}

/** Rings around a centre; what falls outside the grid is left out. */
function square(grid: Grid, x: number, y: number, radius: number, dark: (ring: number) => boolean): void {
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) {
      set(grid, x + dx, y + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }
}

function alignmentSpots(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const spots = Array.from({ length: count - 1 }, (_, i) => size - 7 - i * step);
  return [6, ...spots.reverse()];
}

/** Level M is 00, then the mask, then a BCH code of both; drawn twice. */
function drawFormat(grid: Grid, mask: number): void {
  let rest = mask;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const bit = (i: number) => ((bits >>> i) & 1) === 1;
  const { size } = grid;
  for (let i = 0; i <= 5; i++) set(grid, 8, i, bit(i));
  set(grid, 8, 7, bit(6));
  set(grid, 8, 8, bit(7));
  set(grid, 7, 8, bit(8));
  for (let i = 9; i < 15; i++) set(grid, 14 - i, 8, bit(i));
  for (let i = 0; i < 8; i++) set(grid, size - 1 - i, 8, bit(i));
  for (let i = 8; i < 15; i++) set(grid, 8, size - 15 + i, bit(i));
  set(grid, 8, size - 8, true);
}

function drawVersion(grid: Grid, version: number): void {
  let rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i++) {
    const a = grid.size - 11 + (i % 3);
    const b = Math.floor(i / 3);
    set(grid, a, b, ((bits >>> i) & 1) === 1);
    set(grid, b, a, ((bits >>> i) & 1) === 1);
  }
}

/** The bits, in a zigzag of two columns from the bottom right. */
function place(grid: Grid, codewords: number[]): void {
  let at = 0;
  for (let right = grid.size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < grid.size; step++) {
      const up = ((right + 1) & 2) === 0;
      const y = up ? grid.size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = grid.dark[y];
        if (row === undefined || grid.fixed[y]?.[x]) continue;
        row[x] = (((codewords[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1) === 1;
        at++;
      }
    }
  }
}

type Mask = (x: number, y: number) => boolean;
const MASKS: readonly Mask[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function applyMask(grid: Grid, mask: Mask, index: number): boolean[][] {
  const out: Grid = {
    ...grid,
    dark: grid.dark.map((row, y) => row.map((dark, x) => (grid.fixed[y]?.[x] ? dark : dark !== mask(x, y)))),
    fixed: grid.fixed.map((row) => [...row]),
  };
  drawFormat(out, index);
  return out.dark;
}

/** How hard a code is to read: long runs, blocks of one shade, finder look-alikes, imbalance. */
function penalty(dark: boolean[][]): number {
  const size = dark.length;
  const columns = dark.map((_, x) => dark.map((row) => row[x] ?? false));
  let sum = 0;
  for (const line of [...dark, ...columns]) {
    const text = line.map((module) => (module ? '1' : '0')).join('');
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
    sum += 40 * (text.match(/(?=10111010000|00001011101)/g) ?? []).length;
  }
  let total = 0;
  for (const [y, row] of dark.entries()) {
    for (const [x, module] of row.entries()) {
      if (module) total++;
      const same = row[x + 1] === module && dark[y + 1]?.[x] === module && dark[y + 1]?.[x + 1] === module;
      if (same) sum += 3;
    }
  }
  return sum + 10 * Math.floor(Math.abs((total * 20) / (size * size) - 10));
}
