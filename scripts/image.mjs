// node scripts/image.mjs <folder>: assembles the contents of the production image from the build.
import { assembleImage } from './image/image.files.mjs';
import { runScript } from './processes/script.mjs';
import { ROOT } from './root.mjs';

await runScript(() => {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('Usage: node scripts/image.mjs <folder>');
  return assembleImage(ROOT, folder);
});
