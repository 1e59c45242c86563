import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';
import { shippedPackages } from './shipped.packages.mjs';

/**
 * The bill of materials of the image (CycloneDX, JSON): what `npm sbom` says of the packages that are shipped. `npm sbom --omit dev`
 * leaves out what a development package needs as well. It does not reveal this machine or the registry.
 */
export async function sbomOf(root) {
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...args] = [...npm, 'sbom', '--sbom-format', 'cyclonedx', '--loglevel', 'error'];
  const { ok, output } = await runCommand(command, args, { cwd: root });
  if (!ok) throw new Error(`npm sbom failed:\n${output}`);
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return withoutOthers(JSON.parse(output), name, shippedPackages(root));
}

function withoutOthers({ metadata, components, dependencies, ...bom }, name, packages) {
  const shipped = new Set(packages.map((each) => `${each.name}@${each.version}`));
  const kept = components.filter((component) => shipped.has(`${component.name}@${component.version}`));
  const refs = new Set([metadata.component['bom-ref'], ...kept.map((component) => component['bom-ref'])]);
  return {
    ...bom,
    // npm gives it the name of the folder.
    metadata: { ...metadata, component: { ...metadata.component, name } },
    components: kept.map(withoutOrigin),
    dependencies: dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  };
}

/** Whoever installs from another registry has the same packages: their hashes tell. */
function withoutOrigin({ externalReferences = [], properties = [], ...component }) {
  return {
    ...component,
    externalReferences: externalReferences.filter(({ type }) => type !== 'distribution'),
    properties: properties.filter(({ name }) => name !== 'cdx:npm:package:path'),
  };
}
