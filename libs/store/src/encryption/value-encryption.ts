import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** 32 bytes, in hex. */
export type EncryptionKey = string;

const PREFIX = 'sealed:1:';
const CIPHER = 'aes-256-gcm';
const [SALT_BYTES, NONCE_BYTES, TAG_BYTES] = [32, 12, 16];

interface Key {
  id: string;
  bytes: Buffer;
}

/**
 * Encrypts values with AES-256-GCM, a random nonce and a key for each value by HKDF-SHA-256 with a random salt:
 * `sealed:1:<id of the key>:<salt, nonce, tag and cipher text in base64url>`. The place of the value is
 * authenticated.
 */
export class ValueEncryption {
  private readonly first: Key | null;
  private readonly byId: ReadonlyMap<string, Key>;

  /** The first one seals, null leaves texts as they are; all of them open. */
  constructor(keys: readonly (EncryptionKey | null)[]) {
    const known = keys.map((key) => (key === null ? null : keyOf(key)));
    this.first = known[0] ?? null;
    this.byId = new Map(known.flatMap((key) => (key === null ? [] : [[key.id, key]])));
  }

  get isEnabled(): boolean {
    return this.first !== null;
  }

  /** `place`: identifies where the value is stored. */
  encrypt(text: string, place: string): string {
    if (this.first === null) return text;
    const { id, bytes } = this.first;
    const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
    const cipher = createCipheriv(CIPHER, deriveKey(bytes, salt), nonce).setAAD(Buffer.from(place));
    const encrypted = [cipher.update(text, 'utf8'), cipher.final()];
    const whole = Buffer.concat([salt, nonce, cipher.getAuthTag(), ...encrypted]);
    return `${PREFIX}${id}:${whole.toString('base64url')}`;
  }

  /** A plain text is returned as it is. Throws on a text that is damaged, or of another key or place. */
  decrypt(text: string, place: string): string {
    if (!isEncrypted(text)) return text;
    const [id = '', encoded = ''] = text.slice(PREFIX.length).split(':');
    const key = this.byId.get(id);
    if (key === undefined) throw new Error('The value was encrypted with a key that is not configured.');
    const whole = Buffer.from(encoded, 'base64url');
    const salt = whole.subarray(0, SALT_BYTES);
    const nonce = whole.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES);
    const tag = whole.subarray(SALT_BYTES + NONCE_BYTES, SALT_BYTES + NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, deriveKey(key.bytes, salt), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(place)).setAuthTag(tag);
    const opened = decipher.update(whole.subarray(SALT_BYTES + NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  }

  /** Whether a text is as it would be encrypted now. */
  isEncryptedWithFirstKey(text: string): boolean {
    return this.first === null ? !isEncrypted(text) : text.startsWith(`${PREFIX}${this.first.id}:`);
  }
}

const isEncrypted = (text: string): boolean => text.startsWith(PREFIX);

/** The id does not reveal the key. */
function keyOf(hex: EncryptionKey): Key {
  const bytes = Buffer.from(hex, 'hex');
  const id = createHash('sha256').update('jobgate key id').update(bytes).digest('hex').slice(0, 8);
  return { id, bytes };
}

const deriveKey = (key: Buffer, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, 'jobgate sealed text', 32));
