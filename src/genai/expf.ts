const tableBits = 5;
const tableSize = 1 << tableBits;
/** 1.5 × 2^52: adding and subtracting it rounds a double to the nearest integer, ties to even. */
const roundingShift = 6755399441055744;
/** tableSize / ln 2 */
const inverseLn2 = 46.16624130844683;
/** Polynomial of 2^(r/32) on [-1/2, 1/2], in glibc's scaling. */
const c0 = 1.6938359250920212e-6;
const c1 = 0.00023459809789509004;
const c2 = 0.021660849396613134;
/** ln(2^128) and ln(2^-150): beyond them the float32 overflows or is zero. */
const overflow = 88.72283172607422;
const underflow = -103.972076416015625;

/** 2^(i/32), rounded to double. */
const powers = Float64Array.of(
  1.0,
  1.0218971486541166,
  1.0442737824274138,
  1.0671404006768237,
  1.0905077326652577,
  1.1143867425958924,
  1.1387886347566916,
  1.1637248587775775,
  1.189207115002721,
  1.215247359980469,
  1.241857812073484,
  1.2690509571917332,
  1.2968395546510096,
  1.3252366431597413,
  1.3542555469368927,
  1.383909881963832,
  Math.SQRT2,
  1.4451808069770467,
  1.4768261459394993,
  1.5091644275934228,
  1.5422108254079407,
  1.5759808451078865,
  1.6104903319492543,
  1.645755478153965,
  1.681792830507429,
  1.718619298122478,
  1.7562521603732995,
  1.7947090750031072,
  1.8340080864093424,
  1.8741676341103,
  1.9152065613971474,
  1.9571441241754002,
);

/**
 * exp of a float32, bit for bit as glibc's expf (2.28 and later, sysdeps/ieee754/flt-32/e_expf.c).
 * Math.exp rounded to float32 differs from it in about one of ten thousand values, which is enough to sample another token.
 */
export function expf(x: number): number {
  if (x > overflow) return Infinity;
  if (x < underflow) return 0;
  if (Number.isNaN(x)) return Number.NaN;
  const scaled = inverseLn2 * x;
  const rounded = scaled + roundingShift - roundingShift;
  const r = scaled - rounded;
  const index = ((rounded % tableSize) + tableSize) % tableSize;
  // Multiplying by a power of two is exact: the same double as glibc makes by adding to the exponent bits.
  const power = powers[index]! * 2 ** ((rounded - index) / tableSize);
  const rSquared = r * r;
  return Math.fround(((c0 * r + c1) * rSquared + (c2 * r + 1)) * power);
}
