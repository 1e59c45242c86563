/**
 * A frame without a body, as it goes out. Written in one piece: stompit's own writer sends a frame in several, and the
 * rest of one that a closed connection cuts off is an error that cannot be caught.
 */
export function frameText(command: string, headers: Readonly<Record<string, string>>): string {
  // The specification has no escapes in CONNECT, for brokers of version 1.0.
  const write = command === 'CONNECT' ? (text: string) => text : escaped;
  const lines = Object.entries(headers).map(([name, value]) => `${write(name)}:${write(value)}\n`);
  return `${command}\n${lines.join('')}\n\0\n`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(':', '\\c');
}
