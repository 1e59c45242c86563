/** The part of stompit 1 that is used: its parser of frames. It brings no types of its own. */
declare module 'stompit' {
  import type { Readable, Transform } from 'node:stream';

  /** A frame whose body is still coming in. */
  export interface IncomingFrame extends Readable {
    readonly command: string;
    readonly headers: Record<string, string | number>;
  }

  export class IncomingFrameStream extends Transform {
    constructor(options?: { maxLineLength?: number; maxHeaders?: number });
    setVersion(version: string): boolean;
    /** Parses what has come in so far. */
    protected _continueTransform(): void;
  }

  const stompit: {
    IncomingFrameStream: typeof IncomingFrameStream;
  };
  export default stompit;
}
