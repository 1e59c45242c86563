import { cancelJobs, startJobs } from '../clients/commanding.client.js';
import { listJobs, readBatches, readJobs } from '../clients/reading.client.js';
import { RecordingClient } from '../clients/recording.client.js';
import { probeHiddenConnections } from '../clients/restricted.client.js';
import { followJobs, followStream } from '../clients/streaming.client.js';
import type { RecordedReceiver } from '../clients/subscribing.client.js';
import { trackJobs, trackLastingJobs } from '../clients/tracking.client.js';
import { untrackJobs } from '../clients/untracking.client.js';
import type { ChaosContext } from '../clients/chaos.context.js';
import type { KeyName } from '../../stage/index.js';

/** How often each client does something, milliseconds. */
const TRACK_MS = 700;
const READ_MS = 120;
const BATCH_MS = 500;
const LIST_MS = 800;
const START_MS = 1_200;
const CANCEL_MS = 2_500;
const UNTRACK_MS = 3_000;
const PROBE_MS = 500;
const FOLLOW_MS = 900;
const READERS = 3;

/** Callers of every kind at the same time. */
export interface Load {
  /** Resolves when the last of them has come to its end, after `stopping`. */
  done: Promise<unknown>;
  /** The same of those that go on until `ending`. */
  streams: Promise<unknown>;
}

/** `told`: receivers of the jobs that name them; `isLeftOut`: excluded faults, by name. */
export function putUnderLoad(
  context: ChaosContext,
  told: RecordedReceiver,
  isLeftOut: (name: string) => boolean,
): Load {
  const client = (name: string, caller: KeyName) => new RecordingClient(name, caller, context);
  const readers = Array.from({ length: READERS }, (_, index) =>
    readJobs(client(`reader ${index + 1}`, 'reader'), READ_MS),
  );
  return {
    done: Promise.all([
      trackLastingJobs(client('tracker of lasting jobs', 'operator')),
      trackJobs(client('tracker 1', 'operator'), TRACK_MS, told),
      trackJobs(client('tracker 2', 'tracker'), TRACK_MS),
      ...readers,
      readBatches(client('batch reader', 'reader'), BATCH_MS),
      listJobs(client('lister', 'reader'), LIST_MS),
      startJobs(client('starter 1', 'operator'), START_MS),
      startJobs(client('starter 2', 'operator'), START_MS),
      cancelJobs(client('canceler', 'operator'), CANCEL_MS),
      ...(isLeftOut('client-untracks') ? [] : [untrackJobs(client('untracker', 'operator'), UNTRACK_MS)]),
      probeHiddenConnections(client('restricted', 'datameerOnly'), PROBE_MS),
    ]),
    streams: Promise.all([
      followStream(client('stream of all', 'reader')),
      followStream(client('stream of some', 'datameerOnly')),
      followJobs(client('streams of jobs', 'reader'), FOLLOW_MS),
    ]),
  };
}
