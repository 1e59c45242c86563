// Preloaded into what is measured: says which process it is, so that its use of the processor can be read.
import { writeFileSync } from 'node:fs';

writeFileSync(process.env.BENCH_NOTE, String(process.pid));
