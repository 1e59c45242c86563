import { Agent, type IncomingHttpHeaders } from 'node:http';
import type { JobDto } from '../../apps/gateway/src/jobs/job.dto.js';
import { callHttp } from './http-call.js';

export interface StageRequest {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  timeoutMs?: number;
}

export interface StageResponse<Body = Record<string, unknown>> {
  status: number;
  headers: IncomingHttpHeaders;
  /** The parsed JSON; an empty object when there is none. */
  body: Body;
  text: string;
}

export type ReadJob = JobDto;

/** A caller of one gateway, with a key or without. Sends the headers that it is given, and no others of its own. */
export class StageClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 500 });

  constructor(
    readonly url: string,
    private readonly key: string | null,
  ) {}

  async request<Body = Record<string, unknown>>(
    path: string,
    options: StageRequest = {},
  ): Promise<StageResponse<Body>> {
    const credentials: Record<string, string> = this.key === null ? {} : { authorization: `Bearer ${this.key}` };
    const headers = { ...credentials, ...options.headers };
    // What may not be sent twice goes over a connection of its own.
    const agent = (options.method ?? 'GET') === 'GET' ? this.agent : undefined;
    const answer = await callHttp(this.url + path, { ...options, headers }, agent);
    return { ...answer, body: parsed(answer.text, answer.headers['content-type']) as Body };
  }

  get<Body = Record<string, unknown>>(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<StageResponse<Body>> {
    return this.request(path, { headers });
  }

  /** `GET /jobs/{id}`, whatever its status. */
  read(id: string, headers: Record<string, string> = {}, query = ''): Promise<StageResponse<ReadJob>> {
    return this.request(`/jobs/${id}${query}`, { headers });
  }

  /** The job; throws unless the answer is 200. */
  async job(id: string, headers: Record<string, string> = {}): Promise<ReadJob> {
    const answer = await this.read(id, headers);
    if (answer.status !== 200) throw new Error(`GET /jobs/${id}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /** `POST /jobs`; throws unless the job is tracked afterwards. */
  async track(wish: Record<string, unknown>): Promise<ReadJob> {
    const answer = await this.post<ReadJob>('/jobs', wish);
    if (answer.status > 201) throw new Error(`POST /jobs: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  post<Body = Record<string, unknown>>(path: string, body?: unknown): Promise<StageResponse<Body>> {
    return this.request(path, { method: 'POST', body });
  }

  patch<Body = Record<string, unknown>>(path: string, body?: unknown): Promise<StageResponse<Body>> {
    return this.request(path, { method: 'PATCH', body });
  }

  delete<Body = Record<string, unknown>>(path: string): Promise<StageResponse<Body>> {
    return this.request(path, { method: 'DELETE' });
  }

  close(): void {
    this.agent.destroy();
  }
}

function parsed(text: string, type = ''): unknown {
  return /json/.test(type) && text !== '' ? JSON.parse(text) : {};
}
