// Preloaded (`node --import`) into Jest, whose workers take over the flags of their parent: each of them ends when that is gone.
import { whenParentEnds } from './parent.watch.mjs';

whenParentEnds(() => process.kill(process.pid, 'SIGTERM'));
