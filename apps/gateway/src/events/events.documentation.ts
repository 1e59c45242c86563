import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { answerOf, operation, query, requestHeader } from '../documentation/openapi.operation.js';
import { Problems } from '../documentation/openapi.problems.js';
import { JOB_EXAMPLE } from '../jobs/job.example.js';
import { FilterParameters } from '../jobs/job-list.parameters.js';
import { JobIdParameter } from '../jobs/job.parameters.js';
import { EventPageDto } from './event.dto.js';
import { EventBatch } from './event.message.js';
import { EVENT_STREAM_TYPE } from './sse.sink.js';

const EXAMPLE_ID = 'AU8zQsfNIQGTzPRSiTIA';
const STREAM_EXAMPLE = new EventBatch([
  { event: 'snapshot', data: JSON.stringify(JOB_EXAMPLE), id: EXAMPLE_ID },
]).bytes.toString();

const EVENTS = [
  '- `snapshot`: a job as it was when the stream began. Of many, the latest 1,000 to change, latest first.',
  '- `job`: a job that has changed, as it is now. Whoever is slow gets the last of several changes alone; one that was told may come again.',
  '- `gone`: `{"id"}` of a job that was forgotten, or that the filters no longer let through.',
  '- `reset`, without data: what came before may be out of date in ways that can no longer be told. A snapshot follows.',
  '- `availability`: `{"complete", "unreachable"}`, once that is no longer so: `unreachable` names the connections of which nothing is heard for the time being. When all can be heard again, a stream that began without one of them ends, and goes on with all.',
  '',
  'Comments keep the connection alive. Whoever does not read is cut off and can go on from the last event that arrived.',
].join('\n');

const TOO_MANY = [
  ...(['quota-exceeded', 'too-many-refusals', 'too-many-streams'] as const),
  ...(['store-unavailable', 'issuer-unavailable', 'gateway-full'] as const),
];

const EVENT_PARAMETERS = [
  query('format', '`sse`: Server-Sent Events. `json`: what has happened so far, in one answer. Goes before `Accept`.', {
    type: 'string',
    enum: ['sse', 'json'],
  }),
  query('after', '`next` of the page before, or the id of an event. `Last-Event-ID` goes before it.'),
  requestHeader(
    'Last-Event-ID',
    'The id of the last event that arrived, from whatever gateway: what has happened since is told first. Too old, or unknown: `reset`, then a snapshot.',
    EXAMPLE_ID,
  ),
  requestHeader(
    'Prefer',
    '`wait=<seconds>`, at most 60: a page in JSON with nothing on it waits so long for the first event.',
    'wait=20',
  ),
];

const EVENT_ANSWERS = [
  ApiExtraModels(EventPageDto),
  answerOf(
    200,
    EVENTS,
    {
      // The first one is what a form offers; a stream never ends.
      'application/json': {
        schema: { $ref: getSchemaPath(EventPageDto) },
        example: {
          events: [{ event: 'job', data: JOB_EXAMPLE }],
          next: EXAMPLE_ID,
          complete: true,
          unreachable: [],
        } satisfies EventPageDto,
      },
      [EVENT_STREAM_TYPE]: { schema: { type: 'string' }, example: STREAM_EXAMPLE },
    },
    ...(['Cache-Control', 'Vary', 'Preference-Applied'] as const),
  ),
];

export const DocumentsEvents = operation(
  'streamEvents',
  FilterParameters(),
  ...EVENT_PARAMETERS,
  ...EVENT_ANSWERS,
  Problems('invalid-request', ...TOO_MANY),
);

export const DocumentsJobEvents = operation(
  'streamJobEvents',
  JobIdParameter(),
  ...EVENT_PARAMETERS,
  ...EVENT_ANSWERS,
  answerOf(
    204,
    'The job has ended, and nothing has happened since `Last-Event-ID`: there is no reason to come back.',
    null,
  ),
  Problems('invalid-job-id', 'invalid-request', 'job-not-found', ...TOO_MANY, 'too-many-tracked-jobs'),
);
