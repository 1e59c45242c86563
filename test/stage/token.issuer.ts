import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTHeaderParameters } from 'jose';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SigningKey {
  kid: string;
  algorithm: string;
  secret: CryptoKey;
  published: JWK;
}

/** Makes tokens, and publishes its public keys over HTTP as an identity provider does. */
export class TokenIssuer {
  readonly audience = 'jobgate';
  /** What is published now. */
  keys: SigningKey[] = [];
  /** How the key set is answered instead of as it should be. */
  answer: { status: number; body: string } | null = null;
  /** How often the key set was read. */
  reads = 0;
  private port = 0;
  private made = 0;

  private constructor(private server: Server) {}

  static async open(): Promise<TokenIssuer> {
    const issuer = new TokenIssuer(createServer());
    await issuer.start();
    await issuer.rotate('ES256');
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get rules() {
    return { issuer: this.url, audience: this.audience, jwksUrl: `${this.url}/keys` };
  }

  /** Publishes one new key in the place of all others. */
  async rotate(algorithm = 'ES256'): Promise<SigningKey> {
    const key = await this.makeKey(algorithm);
    this.keys = [key];
    return key;
  }

  async makeKey(algorithm: string): Promise<SigningKey> {
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
    const kid = `key-${(this.made += 1)}`;
    const published = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
    return { kid, algorithm, secret: privateKey, published };
  }

  /** A token that is good for five minutes, but for what is changed; a claim that is undefined is left out. */
  async token(
    claims: Record<string, unknown> = {},
    { key = this.keys[0]!, header = {} }: { key?: SigningKey; header?: Partial<JWTHeaderParameters> } = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: this.url, aud: this.audience, sub: 'somebody', iat: now, exp: now + 300 };
    return new SignJWT({ ...usual, ...claims })
      .setProtectedHeader({ alg: key.algorithm, kid: key.kid, ...header })
      .sign(key.secret);
  }

  /** Takes no more connections, at an address that stays its own. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async start(): Promise<void> {
    this.server = createServer((_request, response) => {
      this.reads += 1;
      const { status, body } = this.answer ?? {
        status: 200,
        body: JSON.stringify({ keys: this.keys.map(({ published }) => published) }),
      };
      response.writeHead(status, { 'content-type': 'application/json', location: '/elsewhere' }).end(body);
    });
    await once(this.server.listen(this.port, '127.0.0.1'), 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    if (this.server.listening) await this.stop();
  }
}
