import stompit from 'stompit';
import type { TransformCallback } from 'node:stream';

const CARRIAGE_RETURN = 0x0d;
const LIMITS = { maxLineLength: 8 * 1024, maxHeaders: 64 };

/** Bytes to frames. What no frame can begin with, or goes beyond the limits, ends it with an error. */
export class FrameReader extends stompit.IncomingFrameStream {
  private heldReturn: Buffer | null = null;

  constructor() {
    super({ ...LIMITS });
  }

  /** The parser knows CR LF as the end of a line only when both come in one piece. */
  override _transform(chunk: Buffer, encoding: BufferEncoding, done: TransformCallback): void {
    const bytes = this.heldReturn ? Buffer.concat([this.heldReturn, chunk]) : chunk;
    const isHalved = bytes.at(-1) === CARRIAGE_RETURN;
    this.heldReturn = isHalved ? bytes.subarray(-1) : null;
    super._transform(isHalved ? bytes.subarray(0, -1) : bytes, encoding, done);
  }

  /** A header named like a method of objects makes the parser throw, uncaught. */
  protected override _continueTransform(): void {
    try {
      super._continueTransform();
    } catch (error) {
      this.destroy(error as Error);
    }
  }
}
