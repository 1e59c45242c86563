// npm run -s sbom: the bill of materials of the image (CycloneDX) on standard output.
import { sbomOf } from './image/sbom.mjs';
import { runScript } from './processes/script.mjs';
import { ROOT } from './root.mjs';

await runScript(async () => console.log(JSON.stringify(await sbomOf(ROOT), null, 2)));
