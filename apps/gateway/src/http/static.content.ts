import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

type Coding = 'br' | 'gzip';

interface Form {
  bytes: Buffer;
  tag: string;
  coding: Coding | null;
}

/** Of eleven; the two higher levels take much longer and save little. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
const PACK: Record<Coding, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, BROTLI),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};
/** The best compression first. */
const CODINGS = Object.keys(PACK) as Coding[];

/** Content that does not change. Each encoding is computed once, on first use. */
export class StaticContent {
  private readonly plain: Form;
  private readonly packed = new Map<Coding, Promise<Form | null>>();

  constructor(
    private readonly type: string,
    content: string | Buffer,
  ) {
    const bytes = Buffer.from(content);
    // A strong tag needs one for each encoding (RFC 9110 §8.8.3).
    this.plain = { bytes, tag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22), coding: null };
  }

  async answer(request: Request, response: Response, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    const { bytes, tag, coding } = await this.formFor(request);
    response.set({ ...headers, 'Content-Type': this.type, Vary: 'Accept-Encoding', ETag: `"${tag}"` });
    if (coding !== null) response.set('Content-Encoding', coding);
    response.send(bytes);
  }

  private async formFor(request: Request): Promise<Form> {
    const coding = CODINGS.find((each) => request.acceptsEncodings(each) !== false);
    return (coding !== undefined && (await this.packedBy(coding))) || this.plain;
  }

  /** null: not smaller. */
  private packedBy(coding: Coding): Promise<Form | null> {
    const known = this.packed.get(coding);
    if (known !== undefined) return known;
    const packing = this.pack(coding);
    this.packed.set(coding, packing);
    return packing;
  }

  private async pack(coding: Coding): Promise<Form | null> {
    const bytes = await PACK[coding](this.plain.bytes);
    return bytes.length < this.plain.bytes.length ? { bytes, tag: `${this.plain.tag}-${coding}`, coding } : null;
  }
}
