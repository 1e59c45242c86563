// node scripts/image.mjs <folder>: puts into it what the image of production has, once the build has been made.
import { assembleImage } from './image/image.files.mjs';
import { ROOT } from './root.mjs';

const [folder] = process.argv.slice(2);

try {
  if (!folder) throw new Error('node scripts/image.mjs <folder>');
  await assembleImage(ROOT, folder);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
