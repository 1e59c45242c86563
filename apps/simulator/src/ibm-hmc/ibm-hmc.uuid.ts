import type { Random } from '../random.js';

/** 100-ns steps between 15 October 1582, where UUID time begins (RFC 9562 §5.1), and 1970. */
const STEPS_BEFORE_1970 = 122_192_928_000_000_000n;

/** Makes time-based UUIDs such as `86e44546-107f-11e1-bde0-0010184c8334`; a counter in the node part keeps them apart. */
export function timeUuids(random: Random): (time: number) => string {
  const clock = (0x8000 | random.whole(0, 0x3fff)).toString(16);
  let node = random.whole(0, 0xffffffff);
  return (time) => {
    node = (node + 1) >>> 0;
    const digits = (STEPS_BEFORE_1970 + BigInt(Math.trunc(time)) * 10_000n).toString(16).padStart(15, '0');
    const nodeDigits = node.toString(16).padStart(8, '0');
    return `${digits.slice(7)}-${digits.slice(3, 7)}-1${digits.slice(0, 3)}-${clock}-0010${nodeDigits}`;
  };
}
