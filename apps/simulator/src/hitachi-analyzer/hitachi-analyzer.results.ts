import { createRandom } from '../random.js';
import type { ScriptedJob } from '../job.snapshot.js';
import { twoDigits, wallClock } from '../zone.clock.js';

const DEFAULT_RESOURCES = 10;
const DEFAULT_SAMPLES = 12;
const INTERVAL_SECONDS = 60;
const GAP_PROBABILITY = 0.1;

/** How many resources the whole result has. */
export function resourceCount(job: ScriptedJob): number {
  const { result, resources } = job.script;
  return Array.isArray(result) ? result.length : (resources ?? DEFAULT_RESOURCES);
}

/** The first `count` resources of the result: as scripted, or made up from the id, so the same at every call. */
export function resourcesOf(job: ScriptedJob, count: number, timeZone: string): unknown[] {
  const { result, samples = DEFAULT_SAMPLES } = job.script;
  if (Array.isArray(result)) return result.slice(0, count) as unknown[];
  const start = serverTime(job.createdAt - samples * INTERVAL_SECONDS * 1000, timeZone);
  return Array.from({ length: count }, (_, index) => resource(job.id, index, samples, start));
}

/** `20140713_230100`: the clock of the server, without a zone. */
export function serverTime(time: number, timeZone: string): string {
  const { year, month, day, hour, minute, second } = wallClock(time, timeZone);
  return `${year}${twoDigits(month)}${twoDigits(day)}_${twoDigits(hour)}${twoDigits(minute)}${twoDigits(second)}`;
}

function resource(id: string, index: number, samples: number, start: string): object {
  const random = createRandom([...`${id}/${index}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7));
  const name = `lab-vm${index + 1}`;
  return {
    signature: `vm#${name}`,
    name,
    memory: { type: 'scalar', name: 'Memory', unit: '', data: String(1024 * random.whole(1, 256)) },
    'cpu Usage': [
      {
        type: 'timeseries',
        name: 'cpu usage',
        unit: '',
        interval: INTERVAL_SECONDS,
        start,
        data: Array.from({ length: samples }, () =>
          random.next() < GAP_PROBABILITY ? null : random.whole(0, 10_000) / 100,
        ),
      },
    ],
  };
}
