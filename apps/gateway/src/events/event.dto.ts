import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { JobDto } from '../jobs/job.dto.js';
import type { EventName } from './event.message.js';

/** A job that a stream is no longer about: it was forgotten, or the filters no longer let it through. */
export class GoneJobDto {
  id: string;
}

/** A page of an event stream, in JSON. */
@ApiExtraModels(JobDto, GoneJobDto)
export class EventDto {
  event: EventName;
  /** The job of a `snapshot` or `job`; the id of a job that is `gone`; null for a `reset`. */
  @ApiProperty({
    anyOf: [{ $ref: getSchemaPath(JobDto) }, { $ref: getSchemaPath(GoneJobDto) }, { type: 'null' }],
  })
  data: JobDto | GoneJobDto | null;
}

/** Events up to now. */
export class EventPageDto {
  /** Oldest first. */
  events: EventDto[];
  /** For `after` of the next call, or `Last-Event-ID` of a stream. null for a job that was never observed: retry. */
  next: string | null;
  /** Whether the events of all requested connections were received. */
  complete: boolean;
  /** The connections whose events are missing. */
  unreachable: string[];
}
