import { htmlPage, type WireResponse, type VendorResponses } from '../wire.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const XML = { 'Content-Type': 'application/xml' };

export interface Envelope {
  readonly data?: string;
  readonly messages?: string;
  readonly links?: string;
}

/** The envelope of every answer; its parts are XML, and an empty part is an empty element. */
export function xmlResponse(status: number, { data = '', messages = '', links = '' }: Envelope = {}): WireResponse {
  const body = `${element('data', data)}${element('messages', messages)}${element('links', links)}`;
  return { status, headers: XML, body: `${DECLARATION}\n<response>${body}</response>\n` };
}

export function xmlError(status: number, message: string): WireResponse {
  return xmlResponse(status, { messages: element('errorMessage', escapeXml(message)) });
}

export function element(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

export function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

export const oracleSbcResponses: VendorResponses = {
  unknownRoute: (_call, allowed) =>
    allowed.length === 0 ? xmlError(404, 'Resource not found.') : xmlError(405, 'Method not allowed.'),
  internalError: () => xmlError(500, 'Internal error.'),
  htmlError: () => htmlPage(500, 'Oracle SBC', 'The web GUI has met an error.'),
  throttled: () => xmlError(429, 'Too many requests.'),
  wrongShape: () => ({ status: 200, headers: XML, body: `${DECLARATION}\n<portal><ready>true</ready></portal>\n` }),
  padding: {
    type: 'application/xml',
    head: `${DECLARATION}\n<response><data>`,
    tail: '</data><messages/><links/></response>',
  },
};
