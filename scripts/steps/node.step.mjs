const NEEDED = [20, 19];

/** Throws where this Node.js is older than what package.json asks for; npm itself only warns. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  throw new Error(`Node.js ${NEEDED.join('.')} or newer is needed; this is ${version}.`);
}
