import { GatewayProblem, Jobgate } from '#libs/client';

export type Check = 'accepted' | 'refused' | 'missing-scope' | 'unreachable';

/** Asks the gateway whether a key may read; null: whether everybody may. */
export async function checkKey(key: string | null): Promise<Check> {
  try {
    const { response } = await new Jobgate({ url: location.origin, key }).api.GET('/connections');
    if (response.ok) return 'accepted';
    if (response.status === 401) return 'refused';
    return response.status === 403 ? 'missing-scope' : 'unreachable';
  } catch (error) {
    // A key with characters that no header can hold was never given out.
    return error instanceof TypeError || error instanceof GatewayProblem ? 'refused' : 'unreachable';
  }
}
