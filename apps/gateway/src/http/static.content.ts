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

/** Of eleven; the two above take many times as long and save little. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
const PACK: Record<Coding, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, BROTLI),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};
/** What packs best first. */
const CODINGS = Object.keys(PACK) as Coding[];

/** A text that stays the same as long as the process runs. Each of its forms is packed once, when it is first wanted. */
export class StaticContent {
  private readonly plain: Form;
  private readonly packed = new Map<Coding, Promise<Form | null>>();

  /** `type`: the media type. */
  constructor(
    private readonly type: string,
    content: string | Buffer,
  ) {
    const bytes = Buffer.from(content);
    // Of what is to be the same, a weak hash would do; another form wants another tag (RFC 9110 §8.8.3).
    this.plain = { bytes, tag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22), coding: null };
  }

  /** With 304 where the requester has it already. */
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

  /** null: it does not get smaller. */
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
