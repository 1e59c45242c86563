/** RFC 4291 §2.5.5.2, RFC 6052 §2.1: as the URL standard writes them. */
const EMBEDDING = /^(?:::ffff:|64:ff9b::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/;

/** The IPv4 address that a mapped one, or one of NAT64, leads to; null: it is none of these. */
export function embeddedAddress(address: string): string | null {
  const url = `http://[${address}]/`;
  if (!URL.canParse(url)) return null;
  const found = EMBEDDING.exec(new URL(url).hostname.slice(1, -1));
  if (found === null) return null;
  const [high, low] = [Number.parseInt(found[1] ?? '0', 16), Number.parseInt(found[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
