import { htmlPage, type WireResponse, type VendorResponses } from '../wire.js';
import type { ExpiredForm } from './otc-ims.settings.js';

let requestNumber = 0;

export function cloudResponse(status: number, content: unknown, extra: Record<string, string> = {}): WireResponse {
  return { status, headers: { 'Content-Type': 'application/json', ...extra }, body: JSON.stringify(content) };
}

/** The image service's own errors: 400 for all codes but IMG.0026. */
export function imageError(code: string, message: string, status = 400): WireResponse {
  return cloudResponse(status, { error: { message, code } });
}

/** The errors of the API gateway in front of it. */
export function gatewayError(status: number, code: string, message: string): WireResponse {
  requestNumber = (requestNumber + 1) % 0xffffffff;
  return cloudResponse(status, {
    error_msg: message,
    error_code: code,
    request_id: requestNumber.toString(16).padStart(32, '0'),
  });
}

/** The identity service's errors: here the code is a number. */
export function identityError(status: number, title: string, message: string): WireResponse {
  return cloudResponse(status, { error: { code: status, message, title } });
}

export function unauthenticated(): WireResponse {
  return identityError(401, 'Unauthorized', 'The request you have made requires authentication.');
}

export function expiredToken(form: ExpiredForm): WireResponse {
  switch (form) {
    case 'gateway':
      return gatewayError(401, 'APIG.0301', 'Incorrect IAM authentication information: decrypt token fail');
    case 'keystone':
      return unauthenticated();
    case 'must-be-updated':
      return identityError(401, 'Unauthorized', 'The token must be updated');
    case 'img-0087':
      return imageError('IMG.0087', 'The token is incorrect.');
    case 'img-0030':
      return imageError('IMG.0030', 'The project ID and token in the request are invalid.');
  }
}

export const otcImsResponses: VendorResponses = {
  unknownRoute: (_call, allowed) =>
    allowed.length === 0
      ? gatewayError(404, 'APIG.0101', 'The API does not exist or has not been published in the environment')
      : gatewayError(405, 'APIG.0106', 'The request method is not allowed'),
  internalError: () => imageError('IMG.0061', 'An unknown system error occurred.', 500),
  htmlError: () => htmlPage(500, '500 Internal Server Error', 'openresty'),
  throttled: () =>
    gatewayError(
      429,
      'APIG.0308',
      'The throttling threshold has been reached: policy user over ratelimit,limit:100,time:1 minute',
    ),
  wrongShape: () => cloudResponse(200, { jobs: [] }),
  padding: { type: 'application/json', head: '{"status":"RUNNING","padding":"', tail: '"}' },
};
