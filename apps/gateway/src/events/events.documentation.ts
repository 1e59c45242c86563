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
  '- `snapshot`: a job at the start of the stream. At most 1,000 jobs, the latest change first.',
  '- `job`: a changed job. A slow client gets only the last of several changes; an event may be repeated.',
  '- `gone`: `{"id"}` of a job that was deleted or no longer matches the filters.',
  '- `reset`, without data: events were lost. Discard your state; a snapshot follows.',
  '- `availability`: `{"complete", "unreachable"}`, when it changes: `unreachable` names the connections whose events are not received. When all are received again, a stream that began without one of them ends; reconnect to include it.',
  '',
  'Comments keep the connection open. A client that does not read is disconnected and can resume after the last event received.',
].join('\n');

const TOO_MANY = [
  ...(['quota-exceeded', 'too-many-refusals', 'too-many-streams'] as const),
  ...(['store-unavailable', 'issuer-unavailable', 'gateway-full'] as const),
];

const EVENT_PARAMETERS = [
  query('format', '`sse`: Server-Sent Events. `json`: one page of the events so far. Takes precedence over `Accept`.', {
    type: 'string',
    enum: ['sse', 'json'],
  }),
  query('after', '`next` of the previous page, or the id of an event. `Last-Event-ID` takes precedence.'),
  requestHeader(
    'Last-Event-ID',
    'The id of the last event received, from any gateway: the stream resumes after it. If it is too old or unknown: `reset`, then a snapshot.',
    EXAMPLE_ID,
  ),
  requestHeader('Prefer', '`wait=<seconds>`, at most 60: an empty JSON page waits for the first event.', 'wait=20'),
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
  answerOf(204, 'The job has ended, and there are no events after `Last-Event-ID`: do not reconnect.', null),
  Problems('invalid-job-id', 'invalid-request', 'job-not-found', ...TOO_MANY, 'too-many-tracked-jobs'),
);
