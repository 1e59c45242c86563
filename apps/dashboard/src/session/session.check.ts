import { GatewayProblem, Jobgate } from '#libs/client';

export type Check = 'accepted' | 'rejected' | 'missing-scope' | 'unreachable';

/** Whether the gateway accepts the key for reading; null: without a key. */
export async function checkKey(key: string | null): Promise<Check> {
  try {
    const { response } = await new Jobgate({ url: location.origin, key }).api.GET('/connections');
    if (response.ok) return 'accepted';
    if (response.status === 401) return 'rejected';
    return response.status === 403 ? 'missing-scope' : 'unreachable';
  } catch (error) {
    // A key with characters that are illegal in a header was never issued.
    return error instanceof TypeError || error instanceof GatewayProblem ? 'rejected' : 'unreachable';
  }
}
