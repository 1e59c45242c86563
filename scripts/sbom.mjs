// npm run -s sbom: the bill of materials of the image (CycloneDX), to standard output.
import { sbomOf } from './image/sbom.mjs';
import { ROOT } from './root.mjs';

try {
  console.log(JSON.stringify(await sbomOf(ROOT), null, 2));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
