// Made by `npm run openapi` from docs/openapi.json.
export interface paths {
    "/jobs/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts tracked jobs.
         * @description Counts by connection, provider and state, in any combination, from the index. Calls no upstream.
         */
        get: operations["summarizeJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads many jobs at once.
         * @description Reads at most 200 jobs, each with its own status. Unlike a read of one job, it calls no upstream and tracks nothing.
         */
        post: operations["readJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists tracked jobs, latest change first.
         * @description Reads the index and calls no upstream. Jobs must match all filters; a filter with several values matches any of them.
         */
        get: operations["listJobs"];
        put?: never;
        /**
         * Tracks a job.
         * @description The job is polled until it ends. Identify it by `id`, by `connection` and `key`, or by `connection` and `url`.
         */
        post: operations["trackJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one job.
         * @description An untracked job is polled and tracked; the response waits for that for at most 2 s. With `Prefer: wait=<seconds>` the response is sent when the job changes.
         */
        get: operations["readJob"];
        put?: never;
        post?: never;
        /** Untracks a job. The upstream is not called. */
        delete: operations["untrackJob"];
        options?: never;
        head?: never;
        /** Changes the name and labels of a job. */
        patch: operations["describeJob"];
        trace?: never;
    };
    "/jobs/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the transitions of a job.
         * @description Every transition, oldest first, with the interval in which it verifiably happened.
         */
        get: operations["readJobHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the result of a job.
         * @description Results of any size are streamed. Small results are also part of the job.
         */
        get: operations["readJobResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explains the state and freshness of a job.
         * @description The upstream request, the mapping rule, the time and reason of the next poll, and what would make the data fresher.
         */
        get: operations["explainJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the upstream systems that the caller can see. */
        get: operations["listConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connections/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one upstream system.
         * @description Its capabilities, key forms, upstream statuses, health and rate limits.
         */
        get: operations["readConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels a job.
         * @description The cancel request is stored first, and executed later if the upstream is unavailable. The state changes only when a poll observes it. Canceling a pointer cancels its current run, which `Content-Location` names.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/upstream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes the upstream’s data of an ended job.
         * @description No other call deletes anything upstream. The gateway keeps its own data of the job, including the result.
         */
        delete: operations["deleteJobUpstream"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connections/{name}/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the jobs that the upstream itself lists as active.
         * @description Calls the upstream now. Tracks nothing.
         */
        get: operations["listUpstreamJobs"];
        put?: never;
        /**
         * Starts a job upstream.
         * @description Executed at most once: if the outcome is unknown, the response says so, and the call is not retried. The run is tracked at once. In a sequence each run starts after the previous one has succeeded; all carry the same label `jobgate/sequence` and their position in `jobgate/step`. If one fails, the rest is not started, which the label `jobgate/dropped` of that run and the audit log record.
         */
        post: operations["startJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connections/{name}/jobs/{key}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the runs of a pointer from the upstream.
         * @description Calls the upstream now. Tracks nothing.
         */
        get: operations["listUpstreamRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the audit log.
         * @description Every call that changes something, with its response, including rejected calls, latest first. Requires the scope `admin` and shows only entries about the caller’s connections. The oldest entries are removed.
         */
        get: operations["readAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the caller’s subscriptions; for an admin, all that cover only the admin’s connections. */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Subscribes to changes of jobs.
         * @description Each change of a job that matches the filters is posted to the URL, at least once and in order for each job. A subscription receives only events of connections that its owner can see.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads one subscription. */
        get: operations["readWebhook"];
        put?: never;
        post?: never;
        /** Deletes a subscription. Pending deliveries are dropped. */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Changes, disables or enables a subscription.
         * @description An admin who can see a subscription of another caller can disable it. Other changes require its owner or an admin of all connections.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotates the secret of a subscription.
         * @description For a day deliveries carry two signatures, by the new and by the previous secret, so that the receiver can switch without downtime.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the deliveries of a subscription.
         * @description The last 200 attempted deliveries are kept, each with its last ten attempts.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads one delivery. */
        get: operations["readDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a message again.
         * @description Sent at once with the same `webhook-id`; it may overtake other messages of the job.
         */
        post: operations["redeliverMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test message.
         * @description A message of the type `jobgate.webhook.test`, signed and retried like any other, without a job.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Liveness: whether the process responds. */
        get: operations["checkLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readiness: whether the process can serve requests.
         * @description Ready if Redis responds (`redis`), the changes of all connections are received (`events`) and a worker was seen within the last minute (`worker`). An unreachable upstream does not make it unready: see `GET /connections`.
         */
        get: operations["checkReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns metrics of the gateway and its connections for Prometheus.
         * @description Contains the series of the connections that the caller can see; the series of the whole process require access to all connections. Prometheus sends a key with the scope `jobs:read` as its bearer token.
         */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the request queues of the connections (read-only).
         * @description The requests to workers and their outcome, for the caller’s connections. Requires the scope `admin`. A browser prompts for a user name and password: use any name, and a key or token as the password.
         */
        get: operations["readQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all problems. */
        get: operations["listProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Explains one problem: its cause and remedy. */
        get: operations["explainProblem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The OpenAPI 3.1 document of this gateway. */
        get: operations["readOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same in YAML. */
        get: operations["readOpenApiYaml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams the changes of all jobs that match the filters.
         * @description The stream begins with a snapshot, one event for each job. Then each changed job follows.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams the changes of one job until it has ended.
         * @description The stream begins with the job, which follows again after each change. The stream closes after the job has ended; a reconnect then returns 204.
         */
        get: operations["streamJobEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        SummaryGroup: {
            /** @description If jobs are grouped by connection. */
            connection?: string;
            /** @description If jobs are grouped by provider. */
            provider?: string;
            /** @description If jobs are grouped by state. */
            state?: components["schemas"]["JobState"];
            count: number;
        };
        Summary: {
            /** @description Total of all groups. */
            total: number;
            /** @description In the order of the configuration, then of the states. Empty groups are left out. */
            groups: components["schemas"]["SummaryGroup"][];
            /** @description Whether the data of all requested connections is fresh. */
            complete: boolean;
            /** @description The connections whose data is stale. */
            unreachable: string[];
        };
        ReadJobs: {
            /**
             * @description At most 200. An invalid id has the status 404.
             * @example [
             *       "dm-prod~9",
             *       "hmc-lab~86e44546-107f-11e1-bde0-0010184c8334"
             *     ]
             */
            ids: string[];
            /**
             * @description The known revision of each id: if it is still current, the item has the status 304 and no job.
             * @example {
             *       "dm-prod~9": 1795248001516
             *     }
             */
            ifRevision?: {
                [key: string]: number;
            };
        };
        Progress: {
            /** @description 0–100; may have decimals. */
            percent: number | null;
            done: number | null;
            total: number | null;
            /** @description What `done` and `total` count. */
            unit: string | null;
            /**
             * Format: date-time
             * @description The upstream’s estimate, or else the gateway’s, from progress or from the durations of similar jobs. Changes without a new revision.
             * @example 2026-11-21T08:04:12.000Z
             */
            estimatedEndAt: string | null;
        };
        Complaint: {
            /** @description Kebab-case, or the upstream's own code. */
            code: string;
            message: string;
        };
        JobError: {
            code: string | null;
            message: string | null;
        };
        ChildJob: {
            /** @description The upstream's own id. */
            id: string | null;
            operation: string | null;
            state: components["schemas"]["JobState"];
            severity: components["schemas"]["Severity"];
            /** @description The upstream's own status. */
            upstreamState: string | null;
            error: components["schemas"]["JobError"] | null;
            /** @description Any JSON value; null if there is none. */
            result: unknown;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            endedAt: string | null;
        };
        Upstream: {
            /** @description The upstream's own id. */
            id: string;
            /** @description The upstream's own status. */
            state: string | null;
            /** @description The web page of the job in the upstream. */
            url: string | null;
            /**
             * @description `exact`: the upstream named the job. `inferred`: the gateway inferred it (an upstream with one unnamed status slot).
             * @enum {string}
             */
            attribution: "exact" | "inferred";
        };
        ObservationError: {
            kind: components["schemas"]["TroubleKind"];
            /** @description The specific cause: `timeout`, `connection-refused`, `html-answer`, … */
            code: string;
            message: string;
        };
        Anomaly: {
            /** @description `unmapped-state`: an unrecognized upstream status; `contradicts-end`: another terminal state than the first one. */
            code: string;
            /** @description The upstream's value. */
            value?: string;
        };
        Observation: {
            status: components["schemas"]["ObservationStatus"];
            /**
             * Format: date-time
             * @description Time of the last usable response.
             * @example 2026-11-21T08:04:12.000Z
             */
            observedAt: string | null;
            /**
             * Format: date-time
             * @description Time of the last attempt.
             * @example 2026-11-21T08:04:12.000Z
             */
            attemptedAt: string | null;
            /**
             * Format: date-time
             * @description null: no further poll is scheduled.
             * @example 2026-11-21T08:04:12.000Z
             */
            nextCheckAt: string | null;
            /** @description Consecutive attempts without a usable response. */
            failures: number;
            source: components["schemas"]["ObservationSource"] | null;
            error: components["schemas"]["ObservationError"] | null;
            anomalies: components["schemas"]["Anomaly"][];
        };
        Cancellation: {
            status: components["schemas"]["CancellationStatus"];
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            requestedAt: string | null;
            /** @description Why the cancel was rejected or had no effect. */
            reason: string | null;
        };
        JobCapabilities: {
            cancel: boolean;
            /** @description The job's record can be deleted upstream. */
            delete: boolean;
        };
        JobLinks: {
            self: string;
            history: string;
            events: string;
            explain: string;
        };
        Job: {
            /** @description `<connection>~<key>` */
            id: string;
            kind: components["schemas"]["JobKind"];
            /** @description Pointers: the id of the latest run. */
            target: string | null;
            /** @description The upstream system that runs it. */
            connection: string;
            /** @description The type of that system. */
            provider: string;
            /** @description A display name. */
            name: string | null;
            /** @description What the job does, as named by the upstream. */
            operation: string | null;
            /** @description Labels set by callers. */
            labels: {
                [key: string]: string;
            };
            state: components["schemas"]["JobState"];
            stateReason: components["schemas"]["StateReason"] | null;
            /** @description No further change is expected. Never true of a pointer. */
            terminal: boolean;
            severity: components["schemas"]["Severity"];
            progress: components["schemas"]["Progress"] | null;
            warnings: components["schemas"]["Complaint"][];
            error: components["schemas"]["JobError"] | null;
            /** @description The result, if it is small; a large one is available only at `resultHref`. */
            result: unknown;
            resultHref: string | null;
            children: components["schemas"]["ChildJob"][];
            /**
             * Format: date-time
             * @description By the upstream's clock, like `startedAt` and `endedAt`.
             * @example 2026-11-21T08:04:12.000Z
             */
            createdAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            endedAt: string | null;
            upstream: components["schemas"]["Upstream"];
            observation: components["schemas"]["Observation"];
            cancellation: components["schemas"]["Cancellation"];
            capabilities: components["schemas"]["JobCapabilities"];
            /**
             * Format: date-time
             * @description null: not tracked yet.
             * @example 2026-11-21T08:04:12.000Z
             */
            trackedAt: string | null;
            /**
             * Format: date-time
             * @description When `revision` last grew.
             * @example 2026-11-21T08:04:12.000Z
             */
            changedAt: string | null;
            /**
             * Format: date-time
             * @description When the gateway deletes the job; null while it has not ended. A pointer has it while nobody reads it, or while its upstream does not know it.
             * @example 2026-11-21T08:04:12.000Z
             */
            expiresAt: string | null;
            /**
             * Format: int64
             * @description Starts as the time of tracking in epoch milliseconds and grows with each change; 0 while the job is not tracked.
             */
            revision: number;
            links: components["schemas"]["JobLinks"];
            /** @description Only with `view=full`: the last raw response of the upstream, redacted and limited in size. */
            raw?: unknown;
        };
        BatchItem: {
            /**
             * @description 304: the known revision is current. 404: invalid, not tracked or hidden from the caller. 500: the stored record cannot be decoded. 503: its Redis node is unreachable.
             * @enum {number}
             */
            status: 200 | 304 | 404 | 500 | 503;
            /** @description As in the request. */
            id: string;
            /** @description Only with 200. */
            job?: components["schemas"]["Job"];
        };
        Batch: {
            items: components["schemas"]["BatchItem"][];
        };
        JobList: {
            jobs: components["schemas"]["Job"][];
            /** @description Cursor of the next page; null on the last one. */
            nextCursor: string | null;
            /** @description Whether the data of all requested connections is fresh. */
            complete: boolean;
            /** @description The connections whose data is stale. */
            unreachable: string[];
        };
        TrackJob: {
            /**
             * @description `<connection>~<key>`
             * @example hmc-lab~86e44546-107f-11e1-bde0-0010184c8334
             */
            id?: string;
            /** @description Name of a connection, with `key` or `url`. */
            connection?: string;
            /** @description The job's key in the upstream. */
            key?: string;
            /** @description An upstream job URL, its path, or the value of a `Location` header. */
            url?: string;
            /** @description A display name. */
            name?: string;
            /**
             * @description Up to 32 labels; names of letters, digits and `. _ - /`, values up to 256 characters.
             * @example {
             *       "team": "bi"
             *     }
             */
            labels?: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description RFC 3339. If the job has not ended by then, it becomes `lost` (`stateReason: deadline`).
             * @example 2026-11-21T08:04:12.000Z
             */
            deadline?: string;
            /**
             * @description The id of one of the caller’s subscriptions, or a URL, to which each change of this job is posted. For a new URL a subscription is created that receives events only for the jobs that name it.
             * @example https://hooks.example.com/jobgate
             */
            webhook?: string;
        };
        MinimalJob: {
            id: string;
            state: components["schemas"]["JobState"];
            terminal: boolean;
            severity: components["schemas"]["Severity"];
            /** Format: int64 */
            revision: number;
        };
        DescribeJob: {
            /**
             * @description Merged into the existing labels (RFC 7396): a label with the value null is removed.
             * @example {
             *       "team": "bi",
             *       "obsolete": null
             *     }
             */
            labels?: {
                [key: string]: string | null;
            };
            /** @description null removes the name. */
            name?: string | null;
        };
        Transition: {
            from: components["schemas"]["JobState"];
            to: components["schemas"]["JobState"];
            reason: components["schemas"]["StateReason"] | null;
            /**
             * Format: date-time
             * @description When it happened according to the upstream; null if unknown.
             * @example 2026-11-21T08:04:12.000Z
             */
            upstreamAt: string | null;
            /**
             * Format: date-time
             * @description It happened after this time: the last poll with the previous state. null: there was none.
             * @example 2026-11-21T08:04:12.000Z
             */
            notBefore: string | null;
            /**
             * Format: date-time
             * @description It happened before this time: the first poll with the new state.
             * @example 2026-11-21T08:04:12.000Z
             */
            notAfter: string;
            source: components["schemas"]["ObservationSource"];
            /**
             * Format: int64
             * @description The revision after the transition.
             */
            revision: number;
        };
        History: {
            id: string;
            /** @description Oldest first. */
            transitions: components["schemas"]["Transition"][];
        };
        ExplainedRequest: {
            method: string;
            /** @description Path and query. */
            target: string;
            /** @description Status of the response; null: there was none. */
            status: number | null;
            /** @description Duration of the call. */
            milliseconds: number;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            at: string;
        };
        Explanation: {
            id: string;
            state: components["schemas"]["JobState"];
            /** @description The upstream's own status. */
            upstreamState: string | null;
            /** @description The mapping rule that produced the state. */
            rule: string | null;
            request: components["schemas"]["ExplainedRequest"] | null;
            observation: components["schemas"]["ObservationStatus"];
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            nextCheckAt: string | null;
            /** @description Current poll interval in milliseconds. */
            intervalMs: number | null;
            /** @description Why the next poll is scheduled at that time. */
            reason: string;
            /** @description What would make the data fresher. */
            fresher: string[];
        };
        ConnectionCapabilities: {
            cancel: boolean;
            /** @description Records of ended jobs can be deleted upstream. */
            delete: boolean;
            start: boolean;
            /** @description The upstream can list its active jobs. */
            list: boolean;
            /** @description The upstream can list the earlier runs of a pointer. */
            runs: boolean;
            /** @description The upstream pushes the ends of jobs. */
            push: boolean;
            pointers: boolean;
        };
        KeyForm: {
            /** @example config-<number> */
            form: string;
            kind: components["schemas"]["JobKind"];
            example: string;
            meaning: string;
        };
        ConnectionTrouble: {
            kind: string;
            code: string;
            message: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            at: string;
        };
        Circuit: {
            /** @enum {string} */
            status: "closed" | "open";
            /**
             * Format: date-time
             * @description While the circuit breaker is open: when one probe call is allowed.
             * @example 2026-11-21T08:04:12.000Z
             */
            probeAt: string | null;
            /** @description The error that opened it. */
            cause: string | null;
        };
        ConnectionHealth: {
            /**
             * @description `up`, `down` (the circuit breaker is open), `unattended` (no worker holds its lease).
             * @enum {string}
             */
            status: "up" | "down" | "unattended";
            /** @description Moving average of the upstream's response time. */
            latencyMs: number | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            lastCheckAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            lastSuccessAt: string | null;
            lastTrouble: components["schemas"]["ConnectionTrouble"] | null;
            circuit: components["schemas"]["Circuit"];
        };
        Push: {
            /** @enum {string} */
            status: "connected" | "disconnected";
            /** @description A short code for the cause. */
            reason: string;
            since: string;
            /**
             * Format: date-time
             * @description When it last pushed a message about a job.
             * @example 2026-11-21T08:04:12.000Z
             */
            lastMessageAt: string | null;
            /**
             * @description Push coverage, 0 to 1: the part of recent job ends that were pushed. If it is low, jobs are polled as if there were no push.
             * @example 0.98
             */
            foretold: number;
        };
        Budget: {
            /** @description Maximum number of concurrent calls. */
            concurrency: number;
            /** @description null: unlimited. */
            requestsPerSecond: number | null;
            /**
             * Format: date-time
             * @description Rate-limited by the upstream until this time.
             * @example 2026-11-21T08:04:12.000Z
             */
            throttledUntil: string | null;
        };
        Schedule: {
            /** @description Jobs with a scheduled poll. */
            scheduled: number;
            /** @description Scheduled jobs that are due now. */
            due: number;
        };
        Connection: {
            /** @description The documented statuses of the upstream, and the states that they map to. */
            states: {
                [key: string]: components["schemas"]["JobState"];
            };
            /** @description Tracked jobs by state. */
            jobs: {
                [key: string]: number;
            };
            /** @example dm-prod */
            name: string;
            /** @example datameer */
            provider: string;
            /** @description The provider's display name. */
            title: string;
            capabilities: components["schemas"]["ConnectionCapabilities"];
            keys: components["schemas"]["KeyForm"][];
            health: components["schemas"]["ConnectionHealth"];
            /** @description null: the upstream does not support push, or it is not enabled. */
            push: components["schemas"]["Push"] | null;
            budget: components["schemas"]["Budget"];
            /** @description Calls in progress. */
            inFlight: number;
            schedule: components["schemas"]["Schedule"];
            /** @description Mean seconds between the end of a job and its detection, over the last ends; null: none was observed yet. */
            detectionLag: number | null;
        };
        ConnectionList: {
            connections: components["schemas"]["Connection"][];
            /** @description Whether these are all connections that the caller can see. */
            complete: boolean;
            /** @description The connections that cannot be read at the moment. */
            unreachable: string[];
        };
        UpstreamJob: {
            /**
             * @description The job id for reading and tracking; null: the list does not contain it.
             * @example dm-prod~9
             */
            id: string | null;
            /** @description The job's key in the upstream. */
            key: string | null;
            kind: components["schemas"]["JobKind"];
            /** @description null: an unmapped upstream status. */
            state: components["schemas"]["JobState"] | null;
            /** @description The upstream's own status. */
            upstreamState: string | null;
            name: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            endedAt: string | null;
        };
        UpstreamJobList: {
            jobs: components["schemas"]["UpstreamJob"][];
        };
        UpstreamRunList: {
            /**
             * @description The id of the pointer.
             * @example dm-prod~config-88
             */
            pointer: string;
            offset: number;
            limit: number;
            runs: components["schemas"]["UpstreamJob"][];
        };
        AuditEntry: {
            /** @description The position of the entry in the log. */
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            at: string;
            /** @description Name of the caller, also of operations that the gateway executes on the caller's behalf. */
            caller: string;
            /** @example cancel */
            action: string;
            connection: string | null;
            /**
             * @description The id of the job.
             * @example dm-prod~9
             */
            job: string | null;
            /**
             * @description The id of the subscription.
             * @example wh_2kC1cXhVw1mZ0q8sW4tY
             */
            webhook: string | null;
            /** @description The connections of the subscription before and after; `*`: all. null: no subscription, or none of its connections is visible to the caller. */
            connections: string[] | null;
            /** @description Status of the response; null: executed by the gateway itself, such as the later jobs of a sequence. */
            status: number | null;
            /** @description Code of the problem or of the outcome; null: success. */
            outcome: string | null;
            /**
             * @description The first 8 hex digits of the SHA-256 of the key or token. null: unknown.
             * @example 2c26b46b
             */
            fingerprint: string | null;
            /**
             * @description The client address. null: unknown.
             * @example 203.0.113.9
             */
            address: string | null;
            /** @description The request id in the log: the `X-Request-Id` of a trusted proxy, or else a random one. */
            requestId: string | null;
            /** @description The number of calls that the entry represents. Repeated rejections of one caller are combined; fields that differ between them are null. */
            count: number;
        };
        AuditPage: {
            entries: components["schemas"]["AuditEntry"][];
            nextCursor: string | null;
        };
        Subscribe: {
            /** @description Names of connections that the caller can see. */
            connection?: string[] | null;
            /** @description Provider names. */
            provider?: string[] | null;
            /** @description Runs or pointers. */
            kind?: components["schemas"]["JobKind"][] | null;
            /** @description States, or the groups `active` (not terminal, not idle), `terminal` and `attention` (lost, with anomalies, not fresh, or with a cancel that had no effect). */
            state?: ("unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost" | "active" | "terminal" | "attention")[] | null;
            /** @description Severities. */
            severity?: components["schemas"]["Severity"][] | null;
            /** @description Values of `observation.status`. */
            observation?: components["schemas"]["ObservationStatus"][] | null;
            /** @description Operations, as named by the upstream. */
            operation?: string[] | null;
            /** @description `name:value`; all must match. */
            label?: string[] | null;
            /**
             * Format: date-time
             * @description Changed at this time or later.
             */
            updatedSince?: string | null;
            /**
             * Format: date-time
             * @description Started at this time or later.
             */
            startedAfter?: string | null;
            /**
             * Format: date-time
             * @description Started before this time.
             */
            startedBefore?: string | null;
            /**
             * @description The target of deliveries. It must be `https` with a public address, unless the configuration allows private targets.
             * @example https://hooks.example.com/jobgate
             */
            url: string;
            /** @description A display text. */
            description?: string | null;
            /** @description A substring of the id, name or operation, case-insensitive. */
            q?: string | null;
        };
        WebhookLinks: {
            self: string;
            deliveries: string;
        };
        WebhookWithSecret: {
            /** Format: date-time */
            updatedSince: string | null;
            /** Format: date-time */
            startedAfter: string | null;
            /** Format: date-time */
            startedBefore: string | null;
            /**
             * @description The secret to verify signatures with (Standard Webhooks).
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
            /** @example wh_2kC1cXhVw1mZ0q8sW4tY */
            id: string;
            url: string;
            description: string | null;
            /**
             * @description `matching`: all jobs that match the filters. `named`: only jobs that named its URL when they were tracked; it is deleted when none is left.
             * @enum {string}
             */
            selection: "matching" | "named";
            enabled: boolean;
            /**
             * @description `asked`: disabled by a caller. `gone`: the receiver returned 410.
             * @enum {string|null}
             */
            disabledReason: "gone" | "asked" | null;
            /** @description The caller that created it. Deliveries stop if this caller loses access. */
            owner: string;
            connection: string[] | null;
            provider: string[] | null;
            kind: string[] | null;
            state: string[] | null;
            severity: string[] | null;
            observation: string[] | null;
            operation: string[] | null;
            label: string[] | null;
            q: string | null;
            /**
             * Format: date-time
             * @description Until then deliveries are also signed with the previous secret.
             * @example 2026-11-21T08:04:12.000Z
             */
            previousSecretUntil: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            changedAt: string;
            links: components["schemas"]["WebhookLinks"];
        };
        Webhook: {
            /** Format: date-time */
            updatedSince: string | null;
            /** Format: date-time */
            startedAfter: string | null;
            /** Format: date-time */
            startedBefore: string | null;
            /** @example wh_2kC1cXhVw1mZ0q8sW4tY */
            id: string;
            url: string;
            description: string | null;
            /**
             * @description `matching`: all jobs that match the filters. `named`: only jobs that named its URL when they were tracked; it is deleted when none is left.
             * @enum {string}
             */
            selection: "matching" | "named";
            enabled: boolean;
            /**
             * @description `asked`: disabled by a caller. `gone`: the receiver returned 410.
             * @enum {string|null}
             */
            disabledReason: "gone" | "asked" | null;
            /** @description The caller that created it. Deliveries stop if this caller loses access. */
            owner: string;
            connection: string[] | null;
            provider: string[] | null;
            kind: string[] | null;
            state: string[] | null;
            severity: string[] | null;
            observation: string[] | null;
            operation: string[] | null;
            label: string[] | null;
            q: string | null;
            /**
             * Format: date-time
             * @description Until then deliveries are also signed with the previous secret.
             * @example 2026-11-21T08:04:12.000Z
             */
            previousSecretUntil: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            changedAt: string;
            links: components["schemas"]["WebhookLinks"];
        };
        WebhookList: {
            webhooks: components["schemas"]["Webhook"][];
        };
        ChangeSubscription: {
            /** @description Names of connections that the caller can see. */
            connection?: string[] | null;
            /** @description Provider names. */
            provider?: string[] | null;
            /** @description Runs or pointers. */
            kind?: components["schemas"]["JobKind"][] | null;
            /** @description States, or the groups `active` (not terminal, not idle), `terminal` and `attention` (lost, with anomalies, not fresh, or with a cancel that had no effect). */
            state?: ("unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost" | "active" | "terminal" | "attention")[] | null;
            /** @description Severities. */
            severity?: components["schemas"]["Severity"][] | null;
            /** @description Values of `observation.status`. */
            observation?: components["schemas"]["ObservationStatus"][] | null;
            /** @description Operations, as named by the upstream. */
            operation?: string[] | null;
            /** @description `name:value`; all must match. */
            label?: string[] | null;
            /**
             * Format: date-time
             * @description Changed at this time or later.
             */
            updatedSince?: string | null;
            /**
             * Format: date-time
             * @description Started at this time or later.
             */
            startedAfter?: string | null;
            /**
             * Format: date-time
             * @description Started before this time.
             */
            startedBefore?: string | null;
            url?: string;
            /** @description null removes it. */
            description?: string | null;
            /** @description false: deliveries are paused and kept for three days. true: deliveries resume, also after the receiver returned 410. */
            enabled?: boolean;
            /** @description A substring of the id, name or operation, case-insensitive. */
            q?: string | null;
        };
        DeliveryTry: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            at: string;
            /** @description Duration of the call. */
            milliseconds: number;
            /** @description Status of the receiver’s response; null: there was none. */
            status: number | null;
            /** @description Error code of a failed attempt: `refused`, `redirect`, `timeout`, `connection-refused`, `target-refused`, …; null: it succeeded. */
            error: string | null;
            /** @description The beginning of the receiver’s response body. */
            answer: string | null;
        };
        Delivery: {
            /** @description The CloudEvent that is sent. */
            event: {
                [key: string]: unknown;
            };
            /** @description The header `webhook-id`, the same for every attempt. */
            id: string;
            /**
             * @description `pending`: requested by a caller and not attempted yet. `failed`: retries are exhausted. `dropped`: given up without further retries.
             * @enum {string}
             */
            status: "failed" | "pending" | "delivered" | "retrying" | "dropped";
            /** @example jobgate.job.ended */
            type: string;
            /** @description The job. */
            subject: string;
            sequence: string;
            connection: string;
            attempts: number;
            /**
             * Format: date-time
             * @example 2026-11-21T08:04:12.000Z
             */
            nextAttemptAt: string | null;
            /** @description The last attempts, oldest first. */
            tries: components["schemas"]["DeliveryTry"][];
        };
        DeliveryList: {
            deliveries: components["schemas"]["Delivery"][];
            nextCursor: string | null;
        };
        Health: {
            /** @description One entry for each check. `unknown`: the check could not be evaluated. `clock` is present only while it is `skewed`: the process has clock skew against Redis, whose time it uses instead. */
            checks: {
                [key: string]: "ok" | "failed" | "unknown" | "skewed";
            };
            /** @enum {string} */
            status: "failed" | "ok";
        };
        Fault: {
            /**
             * @description A JSON pointer into the body (RFC 6901), or `?name` for a query parameter.
             * @example /labels
             */
            pointer: string;
            detail: string;
        };
        Problem: {
            /** @description The page that explains it: `/problems/<code>`. */
            type: string;
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description A description of this occurrence. */
            detail: string;
            /** @description The path of the request. */
            instance: string;
            code: components["schemas"]["ProblemCode"];
            /** @description The error code of the upstream or of an intermediary. */
            upstreamCode?: string;
            /** @description The errors of an `invalid-request`. */
            errors?: components["schemas"]["Fault"][];
        };
        ProblemPage: {
            /** @description As in the problem. */
            type: string;
            code: components["schemas"]["ProblemCode"];
            /** @description The HTTP status of the problem. */
            status: number;
            title: string;
            /** @description What happened. */
            explanation: string;
            /** @description What the caller can do about it. */
            remedy: string;
            /** @description An example response. */
            example: components["schemas"]["Problem"];
        };
        ProblemList: {
            problems: components["schemas"]["ProblemPage"][];
        };
        GoneJob: {
            id: string;
        };
        Event: {
            /** @description The job of a `snapshot` or `job`; the id of a job that is `gone`; null for a `reset`. */
            data: components["schemas"]["Job"] | components["schemas"]["GoneJob"] | null;
            event: components["schemas"]["EventName"];
        };
        EventPage: {
            /** @description Oldest first. */
            events: components["schemas"]["Event"][];
            /** @description For `after` of the next call, or `Last-Event-ID` of a stream. null for a job that was never observed: retry. */
            next: string | null;
            /** @description Whether the events of all requested connections were received. */
            complete: boolean;
            /** @description The connections whose events are missing. */
            unreachable: string[];
        };
        /**
         * @description `run`: one execution upstream. `pointer`: an alias for the latest run; never terminal.
         * @enum {string}
         */
        JobKind: "run" | "pointer";
        /**
         * @description - `unknown`: Not observed yet, or only with an unmapped status.
         *     - `idle`: A pointer whose target has never run.
         *     - `queued`: Accepted, waiting, initializing.
         *     - `running`: In progress.
         *     - `canceling`: The upstream acknowledged a cancel that has not taken effect.
         *     - `succeeded` (terminal): Ended successfully; warnings affect only the severity.
         *     - `failed` (terminal): The job itself failed.
         *     - `canceled` (terminal): Ended because of a cancel.
         *     - `lost` (terminal): The upstream authoritatively no longer knows the job, and no end was observed.
         * @enum {string}
         */
        JobState: "unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost";
        /**
         * @description Why a job is `lost`.
         * @enum {string}
         */
        StateReason: "not-found" | "superseded" | "expired" | "deadline";
        /**
         * @description `warning`: ended with warnings. `error`: failed or lost.
         * @enum {string}
         */
        Severity: "ok" | "warning" | "error" | "unknown";
        /**
         * @description The freshness of the data. `stale`: a poll is overdue, or its response was unusable. `never`: not polled yet. Independent of the state of the job.
         * @enum {string}
         */
        ObservationStatus: "fresh" | "stale" | "unreachable" | "unauthorized" | "throttled" | "never";
        /**
         * @description What triggered the observation: the schedule, a reader, a push message, a pointer, or a start by the gateway.
         * @enum {string}
         */
        ObservationSource: "poll" | "demand" | "push" | "pointer" | "start";
        /**
         * @description Why an upstream could not be called, or its response was unusable.
         * @enum {string}
         */
        TroubleKind: "not-found" | "unauthorized" | "throttled" | "unreachable" | "malformed";
        /**
         * @description The status of a cancel request. `ineffective`: the job ended before the cancel took effect.
         * @enum {string}
         */
        CancellationStatus: "none" | "requested" | "acknowledged" | "rejected" | "unsupported" | "ineffective";
        /**
         * @description The type of an event; see `GET /events`.
         * @enum {string}
         */
        EventName: "snapshot" | "job" | "gone" | "reset";
        /**
         * @description Each has a page under `/problems/<code>`.
         * @enum {string}
         */
        ProblemCode: "invalid-job-id" | "invalid-request" | "invalid-cursor" | "webhook-target-refused" | "unauthenticated" | "not-the-owner" | "missing-scope" | "cross-site-refused" | "job-not-found" | "connection-not-found" | "webhook-not-found" | "delivery-not-found" | "result-not-found" | "dashboard-not-built" | "route-not-found" | "problem-not-found" | "method-not-allowed" | "webhook-disabled" | "too-many-webhooks" | "request-timeout" | "precondition-failed" | "payload-too-large" | "unsupported-media-type" | "misdirected-request" | "quota-exceeded" | "too-many-heavy-reads" | "too-many-streams" | "too-many-waits" | "too-many-tracked-jobs" | "share-used" | "too-many-refusals" | "header-too-large" | "internal-error" | "cancel-unsupported" | "cancel-rejected" | "job-not-ended" | "delete-unsupported" | "delete-rejected" | "start-unsupported" | "start-rejected" | "list-unsupported" | "runs-unsupported" | "request-in-progress" | "idempotency-key-reused" | "operation-not-allowed" | "no-job-created" | "upstream-refused" | "upstream-unavailable" | "no-worker" | "outcome-unknown" | "store-unavailable" | "gateway-full" | "issuer-unavailable" | "fresh-answer-unavailable";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description The revision, as a weak validator for `If-None-Match`.
         * @example W/"1795248001516"
         */
        ETag: string;
        /**
         * @description When the gateway last observed a change of the job.
         * @example Sat, 21 Nov 2026 08:04:14 GMT
         */
        "Last-Modified": string;
        /**
         * @description Seconds since the last observation. Absent before the first one.
         * @example 3
         */
        Age: number;
        /**
         * @description How long the response may be cached, and by whom.
         * @example private, max-age=8
         */
        "Cache-Control": string;
        /**
         * @description The source of the response (RFC 9211).
         * @example jobgate; hit
         */
        "Cache-Status": string;
        /**
         * @description Seconds to wait before the next request.
         * @example 5
         */
        "Retry-After": number;
        /**
         * @description The response depends on the credentials.
         * @example Authorization, X-API-Key
         */
        Vary: string;
        /**
         * @description The address of the job or of the created resource.
         * @example /jobs/dm-prod~9
         */
        Location: string;
        /**
         * @description The id of the subscription that was named for the job.
         * @example wh_2kC1cXhVw1mZ0q8sW4tY
         */
        "Jobgate-Webhook": string;
        /**
         * @description The secret of that subscription, if it was just created for this URL. It is not returned again.
         * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
         */
        "Jobgate-Webhook-Secret": string;
        /**
         * @description The required authentication (RFC 6750).
         * @example Bearer realm="jobgate"
         */
        "WWW-Authenticate": string;
        /**
         * @description The caller’s quota for requests of this kind, if there is one: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers).
         * @example "polls";q=2000;w=1
         */
        "RateLimit-Policy": string;
        /**
         * @description The remaining requests; the window ends in `t` seconds.
         * @example "polls";r=1999;t=1
         */
        RateLimit: string;
        /**
         * @description The preferences that were honored (RFC 7240).
         * @example handling=strict
         */
        "Preference-Applied": string;
        /**
         * @description The address of the job in the body.
         * @example /jobs/dm-prod~9
         */
        "Content-Location": string;
        /**
         * @description This is the response to an earlier request with the same key.
         * @example true
         */
        "Idempotency-Replayed": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    summarizeJobs: {
        parameters: {
            query?: {
                /** @description The grouping; the default is connection and state. Separate several values with commas, or repeat the parameter. */
                groupBy?: ("connection" | "provider" | "state")[];
                /** @description Connection names. Separate several values with commas, or repeat the parameter. */
                connection?: string[];
                /** @description Provider names. Separate several values with commas, or repeat the parameter. */
                provider?: string[];
                /** @description States, or the groups `active` (not terminal, not idle) and `terminal`. Separate several values with commas, or repeat the parameter. */
                state?: ("unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost" | "active" | "terminal")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. `complete` is false if the data of a connection is stale; `unreachable` names it. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groups": [
                     *         {
                     *           "connection": "dm-prod",
                     *           "state": "running",
                     *           "count": 3
                     *         },
                     *         {
                     *           "connection": "dm-prod",
                     *           "state": "succeeded",
                     *           "count": 1204
                     *         },
                     *         {
                     *           "connection": "hmc-lab",
                     *           "state": "failed",
                     *           "count": 1
                     *         }
                     *       ],
                     *       "total": 1208,
                     *       "complete": false,
                     *       "unreachable": [
                     *         "hmc-lab"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description Invalid request (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadJobs"];
            };
        };
        responses: {
            /** @description One item for each id, in the order of the request. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "dm-prod~9",
                     *           "status": 200,
                     *           "job": {
                     *             "id": "dm-prod~9",
                     *             "kind": "run",
                     *             "target": null,
                     *             "connection": "dm-prod",
                     *             "provider": "datameer",
                     *             "name": null,
                     *             "operation": "createImageByInstance",
                     *             "labels": {
                     *               "team": "bi"
                     *             },
                     *             "state": "succeeded",
                     *             "stateReason": null,
                     *             "terminal": true,
                     *             "severity": "warning",
                     *             "progress": {
                     *               "percent": 100,
                     *               "done": 120,
                     *               "total": 120,
                     *               "unit": "items",
                     *               "estimatedEndAt": null
                     *             },
                     *             "warnings": [
                     *               {
                     *                 "code": "records-dropped",
                     *                 "message": "3 of 120 records dropped"
                     *               }
                     *             ],
                     *             "error": null,
                     *             "result": {
                     *               "image_id": "4f5c1f2e"
                     *             },
                     *             "resultHref": "/jobs/dm-prod~9/result",
                     *             "children": [],
                     *             "createdAt": null,
                     *             "startedAt": "2026-11-21T08:00:00.000Z",
                     *             "endedAt": "2026-11-21T08:04:12.000Z",
                     *             "upstream": {
                     *               "id": "9",
                     *               "state": "COMPLETED_WITH_WARNINGS",
                     *               "url": "https://datameer.example/job/9",
                     *               "attribution": "exact"
                     *             },
                     *             "observation": {
                     *               "status": "fresh",
                     *               "observedAt": "2026-11-21T08:04:14.120Z",
                     *               "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *               "nextCheckAt": null,
                     *               "failures": 0,
                     *               "source": "poll",
                     *               "error": null,
                     *               "anomalies": []
                     *             },
                     *             "cancellation": {
                     *               "status": "none",
                     *               "requestedAt": null,
                     *               "reason": null
                     *             },
                     *             "capabilities": {
                     *               "cancel": false,
                     *               "delete": false
                     *             },
                     *             "trackedAt": "2026-11-21T08:00:01.500Z",
                     *             "changedAt": "2026-11-21T08:04:14.120Z",
                     *             "expiresAt": "2026-11-28T08:04:14.120Z",
                     *             "revision": 1795248001516,
                     *             "links": {
                     *               "self": "/jobs/dm-prod~9",
                     *               "history": "/jobs/dm-prod~9/history",
                     *               "events": "/jobs/dm-prod~9/events",
                     *               "explain": "/jobs/dm-prod~9/explain"
                     *             }
                     *           }
                     *         },
                     *         {
                     *           "id": "dm-prod~10",
                     *           "status": 304
                     *         },
                     *         {
                     *           "id": "hmc-lab~unknown",
                     *           "status": 404
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Invalid request (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request timeout (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Connection names. Separate several values with commas, or repeat the parameter. */
                connection?: string[];
                /** @description Provider names. Separate several values with commas, or repeat the parameter. */
                provider?: string[];
                /** @description Runs or pointers. Separate several values with commas, or repeat the parameter. */
                kind?: components["schemas"]["JobKind"][];
                /** @description States, or the groups `active` (not terminal, not idle), `terminal` and `attention` (lost, with anomalies, not fresh, or with a cancel that had no effect). Separate several values with commas, or repeat the parameter. */
                state?: ("unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost" | "active" | "terminal" | "attention")[];
                /** @description Severities. Separate several values with commas, or repeat the parameter. */
                severity?: components["schemas"]["Severity"][];
                /** @description Values of `observation.status`. Separate several values with commas, or repeat the parameter. */
                observation?: components["schemas"]["ObservationStatus"][];
                /** @description Operations, as named by the upstream. Separate several values with commas, or repeat the parameter. */
                operation?: string[];
                /** @description `name:value`. Repeat the parameter for several labels; all must match. */
                label?: string[];
                /** @description A substring of the id, name or operation, case-insensitive. */
                q?: string;
                /** @description Changed at this time or later. */
                updatedSince?: string;
                /** @description Started at this time or later. */
                startedAfter?: string;
                /** @description Started before this time. */
                startedBefore?: string;
                /** @description The order. A leading hyphen sorts in descending order. Jobs without a value come last in both directions. Any order but `changedAt` and `startedAt` requires filters on `connection` and `state` that match at most 5,000 jobs. */
                sort?: "-changedAt" | "changedAt" | "-startedAt" | "startedAt" | "-endedAt" | "endedAt" | "-createdAt" | "createdAt" | "-trackedAt" | "trackedAt" | "name" | "-name";
                /** @description Jobs per page. More than 200 counts as 200. */
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. `complete` is false if the data of a connection is stale; `unreachable` names it. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "jobs": [
                     *         {
                     *           "id": "dm-prod~9",
                     *           "kind": "run",
                     *           "target": null,
                     *           "connection": "dm-prod",
                     *           "provider": "datameer",
                     *           "name": null,
                     *           "operation": "createImageByInstance",
                     *           "labels": {
                     *             "team": "bi"
                     *           },
                     *           "state": "succeeded",
                     *           "stateReason": null,
                     *           "terminal": true,
                     *           "severity": "warning",
                     *           "progress": {
                     *             "percent": 100,
                     *             "done": 120,
                     *             "total": 120,
                     *             "unit": "items",
                     *             "estimatedEndAt": null
                     *           },
                     *           "warnings": [
                     *             {
                     *               "code": "records-dropped",
                     *               "message": "3 of 120 records dropped"
                     *             }
                     *           ],
                     *           "error": null,
                     *           "result": {
                     *             "image_id": "4f5c1f2e"
                     *           },
                     *           "resultHref": "/jobs/dm-prod~9/result",
                     *           "children": [],
                     *           "createdAt": null,
                     *           "startedAt": "2026-11-21T08:00:00.000Z",
                     *           "endedAt": "2026-11-21T08:04:12.000Z",
                     *           "upstream": {
                     *             "id": "9",
                     *             "state": "COMPLETED_WITH_WARNINGS",
                     *             "url": "https://datameer.example/job/9",
                     *             "attribution": "exact"
                     *           },
                     *           "observation": {
                     *             "status": "fresh",
                     *             "observedAt": "2026-11-21T08:04:14.120Z",
                     *             "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *             "nextCheckAt": null,
                     *             "failures": 0,
                     *             "source": "poll",
                     *             "error": null,
                     *             "anomalies": []
                     *           },
                     *           "cancellation": {
                     *             "status": "none",
                     *             "requestedAt": null,
                     *             "reason": null
                     *           },
                     *           "capabilities": {
                     *             "cancel": false,
                     *             "delete": false
                     *           },
                     *           "trackedAt": "2026-11-21T08:00:01.500Z",
                     *           "changedAt": "2026-11-21T08:04:14.120Z",
                     *           "expiresAt": "2026-11-28T08:04:14.120Z",
                     *           "revision": 1795248001516,
                     *           "links": {
                     *             "self": "/jobs/dm-prod~9",
                     *             "history": "/jobs/dm-prod~9/history",
                     *             "events": "/jobs/dm-prod~9/events",
                     *             "explain": "/jobs/dm-prod~9/explain"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "complete": true,
                     *       "unreachable": []
                     *     }
                     */
                    "application/json": components["schemas"]["JobList"];
                };
            };
            /** @description Invalid request (`invalid-request`). Invalid cursor (`invalid-cursor`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many expensive reads (`too-many-heavy-reads`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trackJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description A unique text for each operation. The same request with the same key within 24 hours returns the first response again (`Idempotency-Replayed: true`) and does nothing. */
                "Idempotency-Key"?: string;
                /** @description Refers to the collection: `*` is true, and any tag returns 412. */
                "If-Match"?: string;
                /** @description Refers to the collection, which exists: `*` returns 412, and any tag is true. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackJob"];
            };
        };
        responses: {
            /** @description The job was tracked already and has not changed. The named webhook receives its events from now on. */
            200: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Jobgate-Webhook": components["headers"]["Jobgate-Webhook"];
                    "Jobgate-Webhook-Secret": components["headers"]["Jobgate-Webhook-Secret"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": null,
                     *       "labels": {},
                     *       "state": "unknown",
                     *       "stateReason": null,
                     *       "terminal": false,
                     *       "severity": "unknown",
                     *       "progress": null,
                     *       "warnings": [],
                     *       "error": null,
                     *       "result": null,
                     *       "resultHref": null,
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": null,
                     *       "endedAt": null,
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": null,
                     *         "url": null,
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "never",
                     *         "observedAt": null,
                     *         "attemptedAt": null,
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": null,
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": false,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:00:01.500Z",
                     *       "expiresAt": null,
                     *       "revision": 1795248001500,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The job is tracked. It was stored before this response was sent. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Jobgate-Webhook": components["headers"]["Jobgate-Webhook"];
                    "Jobgate-Webhook-Secret": components["headers"]["Jobgate-Webhook-Secret"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": null,
                     *       "labels": {},
                     *       "state": "unknown",
                     *       "stateReason": null,
                     *       "terminal": false,
                     *       "severity": "unknown",
                     *       "progress": null,
                     *       "warnings": [],
                     *       "error": null,
                     *       "result": null,
                     *       "resultHref": null,
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": null,
                     *       "endedAt": null,
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": null,
                     *         "url": null,
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "never",
                     *         "observedAt": null,
                     *         "attemptedAt": null,
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": null,
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": false,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:00:01.500Z",
                     *       "expiresAt": null,
                     *       "revision": 1795248001500,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Invalid job id (`invalid-job-id`). Invalid request (`invalid-request`). Webhook target not allowed (`webhook-target-refused`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request timeout (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The same request is in progress (`request-in-progress`). Too many subscriptions (`too-many-webhooks`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another request (`idempotency-key-reused`). */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many tracked jobs in flight (`too-many-tracked-jobs`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readJob: {
        parameters: {
            query?: {
                /** @description `full` adds `raw`, the last raw response of the upstream, redacted and limited in size. `minimal`: five fields. */
                view?: "standard" | "minimal" | "full";
                /** @description What `Prefer: wait` waits for: `terminal` is the end of the job. Ignored without that preference. */
                until?: "terminal";
            };
            header?: {
                /** @description The `ETag` of an earlier response. If it still matches: 304 without a body. */
                "If-None-Match"?: string;
                /** @description `max-age=<seconds>` or `no-cache`: older data is polled first, for at most 2 s. `only-if-cached`: the upstream is not called. */
                "Cache-Control"?: string;
                /** @description `handling=strict`: 504 instead of data that is older than `Cache-Control` allows. `wait=<seconds>`, at most 60: the response is sent when the revision differs from that in `If-None-Match` (without it: from the current one), or after that time. */
                Prefer?: string;
            };
            path: {
                /** @description Job id: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job, in any state: failed, lost and stale jobs also return 200. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    Age: components["headers"]["Age"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    "Retry-After": components["headers"]["Retry-After"];
                    Vary: components["headers"]["Vary"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"] | components["schemas"]["MinimalJob"];
                };
            };
            /** @description The job is not tracked yet, and no worker got a response in time. Retry after `Retry-After`. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": null,
                     *       "labels": {},
                     *       "state": "unknown",
                     *       "stateReason": null,
                     *       "terminal": false,
                     *       "severity": "unknown",
                     *       "progress": null,
                     *       "warnings": [],
                     *       "error": null,
                     *       "result": null,
                     *       "resultHref": null,
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": null,
                     *       "endedAt": null,
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": null,
                     *         "url": null,
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "never",
                     *         "observedAt": null,
                     *         "attemptedAt": null,
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": null,
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": false,
                     *         "delete": false
                     *       },
                     *       "trackedAt": null,
                     *       "changedAt": null,
                     *       "expiresAt": null,
                     *       "revision": 0,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"] | components["schemas"]["MinimalJob"];
                };
            };
            /** @description `If-None-Match` matches the current revision. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    Age: components["headers"]["Age"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    "Retry-After": components["headers"]["Retry-After"];
                    Vary: components["headers"]["Vary"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid job id (`invalid-job-id`). Invalid request (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many tracked jobs in flight (`too-many-tracked-jobs`). Too many long polls (`too-many-waits`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). The gateway is at capacity (`gateway-full`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No sufficiently fresh data is available (`fresh-answer-unavailable`). */
            504: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Cache-Status": components["headers"]["Cache-Status"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    untrackJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: the target exists. Tags are weak, so any tag returns 412. */
                "If-Match"?: string;
                /** @description An HTTP date: 412 if there was a change after that second. Invalid dates are ignored. */
                "If-Unmodified-Since"?: string;
                /** @description 412 if the current tag matches, or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Job id: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Untracked. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid job id (`invalid-job-id`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    describeJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: the target exists. Tags are weak, so any tag returns 412. */
                "If-Match"?: string;
                /** @description An HTTP date: 412 if there was a change after that second. Invalid dates are ignored. */
                "If-Unmodified-Since"?: string;
                /** @description 412 if the current tag matches, or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Job id: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DescribeJob"];
            };
        };
        responses: {
            /** @description The changed job. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": "createImageByInstance",
                     *       "labels": {
                     *         "team": "bi"
                     *       },
                     *       "state": "succeeded",
                     *       "stateReason": null,
                     *       "terminal": true,
                     *       "severity": "warning",
                     *       "progress": {
                     *         "percent": 100,
                     *         "done": 120,
                     *         "total": 120,
                     *         "unit": "items",
                     *         "estimatedEndAt": null
                     *       },
                     *       "warnings": [
                     *         {
                     *           "code": "records-dropped",
                     *           "message": "3 of 120 records dropped"
                     *         }
                     *       ],
                     *       "error": null,
                     *       "result": {
                     *         "image_id": "4f5c1f2e"
                     *       },
                     *       "resultHref": "/jobs/dm-prod~9/result",
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": "2026-11-21T08:00:00.000Z",
                     *       "endedAt": "2026-11-21T08:04:12.000Z",
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": "COMPLETED_WITH_WARNINGS",
                     *         "url": "https://datameer.example/job/9",
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "fresh",
                     *         "observedAt": "2026-11-21T08:04:14.120Z",
                     *         "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": "poll",
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": false,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:04:14.120Z",
                     *       "expiresAt": "2026-11-28T08:04:14.120Z",
                     *       "revision": 1795248001516,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Invalid job id (`invalid-job-id`). Invalid request (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request timeout (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readJobHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Job id: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The observed transitions. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "transitions": [
                     *         {
                     *           "from": "unknown",
                     *           "to": "running",
                     *           "reason": null,
                     *           "upstreamAt": "2026-11-21T08:00:00.000Z",
                     *           "notBefore": null,
                     *           "notAfter": "2026-11-21T08:00:01.900Z",
                     *           "source": "poll",
                     *           "revision": 1795248001501
                     *         },
                     *         {
                     *           "from": "running",
                     *           "to": "succeeded",
                     *           "reason": null,
                     *           "upstreamAt": "2026-11-21T08:04:12.000Z",
                     *           "notBefore": "2026-11-21T08:04:06.310Z",
                     *           "notAfter": "2026-11-21T08:04:14.120Z",
                     *           "source": "poll",
                     *           "revision": 1795248001516
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["History"];
                };
            };
            /** @description Invalid job id (`invalid-job-id`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readJobResult: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an earlier response. If it still matches: 304 without a body. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Job id: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Any JSON value, as the upstream sent it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "image_id": "4f5c1f2e"
                     *     }
                     */
                    "application/json": unknown;
                };
            };
            /** @description `If-None-Match` matches the current result. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid job id (`invalid-job-id`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). The job has no result (`result-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Job id: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The source of the current data. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "state": "succeeded",
                     *       "upstreamState": "COMPLETED_WITH_WARNINGS",
                     *       "rule": "jobStatus COMPLETED_WITH_WARNINGS",
                     *       "request": {
                     *         "method": "GET",
                     *         "target": "/rest/job-execution/9",
                     *         "status": 200,
                     *         "milliseconds": 38,
                     *         "at": "2026-11-21T08:04:14.120Z"
                     *       },
                     *       "observation": "fresh",
                     *       "nextCheckAt": null,
                     *       "intervalMs": null,
                     *       "reason": "The job has ended: nothing more is expected.",
                     *       "fresher": []
                     *     }
                     */
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description Invalid job id (`invalid-job-id`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the configuration. `complete` is false if some connections cannot be read; `unreachable` names them. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "connections": [
                     *         {
                     *           "name": "dm-prod",
                     *           "provider": "datameer",
                     *           "title": "Datameer",
                     *           "capabilities": {
                     *             "cancel": true,
                     *             "delete": true,
                     *             "start": true,
                     *             "list": true,
                     *             "runs": true,
                     *             "push": false,
                     *             "pointers": true
                     *           },
                     *           "keys": [
                     *             {
                     *               "form": "<job execution id>",
                     *               "kind": "run",
                     *               "example": "9",
                     *               "meaning": "One execution, as the upstream numbers them."
                     *             }
                     *           ],
                     *           "states": {
                     *             "RUNNING": "running",
                     *             "COMPLETED": "succeeded",
                     *             "COMPLETED_WITH_WARNINGS": "succeeded",
                     *             "ERROR": "failed"
                     *           },
                     *           "health": {
                     *             "status": "up",
                     *             "latencyMs": 38,
                     *             "lastCheckAt": "2026-11-21T08:04:14.120Z",
                     *             "lastSuccessAt": "2026-11-21T08:04:14.120Z",
                     *             "lastTrouble": null,
                     *             "circuit": {
                     *               "status": "closed",
                     *               "probeAt": null,
                     *               "cause": null
                     *             }
                     *           },
                     *           "push": null,
                     *           "budget": {
                     *             "concurrency": 4,
                     *             "requestsPerSecond": 10,
                     *             "throttledUntil": null
                     *           },
                     *           "inFlight": 1,
                     *           "schedule": {
                     *             "scheduled": 12,
                     *             "due": 0
                     *           },
                     *           "jobs": {
                     *             "unknown": 0,
                     *             "idle": 2,
                     *             "queued": 3,
                     *             "running": 7,
                     *             "canceling": 0,
                     *             "succeeded": 140,
                     *             "failed": 4,
                     *             "canceled": 1,
                     *             "lost": 0
                     *           },
                     *           "detectionLag": 1.4
                     *         }
                     *       ],
                     *       "complete": true,
                     *       "unreachable": []
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionList"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Connection name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection, as last reported by its worker. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "dm-prod",
                     *       "provider": "datameer",
                     *       "title": "Datameer",
                     *       "capabilities": {
                     *         "cancel": true,
                     *         "delete": true,
                     *         "start": true,
                     *         "list": true,
                     *         "runs": true,
                     *         "push": false,
                     *         "pointers": true
                     *       },
                     *       "keys": [
                     *         {
                     *           "form": "<job execution id>",
                     *           "kind": "run",
                     *           "example": "9",
                     *           "meaning": "One execution, as the upstream numbers them."
                     *         }
                     *       ],
                     *       "states": {
                     *         "RUNNING": "running",
                     *         "COMPLETED": "succeeded",
                     *         "COMPLETED_WITH_WARNINGS": "succeeded",
                     *         "ERROR": "failed"
                     *       },
                     *       "health": {
                     *         "status": "up",
                     *         "latencyMs": 38,
                     *         "lastCheckAt": "2026-11-21T08:04:14.120Z",
                     *         "lastSuccessAt": "2026-11-21T08:04:14.120Z",
                     *         "lastTrouble": null,
                     *         "circuit": {
                     *           "status": "closed",
                     *           "probeAt": null,
                     *           "cause": null
                     *         }
                     *       },
                     *       "push": null,
                     *       "budget": {
                     *         "concurrency": 4,
                     *         "requestsPerSecond": 10,
                     *         "throttledUntil": null
                     *       },
                     *       "inFlight": 1,
                     *       "schedule": {
                     *         "scheduled": 12,
                     *         "due": 0
                     *       },
                     *       "jobs": {
                     *         "unknown": 0,
                     *         "idle": 2,
                     *         "queued": 3,
                     *         "running": 7,
                     *         "canceling": 0,
                     *         "succeeded": 140,
                     *         "failed": 4,
                     *         "canceled": 1,
                     *         "lost": 0
                     *       },
                     *       "detectionLag": 1.4
                     *     }
                     */
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such connection (`connection-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description A unique text for each operation. The same request with the same key within 24 hours returns the first response again (`Idempotency-Replayed: true`) and does nothing. */
                "Idempotency-Key"?: string;
                /** @description `*`: the target exists. Tags are weak, so any tag returns 412. */
                "If-Match"?: string;
                /** @description An HTTP date: 412 if there was a change after that second. Invalid dates are ignored. */
                "If-Unmodified-Since"?: string;
                /** @description 412 if the current tag matches, or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Job id: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job had already ended or was already canceling. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Content-Location": components["headers"]["Content-Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": "createImageByInstance",
                     *       "labels": {
                     *         "team": "bi"
                     *       },
                     *       "state": "succeeded",
                     *       "stateReason": null,
                     *       "terminal": true,
                     *       "severity": "warning",
                     *       "progress": {
                     *         "percent": 100,
                     *         "done": 120,
                     *         "total": 120,
                     *         "unit": "items",
                     *         "estimatedEndAt": null
                     *       },
                     *       "warnings": [
                     *         {
                     *           "code": "records-dropped",
                     *           "message": "3 of 120 records dropped"
                     *         }
                     *       ],
                     *       "error": null,
                     *       "result": {
                     *         "image_id": "4f5c1f2e"
                     *       },
                     *       "resultHref": "/jobs/dm-prod~9/result",
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": "2026-11-21T08:00:00.000Z",
                     *       "endedAt": "2026-11-21T08:04:12.000Z",
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": "COMPLETED_WITH_WARNINGS",
                     *         "url": "https://datameer.example/job/9",
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "fresh",
                     *         "observedAt": "2026-11-21T08:04:14.120Z",
                     *         "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": "poll",
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": false,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:04:14.120Z",
                     *       "expiresAt": "2026-11-28T08:04:14.120Z",
                     *       "revision": 1795248001516,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `cancellation.status` is `requested` (the upstream will be called, or its response is unknown), `acknowledged` or `ineffective`. */
            202: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Content-Location": components["headers"]["Content-Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": "createImageByInstance",
                     *       "labels": {
                     *         "team": "bi"
                     *       },
                     *       "state": "running",
                     *       "stateReason": null,
                     *       "terminal": false,
                     *       "severity": "ok",
                     *       "progress": {
                     *         "percent": 100,
                     *         "done": 120,
                     *         "total": 120,
                     *         "unit": "items",
                     *         "estimatedEndAt": null
                     *       },
                     *       "warnings": [],
                     *       "error": null,
                     *       "result": null,
                     *       "resultHref": null,
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": "2026-11-21T08:00:00.000Z",
                     *       "endedAt": null,
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": "COMPLETED_WITH_WARNINGS",
                     *         "url": "https://datameer.example/job/9",
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "fresh",
                     *         "observedAt": "2026-11-21T08:04:14.120Z",
                     *         "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": "poll",
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "requested",
                     *         "requestedAt": "2026-11-21T08:02:00.000Z",
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": true,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:04:14.120Z",
                     *       "expiresAt": null,
                     *       "revision": 1795248001516,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Invalid job id (`invalid-job-id`). Invalid request (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The job cannot be canceled (`cancel-unsupported`). The upstream rejected the cancel (`cancel-rejected`). The same request is in progress (`request-in-progress`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another request (`idempotency-key-reused`). */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many tracked jobs in flight (`too-many-tracked-jobs`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). No worker took the request (`no-worker`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteJobUpstream: {
        parameters: {
            query?: never;
            header?: {
                /** @description A unique text for each operation. The same request with the same key within 24 hours returns the first response again (`Idempotency-Replayed: true`) and does nothing. */
                "Idempotency-Key"?: string;
                /** @description `*`: the target exists. Tags are weak, so any tag returns 412. */
                "If-Match"?: string;
                /** @description An HTTP date: 412 if there was a change after that second. Invalid dates are ignored. */
                "If-Unmodified-Since"?: string;
                /** @description 412 if the current tag matches, or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Job id: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upstream has deleted its data of the job. The gateway keeps its own. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid job id (`invalid-job-id`). Invalid request (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The job has not ended (`job-not-ended`). The upstream cannot delete the job’s data (`delete-unsupported`). The upstream rejected the deletion (`delete-rejected`). The same request is in progress (`request-in-progress`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The idempotency key was used for another request (`idempotency-key-reused`). */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many tracked jobs in flight (`too-many-tracked-jobs`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). The upstream is unavailable (`upstream-unavailable`). No worker took the request (`no-worker`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The outcome is unknown (`outcome-unknown`). */
            504: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUpstreamJobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Connection name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The jobs that the upstream lists now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "jobs": [
                     *         {
                     *           "id": "dm-prod~9",
                     *           "key": "9",
                     *           "kind": "run",
                     *           "state": "running",
                     *           "upstreamState": "RUNNING",
                     *           "name": null,
                     *           "startedAt": "2026-11-21T08:00:00.000Z",
                     *           "endedAt": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UpstreamJobList"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such connection (`connection-not-found`). The upstream cannot list its jobs (`list-unsupported`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Your share of the upstream’s rate limit is used up (`share-used`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upstream rejected the request (`upstream-refused`). */
            502: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). The upstream is unavailable (`upstream-unavailable`). No worker took the request (`no-worker`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description A unique text for each operation. The same request with the same key within 24 hours returns the first response again (`Idempotency-Replayed: true`) and does nothing. */
                "Idempotency-Key"?: string;
                /** @description Refers to the collection: `*` is true, and any tag returns 412. */
                "If-Match"?: string;
                /** @description Refers to the collection, which exists: `*` returns 412, and any tag is true. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Connection name. */
                name: string;
            };
            cookie?: never;
        };
        /** @description The fields depend on the provider of the connection. */
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Started and tracked; of a sequence, the first run. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dm-prod~9",
                     *       "kind": "run",
                     *       "target": null,
                     *       "connection": "dm-prod",
                     *       "provider": "datameer",
                     *       "name": null,
                     *       "operation": "createImageByInstance",
                     *       "labels": {
                     *         "team": "bi"
                     *       },
                     *       "state": "running",
                     *       "stateReason": null,
                     *       "terminal": false,
                     *       "severity": "ok",
                     *       "progress": {
                     *         "percent": 100,
                     *         "done": 120,
                     *         "total": 120,
                     *         "unit": "items",
                     *         "estimatedEndAt": null
                     *       },
                     *       "warnings": [],
                     *       "error": null,
                     *       "result": null,
                     *       "resultHref": null,
                     *       "children": [],
                     *       "createdAt": null,
                     *       "startedAt": "2026-11-21T08:00:00.000Z",
                     *       "endedAt": null,
                     *       "upstream": {
                     *         "id": "9",
                     *         "state": "COMPLETED_WITH_WARNINGS",
                     *         "url": "https://datameer.example/job/9",
                     *         "attribution": "exact"
                     *       },
                     *       "observation": {
                     *         "status": "fresh",
                     *         "observedAt": "2026-11-21T08:04:14.120Z",
                     *         "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *         "nextCheckAt": null,
                     *         "failures": 0,
                     *         "source": "poll",
                     *         "error": null,
                     *         "anomalies": []
                     *       },
                     *       "cancellation": {
                     *         "status": "none",
                     *         "requestedAt": null,
                     *         "reason": null
                     *       },
                     *       "capabilities": {
                     *         "cancel": true,
                     *         "delete": false
                     *       },
                     *       "trackedAt": "2026-11-21T08:00:01.500Z",
                     *       "changedAt": "2026-11-21T08:04:14.120Z",
                     *       "expiresAt": null,
                     *       "revision": 1795248001516,
                     *       "links": {
                     *         "self": "/jobs/dm-prod~9",
                     *         "history": "/jobs/dm-prod~9/history",
                     *         "events": "/jobs/dm-prod~9/events",
                     *         "explain": "/jobs/dm-prod~9/explain"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Invalid request (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such connection (`connection-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request timeout (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Jobs cannot be started on this connection (`start-unsupported`). The upstream rejected the start (`start-rejected`). The same request is in progress (`request-in-progress`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The connection does not allow this operation (`operation-not-allowed`). The idempotency key was used for another request (`idempotency-key-reused`). */
            422: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many tracked jobs in flight (`too-many-tracked-jobs`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upstream created no job (`no-job-created`). */
            502: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). The upstream is unavailable (`upstream-unavailable`). No worker took the request (`no-worker`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The outcome is unknown (`outcome-unknown`). */
            504: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUpstreamRuns: {
        parameters: {
            query?: {
                /** @description Number of the newest runs to skip. */
                offset?: number;
                /** @description Maximum number of runs; more than 200 counts as 200. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Connection name. */
                name: string;
                /** @description The key of the pointer, written as in its id. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first, as the upstream lists them now. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "pointer": "dm-prod~config-88",
                     *       "offset": 0,
                     *       "limit": 50,
                     *       "runs": [
                     *         {
                     *           "id": "dm-prod~9",
                     *           "key": "9",
                     *           "kind": "run",
                     *           "state": "running",
                     *           "upstreamState": "RUNNING",
                     *           "name": null,
                     *           "startedAt": "2026-11-21T08:00:00.000Z",
                     *           "endedAt": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UpstreamRunList"];
                };
            };
            /** @description Invalid job id (`invalid-job-id`). Invalid request (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such connection (`connection-not-found`). No such job (`job-not-found`). There is no list of runs (`runs-unsupported`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Your share of the upstream’s rate limit is used up (`share-used`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upstream rejected the request (`upstream-refused`). */
            502: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). The upstream is unavailable (`upstream-unavailable`). No worker took the request (`no-worker`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAudit: {
        parameters: {
            query?: {
                /** @description Only requests of these callers. Separate several values with commas. */
                caller?: string;
                /** @description Only entries about these connections. Separate several values with commas. */
                connection?: string;
                /** @description Only these actions: track, describe, untrack, cancel, delete-upstream, start, subscribe, change-subscription, unsubscribe, rotate-secret, test-webhook, redeliver. Separate several values with commas. */
                action?: string;
                /** @description Only entries from this time on (RFC 3339). */
                since?: string;
                /** @description Only requests that returned 4xx, or, with `false`, only the others. */
                refused?: boolean;
                /** @description Entries per page; more than 200 counts as 200. */
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, latest first. A page with fewer entries than `limit` can still have a `nextCursor`. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "entries": [
                     *         {
                     *           "id": "1795334652000-0",
                     *           "at": "2026-11-21T08:04:12.000Z",
                     *           "caller": "night-shift",
                     *           "action": "cancel",
                     *           "connection": "dm-prod",
                     *           "job": "dm-prod~9",
                     *           "webhook": null,
                     *           "connections": null,
                     *           "status": 409,
                     *           "outcome": "cancel-rejected",
                     *           "fingerprint": "2c26b46b",
                     *           "address": "203.0.113.9",
                     *           "requestId": "1f0b3c0e-6f4e-4c0f-9a55-0d8a3f9f4c11",
                     *           "count": 1
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description Invalid request (`invalid-request`). Invalid cursor (`invalid-cursor`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "webhooks": [
                     *         {
                     *           "id": "wh_2kC1cXhVw1mZ0q8sW4tY",
                     *           "url": "https://hooks.example.com/jobgate",
                     *           "description": "Ended loads",
                     *           "selection": "matching",
                     *           "enabled": true,
                     *           "disabledReason": null,
                     *           "owner": "bi-team",
                     *           "connection": [
                     *             "dm-prod"
                     *           ],
                     *           "provider": null,
                     *           "kind": null,
                     *           "state": [
                     *             "terminal"
                     *           ],
                     *           "severity": null,
                     *           "observation": null,
                     *           "operation": null,
                     *           "label": [
                     *             "team:bi"
                     *           ],
                     *           "q": null,
                     *           "updatedSince": null,
                     *           "startedAfter": null,
                     *           "startedBefore": null,
                     *           "previousSecretUntil": null,
                     *           "createdAt": "2026-11-21T07:00:00.000Z",
                     *           "changedAt": "2026-11-21T07:00:00.000Z",
                     *           "links": {
                     *             "self": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY",
                     *             "deliveries": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY/deliveries"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Refers to the collection: `*` is true, and any tag returns 412. */
                "If-Match"?: string;
                /** @description Refers to the collection, which exists: `*` returns 412, and any tag is true. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Subscribe"];
            };
        };
        responses: {
            /** @description Subscribed. The secret is not returned again. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    Location: components["headers"]["Location"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wh_2kC1cXhVw1mZ0q8sW4tY",
                     *       "url": "https://hooks.example.com/jobgate",
                     *       "description": "Ended loads",
                     *       "selection": "matching",
                     *       "enabled": true,
                     *       "disabledReason": null,
                     *       "owner": "bi-team",
                     *       "connection": [
                     *         "dm-prod"
                     *       ],
                     *       "provider": null,
                     *       "kind": null,
                     *       "state": [
                     *         "terminal"
                     *       ],
                     *       "severity": null,
                     *       "observation": null,
                     *       "operation": null,
                     *       "label": [
                     *         "team:bi"
                     *       ],
                     *       "q": null,
                     *       "updatedSince": null,
                     *       "startedAfter": null,
                     *       "startedBefore": null,
                     *       "previousSecretUntil": null,
                     *       "createdAt": "2026-11-21T07:00:00.000Z",
                     *       "changedAt": "2026-11-21T07:00:00.000Z",
                     *       "links": {
                     *         "self": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY",
                     *         "deliveries": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY/deliveries"
                     *       },
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description Invalid request (`invalid-request`). Webhook target not allowed (`webhook-target-refused`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request timeout (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many subscriptions (`too-many-webhooks`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Subscription id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The subscription. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wh_2kC1cXhVw1mZ0q8sW4tY",
                     *       "url": "https://hooks.example.com/jobgate",
                     *       "description": "Ended loads",
                     *       "selection": "matching",
                     *       "enabled": true,
                     *       "disabledReason": null,
                     *       "owner": "bi-team",
                     *       "connection": [
                     *         "dm-prod"
                     *       ],
                     *       "provider": null,
                     *       "kind": null,
                     *       "state": [
                     *         "terminal"
                     *       ],
                     *       "severity": null,
                     *       "observation": null,
                     *       "operation": null,
                     *       "label": [
                     *         "team:bi"
                     *       ],
                     *       "q": null,
                     *       "updatedSince": null,
                     *       "startedAfter": null,
                     *       "startedBefore": null,
                     *       "previousSecretUntil": null,
                     *       "createdAt": "2026-11-21T07:00:00.000Z",
                     *       "changedAt": "2026-11-21T07:00:00.000Z",
                     *       "links": {
                     *         "self": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY",
                     *         "deliveries": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY/deliveries"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: the target exists. Tags are weak, so any tag returns 412. */
                "If-Match"?: string;
                /** @description An HTTP date: 412 if there was a change after that second. Invalid dates are ignored. */
                "If-Unmodified-Since"?: string;
                /** @description 412 if the current tag matches, or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Subscription id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted, with its deliveries. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: the target exists. Tags are weak, so any tag returns 412. */
                "If-Match"?: string;
                /** @description An HTTP date: 412 if there was a change after that second. Invalid dates are ignored. */
                "If-Unmodified-Since"?: string;
                /** @description 412 if the current tag matches, or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Subscription id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeSubscription"];
            };
        };
        responses: {
            /** @description The changed subscription. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wh_2kC1cXhVw1mZ0q8sW4tY",
                     *       "url": "https://hooks.example.com/jobgate",
                     *       "description": "Ended loads",
                     *       "selection": "matching",
                     *       "enabled": true,
                     *       "disabledReason": null,
                     *       "owner": "bi-team",
                     *       "connection": [
                     *         "dm-prod"
                     *       ],
                     *       "provider": null,
                     *       "kind": null,
                     *       "state": [
                     *         "terminal"
                     *       ],
                     *       "severity": null,
                     *       "observation": null,
                     *       "operation": null,
                     *       "label": [
                     *         "team:bi"
                     *       ],
                     *       "q": null,
                     *       "updatedSince": null,
                     *       "startedAfter": null,
                     *       "startedBefore": null,
                     *       "previousSecretUntil": null,
                     *       "createdAt": "2026-11-21T07:00:00.000Z",
                     *       "changedAt": "2026-11-21T07:00:00.000Z",
                     *       "links": {
                     *         "self": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY",
                     *         "deliveries": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY/deliveries"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Invalid request (`invalid-request`). Webhook target not allowed (`webhook-target-refused`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). Only the owner can make this change (`not-the-owner`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request timeout (`request-timeout`). */
            408: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large (`payload-too-large`). */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: the target exists. Tags are weak, so any tag returns 412. */
                "If-Match"?: string;
                /** @description An HTTP date: 412 if there was a change after that second. Invalid dates are ignored. */
                "If-Unmodified-Since"?: string;
                /** @description 412 if the current tag matches, or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Subscription id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With the new secret, which is not returned again. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wh_2kC1cXhVw1mZ0q8sW4tY",
                     *       "url": "https://hooks.example.com/jobgate",
                     *       "description": "Ended loads",
                     *       "selection": "matching",
                     *       "enabled": true,
                     *       "disabledReason": null,
                     *       "owner": "bi-team",
                     *       "connection": [
                     *         "dm-prod"
                     *       ],
                     *       "provider": null,
                     *       "kind": null,
                     *       "state": [
                     *         "terminal"
                     *       ],
                     *       "severity": null,
                     *       "observation": null,
                     *       "operation": null,
                     *       "label": [
                     *         "team:bi"
                     *       ],
                     *       "q": null,
                     *       "updatedSince": null,
                     *       "startedAfter": null,
                     *       "startedBefore": null,
                     *       "previousSecretUntil": "2026-11-22T07:00:00.000Z",
                     *       "createdAt": "2026-11-21T07:00:00.000Z",
                     *       "changedAt": "2026-11-21T07:00:00.000Z",
                     *       "links": {
                     *         "self": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY",
                     *         "deliveries": "/webhooks/wh_2kC1cXhVw1mZ0q8sW4tY/deliveries"
                     *       },
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). Only the owner can make this change (`not-the-owner`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Deliveries per page. More than 200 counts as 200. */
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Subscription id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deliveries": [
                     *         {
                     *           "id": "msg_K3YkIlVr7Tv0_udGASTGWf1P",
                     *           "status": "delivered",
                     *           "type": "jobgate.job.ended",
                     *           "subject": "dm-prod~9",
                     *           "sequence": "1795248001516",
                     *           "connection": "dm-prod",
                     *           "attempts": 1,
                     *           "nextAttemptAt": null,
                     *           "tries": [
                     *             {
                     *               "at": "2026-11-21T08:04:14.310Z",
                     *               "milliseconds": 84,
                     *               "status": 204,
                     *               "error": null,
                     *               "answer": null
                     *             }
                     *           ],
                     *           "event": {
                     *             "specversion": "1.0",
                     *             "id": "1795248254120-0",
                     *             "type": "jobgate.job.ended",
                     *             "source": "dm-prod",
                     *             "subject": "dm-prod~9",
                     *             "time": "2026-11-21T08:04:14.120Z",
                     *             "sequence": "1795248001516",
                     *             "sequencetype": "Integer",
                     *             "datacontenttype": "application/json",
                     *             "data": {
                     *               "id": "dm-prod~9",
                     *               "state": "succeeded",
                     *               "previousState": "running",
                     *               "terminal": true,
                     *               "severity": "warning",
                     *               "revision": 1795248001516,
                     *               "observation": {
                     *                 "status": "fresh"
                     *               },
                     *               "href": "/jobs/dm-prod~9"
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description Invalid request (`invalid-request`). Invalid cursor (`invalid-cursor`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Subscription id. */
                id: string;
                /** @description Delivery id: its `webhook-id`. */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "msg_K3YkIlVr7Tv0_udGASTGWf1P",
                     *       "status": "delivered",
                     *       "type": "jobgate.job.ended",
                     *       "subject": "dm-prod~9",
                     *       "sequence": "1795248001516",
                     *       "connection": "dm-prod",
                     *       "attempts": 1,
                     *       "nextAttemptAt": null,
                     *       "tries": [
                     *         {
                     *           "at": "2026-11-21T08:04:14.310Z",
                     *           "milliseconds": 84,
                     *           "status": 204,
                     *           "error": null,
                     *           "answer": null
                     *         }
                     *       ],
                     *       "event": {
                     *         "specversion": "1.0",
                     *         "id": "1795248254120-0",
                     *         "type": "jobgate.job.ended",
                     *         "source": "dm-prod",
                     *         "subject": "dm-prod~9",
                     *         "time": "2026-11-21T08:04:14.120Z",
                     *         "sequence": "1795248001516",
                     *         "sequencetype": "Integer",
                     *         "datacontenttype": "application/json",
                     *         "data": {
                     *           "id": "dm-prod~9",
                     *           "state": "succeeded",
                     *           "previousState": "running",
                     *           "terminal": true,
                     *           "severity": "warning",
                     *           "revision": 1795248001516,
                     *           "observation": {
                     *             "status": "fresh"
                     *           },
                     *           "href": "/jobs/dm-prod~9"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). No such delivery (`delivery-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: the target exists. Tags are weak, so any tag returns 412. */
                "If-Match"?: string;
                /** @description An HTTP date: 412 if there was a change after that second. Invalid dates are ignored. */
                "If-Unmodified-Since"?: string;
                /** @description 412 if the current tag matches, or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Subscription id. */
                id: string;
                /** @description Delivery id: its `webhook-id`. */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery is queued. Read its outcome at `Location`. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    Location: components["headers"]["Location"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "msg_K3YkIlVr7Tv0_udGASTGWf1P",
                     *       "status": "pending",
                     *       "type": "jobgate.job.ended",
                     *       "subject": "dm-prod~9",
                     *       "sequence": "1795248001516",
                     *       "connection": "dm-prod",
                     *       "attempts": 0,
                     *       "nextAttemptAt": null,
                     *       "tries": [],
                     *       "event": {
                     *         "specversion": "1.0",
                     *         "id": "1795248254120-0",
                     *         "type": "jobgate.job.ended",
                     *         "source": "dm-prod",
                     *         "subject": "dm-prod~9",
                     *         "time": "2026-11-21T08:04:14.120Z",
                     *         "sequence": "1795248001516",
                     *         "sequencetype": "Integer",
                     *         "datacontenttype": "application/json",
                     *         "data": {
                     *           "id": "dm-prod~9",
                     *           "state": "succeeded",
                     *           "previousState": "running",
                     *           "terminal": true,
                     *           "severity": "warning",
                     *           "revision": 1795248001516,
                     *           "observation": {
                     *             "status": "fresh"
                     *           },
                     *           "href": "/jobs/dm-prod~9"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). No such delivery (`delivery-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The subscription is disabled (`webhook-disabled`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description `*`: the target exists. Tags are weak, so any tag returns 412. */
                "If-Match"?: string;
                /** @description An HTTP date: 412 if there was a change after that second. Invalid dates are ignored. */
                "If-Unmodified-Since"?: string;
                /** @description 412 if the current tag matches, or with `*`. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Subscription id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery is queued. Read its outcome at `Location`. */
            202: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    Location: components["headers"]["Location"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "msg_K3YkIlVr7Tv0_udGASTGWf1P",
                     *       "status": "pending",
                     *       "type": "jobgate.job.ended",
                     *       "subject": "dm-prod~9",
                     *       "sequence": "1795248001516",
                     *       "connection": "dm-prod",
                     *       "attempts": 0,
                     *       "nextAttemptAt": null,
                     *       "tries": [],
                     *       "event": {
                     *         "specversion": "1.0",
                     *         "id": "1795248254120-0",
                     *         "type": "jobgate.job.ended",
                     *         "source": "dm-prod",
                     *         "subject": "dm-prod~9",
                     *         "time": "2026-11-21T08:04:14.120Z",
                     *         "sequence": "1795248001516",
                     *         "sequencetype": "Integer",
                     *         "datacontenttype": "application/json",
                     *         "data": {
                     *           "id": "dm-prod~9",
                     *           "state": "succeeded",
                     *           "previousState": "running",
                     *           "terminal": true,
                     *           "severity": "warning",
                     *           "revision": 1795248001516,
                     *           "observation": {
                     *             "status": "fresh"
                     *           },
                     *           "href": "/jobs/dm-prod~9"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such subscription (`webhook-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The subscription is disabled (`webhook-disabled`). */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed (`precondition-failed`). */
            412: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process responds. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "checks": {}
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process can serve requests. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "checks": {
                     *         "redis": "ok",
                     *         "events": "ok",
                     *         "worker": "ok"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The process cannot serve requests. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "failed",
                     *       "checks": {
                     *         "redis": "failed",
                     *         "events": "failed",
                     *         "worker": "unknown"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the Prometheus text format. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # HELP jobgate_circuit_open Whether no calls are let through after failures (1).
                     *     # TYPE jobgate_circuit_open gauge
                     *     jobgate_circuit_open{connection="dm-prod"} 0
                     */
                    "text/plain": string;
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readQueues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html>… */
                    "text/html": string;
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). Cross-site request rejected (`cross-site-refused`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProblems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON, or an HTML page if the client accepts HTML. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "problems": [
                     *         {
                     *           "type": "/problems/job-not-found",
                     *           "code": "job-not-found",
                     *           "status": 404,
                     *           "title": "No such job",
                     *           "explanation": "The upstream does not know the job, the connection does not exist, or you have no access to it: the response does not distinguish these cases. The result is cached for a few seconds.",
                     *           "remedy": "Check the id, and check with `GET /connections` that you have access to its connection. If the job was started just now, retry after a few seconds.",
                     *           "example": {
                     *             "type": "/problems/job-not-found",
                     *             "title": "No such job",
                     *             "status": 404,
                     *             "detail": "The upstream does not know the job, the connection does not exist, or you have no access to it: the response does not distinguish these cases.",
                     *             "instance": "/jobs/dm-prod~9",
                     *             "code": "job-not-found"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProblemList"];
                    /** @example <!doctype html>… */
                    "text/html": string;
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainProblem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: components["schemas"]["ProblemCode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON, or an HTML page if the client accepts HTML. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "/problems/job-not-found",
                     *       "code": "job-not-found",
                     *       "status": 404,
                     *       "title": "No such job",
                     *       "explanation": "The upstream does not know the job, the connection does not exist, or you have no access to it: the response does not distinguish these cases. The result is cached for a few seconds.",
                     *       "remedy": "Check the id, and check with `GET /connections` that you have access to its connection. If the job was started just now, retry after a few seconds.",
                     *       "example": {
                     *         "type": "/problems/job-not-found",
                     *         "title": "No such job",
                     *         "status": 404,
                     *         "detail": "The upstream does not know the job, the connection does not exist, or you have no access to it: the response does not distinguish these cases.",
                     *         "instance": "/jobs/dm-prod~9",
                     *         "code": "job-not-found"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProblemPage"];
                    /** @example <!doctype html>… */
                    "text/html": string;
                };
            };
            /** @description No such problem (`problem-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This document. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.0"
                     *     }
                     */
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The client has the current version. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOpenApiYaml: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This document, in YAML. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example openapi: 3.1.0 */
                    "application/yaml": string;
                };
            };
            /** @description The client has the current version. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description Connection names. Separate several values with commas, or repeat the parameter. */
                connection?: string[];
                /** @description Provider names. Separate several values with commas, or repeat the parameter. */
                provider?: string[];
                /** @description Runs or pointers. Separate several values with commas, or repeat the parameter. */
                kind?: components["schemas"]["JobKind"][];
                /** @description States, or the groups `active` (not terminal, not idle), `terminal` and `attention` (lost, with anomalies, not fresh, or with a cancel that had no effect). Separate several values with commas, or repeat the parameter. */
                state?: ("unknown" | "idle" | "queued" | "running" | "canceling" | "succeeded" | "failed" | "canceled" | "lost" | "active" | "terminal" | "attention")[];
                /** @description Severities. Separate several values with commas, or repeat the parameter. */
                severity?: components["schemas"]["Severity"][];
                /** @description Values of `observation.status`. Separate several values with commas, or repeat the parameter. */
                observation?: components["schemas"]["ObservationStatus"][];
                /** @description Operations, as named by the upstream. Separate several values with commas, or repeat the parameter. */
                operation?: string[];
                /** @description `name:value`. Repeat the parameter for several labels; all must match. */
                label?: string[];
                /** @description A substring of the id, name or operation, case-insensitive. */
                q?: string;
                /** @description Changed at this time or later. */
                updatedSince?: string;
                /** @description Started at this time or later. */
                startedAfter?: string;
                /** @description Started before this time. */
                startedBefore?: string;
                /** @description `sse`: Server-Sent Events. `json`: one page of the events so far. Takes precedence over `Accept`. */
                format?: "sse" | "json";
                /** @description `next` of the previous page, or the id of an event. `Last-Event-ID` takes precedence. */
                after?: string;
            };
            header?: {
                /** @description The id of the last event received, from any gateway: the stream resumes after it. If it is too old or unknown: `reset`, then a snapshot. */
                "Last-Event-ID"?: string;
                /** @description `wait=<seconds>`, at most 60: an empty JSON page waits for the first event. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description - `snapshot`: a job at the start of the stream. At most 1,000 jobs, the latest change first.
             *     - `job`: a changed job. A slow client gets only the last of several changes; an event may be repeated.
             *     - `gone`: `{"id"}` of a job that was deleted or no longer matches the filters.
             *     - `reset`, without data: events were lost. Discard your state; a snapshot follows.
             *     - `availability`: `{"complete", "unreachable"}`, when it changes: `unreachable` names the connections whose events are not received. When all are received again, a stream that began without one of them ends; reconnect to include it.
             *
             *     Comments keep the connection open. A client that does not read is disconnected and can resume after the last event received.
             */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "event": "job",
                     *           "data": {
                     *             "id": "dm-prod~9",
                     *             "kind": "run",
                     *             "target": null,
                     *             "connection": "dm-prod",
                     *             "provider": "datameer",
                     *             "name": null,
                     *             "operation": "createImageByInstance",
                     *             "labels": {
                     *               "team": "bi"
                     *             },
                     *             "state": "succeeded",
                     *             "stateReason": null,
                     *             "terminal": true,
                     *             "severity": "warning",
                     *             "progress": {
                     *               "percent": 100,
                     *               "done": 120,
                     *               "total": 120,
                     *               "unit": "items",
                     *               "estimatedEndAt": null
                     *             },
                     *             "warnings": [
                     *               {
                     *                 "code": "records-dropped",
                     *                 "message": "3 of 120 records dropped"
                     *               }
                     *             ],
                     *             "error": null,
                     *             "result": {
                     *               "image_id": "4f5c1f2e"
                     *             },
                     *             "resultHref": "/jobs/dm-prod~9/result",
                     *             "children": [],
                     *             "createdAt": null,
                     *             "startedAt": "2026-11-21T08:00:00.000Z",
                     *             "endedAt": "2026-11-21T08:04:12.000Z",
                     *             "upstream": {
                     *               "id": "9",
                     *               "state": "COMPLETED_WITH_WARNINGS",
                     *               "url": "https://datameer.example/job/9",
                     *               "attribution": "exact"
                     *             },
                     *             "observation": {
                     *               "status": "fresh",
                     *               "observedAt": "2026-11-21T08:04:14.120Z",
                     *               "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *               "nextCheckAt": null,
                     *               "failures": 0,
                     *               "source": "poll",
                     *               "error": null,
                     *               "anomalies": []
                     *             },
                     *             "cancellation": {
                     *               "status": "none",
                     *               "requestedAt": null,
                     *               "reason": null
                     *             },
                     *             "capabilities": {
                     *               "cancel": false,
                     *               "delete": false
                     *             },
                     *             "trackedAt": "2026-11-21T08:00:01.500Z",
                     *             "changedAt": "2026-11-21T08:04:14.120Z",
                     *             "expiresAt": "2026-11-28T08:04:14.120Z",
                     *             "revision": 1795248001516,
                     *             "links": {
                     *               "self": "/jobs/dm-prod~9",
                     *               "history": "/jobs/dm-prod~9/history",
                     *               "events": "/jobs/dm-prod~9/events",
                     *               "explain": "/jobs/dm-prod~9/explain"
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "next": "AU8zQsfNIQGTzPRSiTIA",
                     *       "complete": true,
                     *       "unreachable": []
                     *     }
                     */
                    "application/json": components["schemas"]["EventPage"];
                    /**
                     * @example event: snapshot
                     *     id: AU8zQsfNIQGTzPRSiTIA
                     *     data: {"id":"dm-prod~9","kind":"run","target":null,"connection":"dm-prod","provider":"datameer","name":null,"operation":"createImageByInstance","labels":{"team":"bi"},"state":"succeeded","stateReason":null,"terminal":true,"severity":"warning","progress":{"percent":100,"done":120,"total":120,"unit":"items","estimatedEndAt":null},"warnings":[{"code":"records-dropped","message":"3 of 120 records dropped"}],"error":null,"result":{"image_id":"4f5c1f2e"},"resultHref":"/jobs/dm-prod~9/result","children":[],"createdAt":null,"startedAt":"2026-11-21T08:00:00.000Z","endedAt":"2026-11-21T08:04:12.000Z","upstream":{"id":"9","state":"COMPLETED_WITH_WARNINGS","url":"https://datameer.example/job/9","attribution":"exact"},"observation":{"status":"fresh","observedAt":"2026-11-21T08:04:14.120Z","attemptedAt":"2026-11-21T08:04:14.120Z","nextCheckAt":null,"failures":0,"source":"poll","error":null,"anomalies":[]},"cancellation":{"status":"none","requestedAt":null,"reason":null},"capabilities":{"cancel":false,"delete":false},"trackedAt":"2026-11-21T08:00:01.500Z","changedAt":"2026-11-21T08:04:14.120Z","expiresAt":"2026-11-28T08:04:14.120Z","revision":1795248001516,"links":{"self":"/jobs/dm-prod~9","history":"/jobs/dm-prod~9/history","events":"/jobs/dm-prod~9/events","explain":"/jobs/dm-prod~9/explain"}}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Invalid request (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many open streams (`too-many-streams`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). The gateway is at capacity (`gateway-full`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamJobEvents: {
        parameters: {
            query?: {
                /** @description `sse`: Server-Sent Events. `json`: one page of the events so far. Takes precedence over `Accept`. */
                format?: "sse" | "json";
                /** @description `next` of the previous page, or the id of an event. `Last-Event-ID` takes precedence. */
                after?: string;
            };
            header?: {
                /** @description The id of the last event received, from any gateway: the stream resumes after it. If it is too old or unknown: `reset`, then a snapshot. */
                "Last-Event-ID"?: string;
                /** @description `wait=<seconds>`, at most 60: an empty JSON page waits for the first event. */
                Prefer?: string;
            };
            path: {
                /** @description Job id: `<connection>~<key>`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description - `snapshot`: a job at the start of the stream. At most 1,000 jobs, the latest change first.
             *     - `job`: a changed job. A slow client gets only the last of several changes; an event may be repeated.
             *     - `gone`: `{"id"}` of a job that was deleted or no longer matches the filters.
             *     - `reset`, without data: events were lost. Discard your state; a snapshot follows.
             *     - `availability`: `{"complete", "unreachable"}`, when it changes: `unreachable` names the connections whose events are not received. When all are received again, a stream that began without one of them ends; reconnect to include it.
             *
             *     Comments keep the connection open. A client that does not read is disconnected and can resume after the last event received.
             */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "event": "job",
                     *           "data": {
                     *             "id": "dm-prod~9",
                     *             "kind": "run",
                     *             "target": null,
                     *             "connection": "dm-prod",
                     *             "provider": "datameer",
                     *             "name": null,
                     *             "operation": "createImageByInstance",
                     *             "labels": {
                     *               "team": "bi"
                     *             },
                     *             "state": "succeeded",
                     *             "stateReason": null,
                     *             "terminal": true,
                     *             "severity": "warning",
                     *             "progress": {
                     *               "percent": 100,
                     *               "done": 120,
                     *               "total": 120,
                     *               "unit": "items",
                     *               "estimatedEndAt": null
                     *             },
                     *             "warnings": [
                     *               {
                     *                 "code": "records-dropped",
                     *                 "message": "3 of 120 records dropped"
                     *               }
                     *             ],
                     *             "error": null,
                     *             "result": {
                     *               "image_id": "4f5c1f2e"
                     *             },
                     *             "resultHref": "/jobs/dm-prod~9/result",
                     *             "children": [],
                     *             "createdAt": null,
                     *             "startedAt": "2026-11-21T08:00:00.000Z",
                     *             "endedAt": "2026-11-21T08:04:12.000Z",
                     *             "upstream": {
                     *               "id": "9",
                     *               "state": "COMPLETED_WITH_WARNINGS",
                     *               "url": "https://datameer.example/job/9",
                     *               "attribution": "exact"
                     *             },
                     *             "observation": {
                     *               "status": "fresh",
                     *               "observedAt": "2026-11-21T08:04:14.120Z",
                     *               "attemptedAt": "2026-11-21T08:04:14.120Z",
                     *               "nextCheckAt": null,
                     *               "failures": 0,
                     *               "source": "poll",
                     *               "error": null,
                     *               "anomalies": []
                     *             },
                     *             "cancellation": {
                     *               "status": "none",
                     *               "requestedAt": null,
                     *               "reason": null
                     *             },
                     *             "capabilities": {
                     *               "cancel": false,
                     *               "delete": false
                     *             },
                     *             "trackedAt": "2026-11-21T08:00:01.500Z",
                     *             "changedAt": "2026-11-21T08:04:14.120Z",
                     *             "expiresAt": "2026-11-28T08:04:14.120Z",
                     *             "revision": 1795248001516,
                     *             "links": {
                     *               "self": "/jobs/dm-prod~9",
                     *               "history": "/jobs/dm-prod~9/history",
                     *               "events": "/jobs/dm-prod~9/events",
                     *               "explain": "/jobs/dm-prod~9/explain"
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "next": "AU8zQsfNIQGTzPRSiTIA",
                     *       "complete": true,
                     *       "unreachable": []
                     *     }
                     */
                    "application/json": components["schemas"]["EventPage"];
                    /**
                     * @example event: snapshot
                     *     id: AU8zQsfNIQGTzPRSiTIA
                     *     data: {"id":"dm-prod~9","kind":"run","target":null,"connection":"dm-prod","provider":"datameer","name":null,"operation":"createImageByInstance","labels":{"team":"bi"},"state":"succeeded","stateReason":null,"terminal":true,"severity":"warning","progress":{"percent":100,"done":120,"total":120,"unit":"items","estimatedEndAt":null},"warnings":[{"code":"records-dropped","message":"3 of 120 records dropped"}],"error":null,"result":{"image_id":"4f5c1f2e"},"resultHref":"/jobs/dm-prod~9/result","children":[],"createdAt":null,"startedAt":"2026-11-21T08:00:00.000Z","endedAt":"2026-11-21T08:04:12.000Z","upstream":{"id":"9","state":"COMPLETED_WITH_WARNINGS","url":"https://datameer.example/job/9","attribution":"exact"},"observation":{"status":"fresh","observedAt":"2026-11-21T08:04:14.120Z","attemptedAt":"2026-11-21T08:04:14.120Z","nextCheckAt":null,"failures":0,"source":"poll","error":null,"anomalies":[]},"cancellation":{"status":"none","requestedAt":null,"reason":null},"capabilities":{"cancel":false,"delete":false},"trackedAt":"2026-11-21T08:00:01.500Z","changedAt":"2026-11-21T08:04:14.120Z","expiresAt":"2026-11-28T08:04:14.120Z","revision":1795248001516,"links":{"self":"/jobs/dm-prod~9","history":"/jobs/dm-prod~9/history","events":"/jobs/dm-prod~9/events","explain":"/jobs/dm-prod~9/explain"}}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description The job has ended, and there are no events after `Last-Event-ID`: do not reconnect. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Invalid job id (`invalid-job-id`). Invalid request (`invalid-request`). */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid credentials (`unauthenticated`). */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing scope (`missing-scope`). */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such job (`job-not-found`). */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Quota exceeded (`quota-exceeded`). Too many requests without valid credentials (`too-many-refusals`). Too many open streams (`too-many-streams`). Too many tracked jobs in flight (`too-many-tracked-jobs`). */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error (`internal-error`). */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is unavailable (`store-unavailable`). Tokens cannot be verified (`issuer-unavailable`). The gateway is at capacity (`gateway-full`). */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
