import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { FilterMembersDto } from './filter-members.dto.js';

const MAX_DESCRIPTION_LENGTH = 256;

/** The receiver and the filter: without a filter, all jobs that the caller may see. */
export class SubscribeDto extends FilterMembersDto {
  /**
   * The target of deliveries. It must be `https` with a public address, unless the configuration allows private targets.
   * @example 'https://hooks.example.com/jobgate'
   */
  @IsString()
  url: string;

  /** A display text. */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_DESCRIPTION_LENGTH)
  description?: string | null;
}

/** What of a subscription is to be changed (RFC 7396): what is absent stays, null takes a filter away. */
export class ChangeSubscriptionDto extends FilterMembersDto {
  @IsOptional()
  @IsString()
  url?: string;

  /** null removes it. */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_DESCRIPTION_LENGTH)
  description?: string | null;

  /** false: deliveries are paused and kept for three days. true: deliveries resume, also after the receiver returned 410. */
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;
}
