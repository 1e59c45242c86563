import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { JobDto } from '../jobs/job.dto.js';
import type { EventName } from './event.message.js';

/** A job that a stream is no longer about: it was forgotten, or the filters no longer let it through. */
export class GoneJobDto {
  id: string;
}

/** What an event stream tells, in JSON. */
@ApiExtraModels(JobDto, GoneJobDto)
export class EventDto {
  event: EventName;
  /** The job of a `snapshot` or `job`; the id of the job that is `gone`; null of a `reset`. */
  @ApiProperty({
    anyOf: [{ $ref: getSchemaPath(JobDto) }, { $ref: getSchemaPath(GoneJobDto) }, { type: 'null' }],
  })
  data: JobDto | GoneJobDto | null;
}

/** Events up to now. */
export class EventPageDto {
  /** Oldest first. */
  events: EventDto[];
  /** For `after` of the next call, or `Last-Event-ID` of a stream. null of a job that nobody has seen so far: ask again. */
  next: string | null;
  /** Whether all connections asked for could be heard. */
  complete: boolean;
  /** The connections that could not, and of which nothing is told. */
  unreachable: string[];
}
